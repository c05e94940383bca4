import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../main/compute/random.ts';
import { DirectLoss } from '../../../../main/methods/inverse-rg/training/direct.ts';
import { kernelFeatures } from '../../../../main/methods/inverse-rg/training/kernel-features.ts';
import { Likelihood, occupied } from '../../../../main/methods/inverse-rg/training/likelihood.ts';
import { WeightedCounts } from '../../../../main/methods/inverse-rg/training/weighted-counts.ts';
import { WindowCounter } from '../../../../main/methods/inverse-rg/training/window-counter.ts';
import { blockedSpins } from './random-spins.ts';

describe.each([3, 5, 7])('direct loss of k = %i', (k) => {
  it('has the loss and the gradient of the counts: every compressed step is the step over the configurations', () => {
    const kernel = kernelFeatures(k);
    const counter = new WindowCounter(4);
    fc.assert(
      fc.property(fc.constantFrom(8, 12), fc.nat(), (size, seed) => {
        const batch = [0, 1, 2].map((i) => blockedSpins(size, seed + i));
        const counts = new WeightedCounts(counter.cases);
        for (const { fine, coarse } of batch) {
          counter.add(fine, coarse, size, counts.open(0), counts.sums);
        }
        const { sums } = counts.lump(kernel.classOf, kernel.classes);
        const counted = new Likelihood(kernel, 0, [{ temperature: 0, share: 1, counts: occupied(sums) }]);
        const random = new RandomStream(seed, 'weights');
        const weights = Float64Array.from({ length: kernel.orbits }, () => random.between(-0.4, 0.4));
        const direct = new DirectLoss(k, size).evaluate(batch, weights);
        const { loss, gradient } = counted.evaluate(weights, false);
        expect(direct.loss).toBeCloseTo(loss, 12);
        gradient.forEach((value, i) => expect(direct.gradient[i]).toBeCloseTo(value, 11));
      }),
      { numRuns: 10 },
    );
  });
});
