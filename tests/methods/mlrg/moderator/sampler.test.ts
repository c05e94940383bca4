import { describe, expect, it } from 'vitest';
import { schemaOf, type MlrgTrainingSpec } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../../main/compute/random.ts';
import { createCouplingSampler } from '../../../../main/methods/mlrg/moderator/sampler.ts';
import type { RgMonotone } from '../../../../main/methods/mlrg/rg-map.ts';
import { boltzmannMean, meanAndError } from './boltzmann.ts';
import { randomNetwork } from './random-network.ts';

const defaults = schemaOf['mlrg-training'].parse({ kind: 'mlrg-training' }) as MlrgTrainingSpec;

function proposals(changes: Partial<MlrgTrainingSpec['proposals']>): MlrgTrainingSpec['proposals'] {
  return { ...defaults.proposals, stepSize: 0.1, ...changes };
}

/** dC/dJ0 = (J0 − 0.5)(J0 − 2.5): fixed points at 0.5 and 2.5, with ‖∇C‖ = 1 halfway between. */
const slope = (x: number) => (x - 0.5) * (x - 2.5);
const twoFixedPoints: RgMonotone = {
  couplings: 1,
  value: ([x]) => x ** 3 / 3 - 1.5 * x ** 2 + 1.25 * x,
  gradient: ([x], into) => void (into[0] = slope(x)),
  hessianVector: ([x], [v], into) => void (into[0] = (2 * x - 3) * v),
  hessian: ([x]) => Float64Array.of(2 * x - 3),
};

/** Means over chains of f(J0) of the coldest replica, after `warmUp` calls. */
function meansOf(
  changes: Partial<MlrgTrainingSpec['proposals']>,
  beta: number,
  f: (x: number) => number,
  { batch, warmUp, calls }: { batch: number; warmUp: number; calls: number },
) {
  const sampler = createCouplingSampler({
    couplings: 1,
    batch,
    reach: 3,
    spread: 0,
    proposals: proposals(changes),
    random: new RandomStream(21, 'sampler'),
  });
  const sums = Array.from({ length: batch }, () => 0);
  for (let call = -warmUp; call < calls; call++) {
    const drawn = sampler.sample(twoFixedPoints, beta);
    if (call >= 0) for (let b = 0; b < batch; b++) sums[b] += f(drawn[b]) / calls;
  }
  return { ...meanAndError(sums), sampler };
}

const onTheRight = (x: number) => (x > 1.5 ? 1 : 0);

const smallSampler = (batch: number, seed: number) =>
  createCouplingSampler({
    couplings: 2,
    batch,
    reach: 1.5,
    spread: 0.5,
    proposals: proposals({ replicas: 3, updates: 3 }),
    random: new RandomStream(seed, 'small'),
  });

