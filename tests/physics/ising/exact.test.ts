import { describe, expect, it } from 'vitest';
import { criticalCoupling } from '../../../preload/contract/index.ts';
import { exactIsing } from '../../../main/physics/ising/exact.ts';
import { bondSum, stateOf } from './enumeration.ts';

/** Moments of Σσσ over all states. */
function enumerated(size: number, couplings: readonly number[]) {
  const sites = size * size;
  const counts = new Map<number, number>();
  for (let code = 0; code < 2 ** sites; code++) {
    const sum = bondSum(stateOf(code, sites), size);
    counts.set(sum, (counts.get(sum) ?? 0) + 1);
  }
  return couplings.map((coupling) => {
    let [z, first, second] = [0, 0, 0];
    for (const [sum, count] of counts) {
      const weight = count * Math.exp(coupling * (sum - 2 * sites));
      z += weight;
      first += weight * sum;
      second += weight * sum * sum;
    }
    return {
      e: first / z / sites,
      c: (second / z - (first / z) ** 2) / sites,
      logZ: Math.log(z) + 2 * sites * coupling,
    };
  });
}

describe('exact values of the periodic lattice', () => {
  const couplings = [0, 1e-9, 0.1, 0.3, 0.44, criticalCoupling, 0.4407, 0.6, 1, 2];

  it.each([2, 3, 4])('are those of all states of %i × %i spins', (size) => {
    for (const [i, all] of enumerated(size, couplings).entries()) {
      const exact = exactIsing(size, couplings[i]);
      expect(Math.abs(exact.e - all.e)).toBeLessThan(1e-11);
      expect(Math.abs(exact.c - all.c)).toBeLessThan(1e-10);
      expect(Math.abs(exact.logZ - all.logZ)).toBeLessThan(1e-11);
    }
  });

  it.each([
    [16, 1.453065],
    [32, 1.433658],
    [64, 1.423938],
    [128, 1.419076],
  ])('have the known critical energy at L = %i', (size, energy) => {
    expect(exactIsing(size, criticalCoupling).e).toBeCloseTo(energy, 6);
  });

  it.each([0.2, 0.43, criticalCoupling, 0.45, 0.9])('are derivatives of ln Z at K = %f', (coupling) => {
    const size = 64;
    const step = 1e-4;
    const [below, here, above] = [-step, 0, step].map((shift) => exactIsing(size, coupling + shift));
    const sites = size * size;
    // Central differences; what is left over are their own third-order terms.
    expect((above.logZ - below.logZ) / (2 * step) / sites).toBeCloseTo(here.e, 4);
    expect((above.e - below.e) / (2 * step)).toBeCloseTo(here.c, 2);
  });

  it('are smooth through the critical point, where one product changes its sign', () => {
    const shifts = [-1e-9, -1e-12, 0, 1e-12, 1e-9];
    for (const size of [64, 1024]) {
      const critical = exactIsing(size, criticalCoupling);
      for (const shift of shifts) {
        const near = exactIsing(size, criticalCoupling + shift);
        // To first order in the shift; dc/dK is below 2 L here.
        expect(Math.abs(near.e - critical.e - critical.c * shift)).toBeLessThan(1e-12);
        expect(Math.abs(near.c - critical.c)).toBeLessThan(1e-8 + 8 * size * Math.abs(shift));
      }
    }
  });

  it('are those of free spins at K = 0, and Onsager’s away from the critical point', () => {
    const free = exactIsing(1024, 0);
    expect(free.e).toBeCloseTo(0, 12);
    expect(free.c).toBeCloseTo(2, 12);
    expect(free.logZ / 1024 ** 2).toBeCloseTo(Math.LN2, 12);
    // e = coth 2K (1 + 2/π (2 tanh² 2K − 1) K₁(k)), k = 2 sinh 2K / cosh² 2K; the elliptic integral by the arithmetic–geometric mean.
    for (const coupling of [0.3, 0.6]) {
      const k = (2 * Math.sinh(2 * coupling)) / Math.cosh(2 * coupling) ** 2;
      let [a, b] = [1, Math.sqrt(1 - k * k)];
      for (let i = 0; i < 10; i++) [a, b] = [(a + b) / 2, Math.sqrt(a * b)];
      const elliptic = Math.PI / (2 * a);
      const onsager =
        (1 + (2 / Math.PI) * (2 * Math.tanh(2 * coupling) ** 2 - 1) * elliptic) / Math.tanh(2 * coupling);
      expect(exactIsing(1024, coupling).e).toBeCloseTo(onsager, 9);
    }
  });
});
