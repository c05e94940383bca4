import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../main/compute/random.ts';
import { kernelFeatures } from '../../../../main/methods/inverse-rg/training/kernel-features.ts';
import { Likelihood, occupied } from '../../../../main/methods/inverse-rg/training/likelihood.ts';
import {
  inverseOf,
  minimiseByNewton,
  type NewtonStep,
} from '../../../../main/methods/inverse-rg/training/newton.ts';
import { WeightedCounts } from '../../../../main/methods/inverse-rg/training/weighted-counts.ts';
import { WindowCounter } from '../../../../main/methods/inverse-rg/training/window-counter.ts';
import { blockedSpins } from './random-spins.ts';

function likelihoodOf(k: number, configurations: number, size = 16): Likelihood {
  const kernel = kernelFeatures(k);
  const counter = new WindowCounter(4);
  const counts = new WeightedCounts(counter.cases);
  for (let seed = 0; seed < configurations; seed++) {
    const { fine, coarse } = blockedSpins(size, seed);
    counter.add(fine, coarse, size, counts.open(0), counts.sums);
  }
  const lumped = counts.lump(kernel.classOf, kernel.classes);
  return new Likelihood(kernel, 0, [{ temperature: 0, share: 1, counts: occupied(lumped.sums) }]);
}

describe.each([3, 5, 7])('Newton on k = %i', (k) => {
  const likelihood = likelihoodOf(k, 30);

  it('lowers the loss at every iteration until the gradient is rounding', () => {
    const steps: NewtonStep[] = [];
    const { gradientNorm, iterations } = minimiseByNewton(likelihood, (step) => steps.push(step));
    expect(gradientNorm).toBeLessThan(1e-12);
    expect(iterations).toBeLessThan(15);
    expect(steps.map(({ iteration }) => iteration)).toEqual(
      Array.from({ length: iterations + 1 }, (_, i) => i),
    );
    for (let i = 1; i < steps.length; i++) {
      expect(steps[i].loss).toBeLessThanOrEqual(steps[i - 1].loss + 1e-15);
    }
  });

  it('ends at the same weights wherever it starts', () => {
    const { weights, terms } = minimiseByNewton(likelihood);
    const random = new RandomStream(3, 'starts');
    for (const reach of [0.1, 0.3, 1]) {
      const start = weights.map(() => random.between(-reach, reach));
      const other = minimiseByNewton(likelihood, undefined, start);
      expect(other.terms.loss).toBeCloseTo(terms.loss, 13);
      other.weights.forEach((weight, i) => expect(weight).toBeCloseTo(weights[i], 9));
    }
  });
});

describe('Newton on data that say little', () => {
  it('stops where a direction of the weights is undecided, and has no inverse information there', () => {
    // One lattice of 4²: its blocks wrap around, so that most weights of k = 7 can’t be told apart.
    const likelihood = likelihoodOf(7, 1, 4);
    const { weights, terms } = minimiseByNewton(likelihood);
    expect(weights.every(Number.isFinite)).toBe(true);
    expect(terms.loss).toBeLessThan(Math.LN2);
    expect(inverseOf(terms.hessian, likelihood.parameters)).toBeNull();
  });

  it('stops where the optimum lies at infinity: every pixel along its block', () => {
    const kernel = kernelFeatures(3);
    const sums = new Float64Array(2 * kernel.classes).map((_, i) => (i % 2 ? 5 : 0));
    const likelihood = new Likelihood(kernel, 0, [{ temperature: 0, share: 1, counts: occupied(sums) }]);
    const { weights, terms } = minimiseByNewton(likelihood);
    expect(weights.every(Number.isFinite)).toBe(true);
    expect(terms.loss).toBeLessThan(1e-10);
  });
});

describe('the inverse of a Hessian', () => {
  it('is that of a small matrix by hand', () => {
    const inverse = inverseOf(Float64Array.of(4, 2, 2, 3), 2)!;
    [3 / 8, -1 / 4, -1 / 4, 1 / 2].forEach((value, i) => expect(inverse[i]).toBeCloseTo(value, 14));
  });
});
