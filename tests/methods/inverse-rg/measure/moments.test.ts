import { describe, expect, it } from 'vitest';
import { criticalCoupling, observableNames } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../../main/compute/random.ts';
import { finishMeasurement } from '../../../../main/methods/inverse-rg/measure/finish.ts';
import { LevelSums } from '../../../../main/methods/inverse-rg/measure/level-sums.ts';
import { SpinCounter } from '../../../../main/methods/inverse-rg/measure/order-and-energy.ts';
import { exactIsing } from '../../../../main/physics/ising/exact.ts';

const side = 4;
const states = 2 ** (side * side);

/** All 4×4 configurations, one after the other in the same array. */
function* allStates(): Generator<Uint8Array> {
  const spins = new Uint8Array(side * side);
  for (let state = 0; state < states; state++) {
    for (let i = 0; i < spins.length; i++) spins[i] = (state >> i) & 1;
    yield spins;
  }
}

/** Every state once, weighted by its Boltzmann factor. */
function boltzmannSums(coupling: number, offset: number): LevelSums {
  const sums = new LevelSums({ size: side, correlation: false, rsrg: false });
  const counter = new SpinCounter(side);
  const random = new RandomStream(1, 'ties');
  for (const spins of allStates()) {
    counter.count(spins);
    sums.add(spins, random, coupling * counter.bonds + offset);
  }
  return sums;
}

const measured = (bins: LevelSums[], coupling: number) =>
  finishMeasurement([{ options: bins[0].options, bins }], {
    title: 'all states',
    source: 'data',
    coupling,
    notes: [],
    seconds: 0,
  }).levels[0];

describe('importance-corrected averages over all 2^16 states', () => {
  it.each([criticalCoupling, 0.2])(
    'are the exact e and c at K = %f, whatever the constant in the weights',
    (K) => {
      const { corrected, exact } = measured([boltzmannSums(K, 700)], K);
      expect(corrected!.observables.e.value).toBeCloseTo(exactIsing(side, K).e, 10);
      expect(corrected!.observables.c.value).toBeCloseTo(exactIsing(side, K).c, 9);
      expect(exact!.e).toBeCloseTo(corrected!.observables.e.value, 10);
      expect(corrected!.zeroShare).toBe(0);
    },
  );

  it('have the effective sample size (Σw)²/Σw² = Z(K)²/Z(2K)', () => {
    const K = 0.1;
    const { corrected } = measured([boltzmannSums(K, 0)], K);
    const expected = Math.exp(2 * exactIsing(side, K).logZ - exactIsing(side, 2 * K).logZ);
    expect(corrected!.effectiveSize / expected).toBeCloseTo(1, 9);
  });

  it('leave the plain averages those of infinite temperature', () => {
    const { observables } = measured([boltzmannSums(criticalCoupling, 0)], criticalCoupling);
    expect(observables.e.value).toBeCloseTo(0, 12);
    expect(observables.chi.value).toBeCloseTo(1, 12);
    expect(observables.c.value).toBeCloseTo(2, 12);
    // 16 independent spins: ⟨M⁴⟩ = 3N² − 2N.
    expect(observables.u4.value).toBeCloseTo(2 / (3 * 16), 12);
  });
});

describe('observables', () => {
  it('of a single configuration have no fluctuations and no errors', () => {
    const sums = new LevelSums({ size: 8, correlation: false, rsrg: false });
    sums.add(new Uint8Array(64).fill(1), new RandomStream(1, 'ties'));
    const { observables } = measured([sums], criticalCoupling);
    for (const name of observableNames) expect(observables[name].error).toBeNull();
    expect(observables.chi.value).toBe(0);
    expect(observables.e.value).toBe(2);
    expect(observables.absM.value).toBe(1);
  });

  it('stay finite without any magnetisation', () => {
    const sums = new LevelSums({ size: 4, correlation: false, rsrg: false });
    const board = Uint8Array.from({ length: 16 }, (_, i) => (i + (i >> 2)) & 1);
    sums.add(board, new RandomStream(1, 'ties'));
    const { observables } = measured([sums], criticalCoupling);
    expect(observables.e.value).toBe(-2);
    expect(observables.u4.value).toBe(0);
    expect(observables.cme.value).toBe(0);
  });
});
