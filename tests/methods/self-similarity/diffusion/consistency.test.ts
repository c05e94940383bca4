import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../main/compute/random.ts';
import {
  comparePrediction,
  relativeConsistency,
} from '../../../../main/methods/self-similarity/diffusion/consistency.ts';
import {
  everyOtherTransition,
  ringSeries,
  separateTransitions,
} from '../../../../main/methods/self-similarity/diffusion/series.ts';
import { LinearMap, meanMap } from '../../../../main/methods/self-similarity/linear/coarse-map.ts';
import { LinearRule } from '../../../../main/methods/self-similarity/linear/rule.ts';
import { randomRule, seriesOfRule, whiteSeries } from '../linear/random-series.ts';

const still = new LinearRule(1, 1, false, Float64Array.of(1));

const map = (weight: number) => new LinearMap({ space: 1, time: 1 }, 1, false, Float64Array.of(weight));

describe('consistency', () => {
  it('is 0 for the rule that made the series and the variance of differences for one that changes nothing', () => {
    const random = new RandomStream(1, 'consistency');
    const shape = { runs: 2, times: 6, fields: 1, height: 1, width: 20, boundary: 'periodic' as const };
    const rule = randomRule(1, 3, false, random);
    expect(comparePrediction(rule, seriesOfRule(rule, shape, random)).error).toBe(0);
    const white = whiteSeries({ ...shape, width: 5000 }, random);
    const { error, variance } = comparePrediction(still, white);
    expect(Math.abs(error - 2)).toBeLessThan(0.07);
    expect(Math.abs(variance - 1)).toBeLessThan(0.035);
  });

  it('leaves out the first macro state and cells without a neighbourhood, and does not depend on the scale of P', () => {
    const states = Float32Array.of(9, 9, 9, 9, 1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4);
    expect(relativeConsistency(map(1), still, ringSeries(states, 4))).toBe(0);
    expect(relativeConsistency(map(1), still, ringSeries(states, 4), 0)).toBeGreaterThan(1);
    const shift = new LinearRule(1, 2, false, Float64Array.of(0, 1));
    const series = { ...ringSeries(states, 4), boundary: 'open' as const };
    // Predictions 2, 3, 4 of 1, 2, 3.
    expect(comparePrediction(shift, series, 1)).toEqual({ error: 1, variance: expect.closeTo(2 / 3, 12) });
    expect(relativeConsistency(map(100), shift, series)).toBeCloseTo(1.5, 6);
    expect(
      relativeConsistency(meanMap({ space: 4, time: 1 }, 1, false), still, ringSeries(states, 4)),
    ).toBeNaN();
  });

  it('is tested on transitions that were not learnt from', () => {
    const states = Float32Array.from({ length: 14 }, (_, i) => i);
    const series = ringSeries(states, 2);
    const [training, test] = (['training', 'test'] as const).map((part) =>
      everyOtherTransition(series, part),
    );
    expect([training.runs, training.times]).toEqual([3, 2]);
    expect([...training.data]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect([...test.data]).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
  });

  it('is scanned on macro transitions without a step in common', () => {
    const series = ringSeries(
      Float32Array.from({ length: 18 }, (_, i) => i),
      2,
    );
    const { runs, times, data } = separateTransitions(series, 2);
    expect([runs, times]).toEqual([2, 4]);
    expect([...data]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
  });
});