describe('the sampler of teachers', () => {
  it.each([
    { potential: 'norm-squared', power: 2, beta: 3 },
    { potential: 'norm', power: 1, beta: 2.5 },
  ] as const)('draws from exp(−β U) with U the $potential of ∇C', ({ potential, power, beta }) => {
    const { mean, error } = meansOf({ potential, replicas: 2 }, beta, (x) => slope(x) ** 2, {
      batch: 200,
      warmUp: 30,
      calls: 150,
    });
    const exact = boltzmannMean(
      (x) => beta * Math.abs(slope(x)) ** power,
      (x) => slope(x) ** 2,
      0,
      3,
    );
    expect(Math.abs(mean - exact)).toBeLessThan(5 * error);
    expect(error).toBeLessThan(0.01);
  });

  it('crosses with replicas a barrier that no single chain crosses', () => {
    // The barrier is 60 in units of the coldest temperature, and the wells have the frequency √480 there.
    const stepSize = 0.04;
    const alone = meansOf({ replicas: 1, stepSize }, 60, onTheRight, { batch: 40, warmUp: 20, calls: 100 });
    // Every chain of its own stays on the side it began on: its mean is 0 or 1.
    const stuck = 40 * alone.mean;
    expect(stuck).toBeCloseTo(Math.round(stuck), 9);
    expect(alone.error).toBeGreaterThan(0.06);
    const together = meansOf({ replicas: 8, stepSize }, 60, onTheRight, {
      batch: 40,
      warmUp: 20,
      calls: 300,
    });
    expect(Math.abs(together.mean - 0.5)).toBeLessThan(5 * together.error);
    expect(together.error).toBeLessThan(0.03);
    expect(together.sampler.exchanges).toBeGreaterThan(0.2);
    expect(together.sampler.acceptance).toBeGreaterThan(0.5);
  });

  it('is uniform in the box at β = 0, where every proposal and exchange is accepted', () => {
    const sampler = createCouplingSampler({
      couplings: 3,
      batch: 500,
      reach: 1.5,
      spread: 0.4,
      proposals: proposals({ replicas: 3, updates: 2 }),
      random: new RandomStream(22, 'uniform'),
    });
    const network = randomNetwork({ couplings: 3, widths: [4], layerNorm: false }, 23);
    const cells = new Uint32Array(8);
    const means: number[] = [];
    for (let call = 0; call < 20; call++) {
      const drawn = sampler.sample(network, 0);
      expect([sampler.acceptance, sampler.exchanges]).toEqual([1, 1]);
      if (call < 19) continue;
      for (let b = 0; b < 500; b++) {
        const [x, y, z] = drawn.subarray(3 * b, 3 * b + 3);
        expect(x >= 0 && x <= 1.5 && Math.abs(y) <= 0.4 && Math.abs(z) <= 0.4).toBe(true);
        cells[(x > 0.75 ? 4 : 0) + (y > 0 ? 2 : 0) + (z > 0 ? 1 : 0)]++;
        means.push(x);
      }
    }
    const deviation = Math.sqrt((500 * 7) / 64);
    for (const number of cells) expect(Math.abs(number - 500 / 8)).toBeLessThan(4.5 * deviation);
    const { mean, error } = meanAndError(means);
    expect(Math.abs(mean - 0.75)).toBeLessThan(5 * error);
  });

  it('pins the other couplings at zero when they have no spread', () => {
    const sampler = createCouplingSampler({
      couplings: 2,
      batch: 5,
      reach: 1,
      spread: 0,
      proposals: proposals({}),
      random: new RandomStream(24, 'pinned'),
    });
    const network = randomNetwork({ couplings: 2, widths: [4], layerNorm: false }, 25);
    for (let call = 0; call < 5; call++) {
      const drawn = sampler.sample(network, 10);
      expect(drawn.filter((_, k) => k % 2 === 1).every((x) => x === 0)).toBe(true);
    }
  });

  it('goes on from a snapshot with the same bits, and depends on nothing but its seed', () => {
    const network = randomNetwork({ couplings: 2, widths: [6, 5], layerNorm: true }, 26);
    const unbroken = smallSampler(7, 27);
    const broken = smallSampler(7, 27);
    for (let call = 0; call < 3; call++) {
      expect(broken.sample(network, 40 * call)).toEqual(unbroken.sample(network, 40 * call));
    }
    const snapshot = broken.snapshot();
    // As a checkpoint: the arrays as bytes, the values as JSON.
    const saved = {
      arrays: structuredClone(snapshot.arrays),
      values: JSON.parse(JSON.stringify(snapshot.values)) as Record<string, unknown>,
    };
    broken.sample(network, 5);
    const resumed = smallSampler(7, 99);
    resumed.restore(saved);
    expect([resumed.acceptance, resumed.exchanges]).toEqual([unbroken.acceptance, unbroken.exchanges]);
    for (let call = 3; call < 6; call++) {
      expect(resumed.sample(network, 40 * call)).toEqual(unbroken.sample(network, 40 * call));
      expect([resumed.acceptance, resumed.exchanges]).toEqual([unbroken.acceptance, unbroken.exchanges]);
    }
  });

  it('refuses the snapshot of another batch', () => {
    expect(() => smallSampler(3, 28).restore(smallSampler(4, 28).snapshot())).toThrow(RangeError);
  });
});
