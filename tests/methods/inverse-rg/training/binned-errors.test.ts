import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../main/compute/random.ts';
import {
  binnedMean,
  binnedMeans,
  sandwich,
} from '../../../../main/methods/inverse-rg/training/binned-errors.ts';

const parts = (values: readonly number[], stratum = 0, share = 1 / values.length) =>
  values.map((value) => ({ stratum, share, value }));

describe('errors from independent parts', () => {
  it('are the standard error of a mean where parts weigh the same', () => {
    const values = [3, 1, 4, 1, 5, 9, 2, 6];
    const mean = values.reduce((sum, value) => sum + value) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
    const { value, error } = binnedMean(parts(values));
    expect(value).toBeCloseTo(mean, 14);
    expect(error).toBeCloseTo(Math.sqrt(variance / values.length), 14);
  });

  it('take scatter within strata only', () => {
    const { value, error } = binnedMean([...parts([1, 1.2], 0, 0.25), ...parts([7, 7.2], 1, 0.25)]);
    expect(value).toBeCloseTo(4.1, 14);
    // Each stratum mean has standard error 0.1 and counts half.
    expect(error).toBeCloseTo(0.1 * Math.SQRT1_2, 14);
  });

  it('are unknown where a stratum has a single part', () => {
    expect(binnedMean([...parts([1, 2], 0, 0.25), ...parts([3], 1, 0.5)]).error).toBeNull();
  });

  it('are right on the average: the scatter of many means is what one says of itself', () => {
    const random = new RandomStream(8, 'parts');
    const repeats = 2000;
    let squares = 0;
    let variances = 0;
    for (let repeat = 0; repeat < repeats; repeat++) {
      const shares = [0.1, 0.1, 0.2, 0.2, 0.2, 0.2];
      const { value, error } = binnedMean(
        // A part of twice the share is a mean over twice as much.
        shares.map((share) => ({ stratum: 0, share, value: random.normal() / Math.sqrt(share) })),
      );
      squares += value ** 2;
      variances += error! ** 2;
    }
    // Unequal parts make the linearised estimator a little too small; both sums scatter by some 3 and 2 percent.
    expect(variances / squares).toBeGreaterThan(0.8);
    expect(variances / squares).toBeLessThan(1.2);
  });

  it('have a covariance that is symmetric and passes through a linear map', () => {
    const { means, covariance } = binnedMeans([
      { stratum: 0, share: 0.5, values: [1, 2] },
      { stratum: 0, share: 0.5, values: [3, 8] },
    ]);
    expect([...means]).toEqual([2, 5]);
    expect([...covariance!]).toEqual([1, 3, 3, 9]);
    expect([...sandwich(Float64Array.of(2, 0, 0, 1), covariance!)]).toEqual([4, 6, 6, 9]);
  });
});
