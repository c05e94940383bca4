import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kernelOrbits, orbitOfCells } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../../main/compute/random.ts';
import { localFields } from '../../../../main/methods/inverse-rg/generation/direct.ts';
import { kernelFeatures } from '../../../../main/methods/inverse-rg/training/kernel-features.ts';
import { Likelihood, occupied } from '../../../../main/methods/inverse-rg/training/likelihood.ts';
import { WeightedCounts } from '../../../../main/methods/inverse-rg/training/weighted-counts.ts';
import { WindowCounter } from '../../../../main/methods/inverse-rg/training/window-counter.ts';
import { blockedSpins } from './random-spins.ts';

const size = 12;

function countsOf(k: number, seeds: readonly number[]) {
  const kernel = kernelFeatures(k);
  const counter = new WindowCounter(k === 9 ? 5 : 4);
  const counts = new WeightedCounts(counter.cases);
  for (const seed of seeds) {
    const { fine, coarse } = blockedSpins(size, seed);
    counter.add(fine, coarse, size, counts.open(0), counts.sums);
  }
  return { kernel, counts: occupied(counts.lump(kernel.classOf, kernel.classes).sums) };
}

const randomWeights = (count: number, seed: number) => {
  const random = new RandomStream(seed, 'weights');
  return Float64Array.from({ length: count }, () => random.between(-0.5, 0.5));
};

describe('classes of symmetric kernels', () => {
  it('are as many as there are feature vectors modulo a global flip', () => {
    expect([3, 5, 7].map((k) => kernelFeatures(k).classes)).toEqual([6, 108, 5832]);
    // The 4×4 window and, for a small kernel, the 5×5 window tell the same classes apart.
    expect(kernelFeatures(3, 5).classes).toBe(6);
  });
});

describe.each([3, 5, 7, 9])('loss of k = %i on counted data', (k) => {
  it('is the loss of the convolution, pixel by pixel', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const { kernel, counts } = countsOf(k, [seed]);
        const weights = randomWeights(kernel.orbits, seed);
        const { fine, coarse } = blockedSpins(size, seed);
        const cells = Float64Array.from(orbitOfCells(k), (orbit) => weights[orbit]);
        const fields = localFields(coarse, size / 2, cells);
        const direct = fields.reduce((sum, h, i) => sum + Math.log1p(Math.exp(fine[i] ? -2 * h : 2 * h)), 0);
        const counted = new Likelihood(kernel, 0, [{ temperature: 0, share: 1, counts }]).loss(weights);
        expect(counted).toBeCloseTo(direct / size ** 2, 12);
      }),
      { numRuns: k === 9 ? 3 : 10 },
    );
  });

  it('has the gradient and the Hessian of its finite differences, with temperature as an input', () => {
    const strata = [-1, 0.3, 1].map((temperature, i) => ({
      temperature,
      share: [0.2, 0.3, 0.5][i],
      counts: countsOf(k, [10 + i]).counts,
    }));
    const likelihood = new Likelihood(kernelFeatures(k), 1, strata);
    const n = likelihood.parameters;
    expect(n).toBe(2 * kernelOrbits(k).length);
    const weights = randomWeights(n, 4);
    const { loss, gradient, hessian } = likelihood.evaluate(weights);
    expect(likelihood.loss(weights)).toBe(loss);
    const step = 1e-5;
    for (let i = 0; i < n; i += 3) {
      const at = (sign: number) =>
        likelihood.evaluate(weights.map((weight, j) => (j === i ? weight + sign * step : weight)));
      const [up, down] = [at(1), at(-1)];
      expect(gradient[i]).toBeCloseTo((up.loss - down.loss) / (2 * step), 8);
      for (let j = 0; j < n; j++) {
        const difference = (up.gradient[j] - down.gradient[j]) / (2 * step);
        expect(hessian[i * n + j]).toBeCloseTo(difference, 7);
        expect(hessian[i * n + j]).toBe(hessian[j * n + i]);
      }
    }
  });
});

describe('loss far from the data', () => {
  it('does not overflow', () => {
    const { kernel, counts } = countsOf(3, [1]);
    const likelihood = new Likelihood(kernel, 0, [{ temperature: 0, share: 1, counts }]);
    const { loss, gradient } = likelihood.evaluate(Float64Array.of(500, -500, -900));
    expect(Number.isFinite(loss)).toBe(true);
    expect(gradient.every(Number.isFinite)).toBe(true);
  });
});
