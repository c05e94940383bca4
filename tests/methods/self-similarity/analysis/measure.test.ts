import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../main/compute/random.ts';
import {
  coarseGrained,
  measurePrediction,
  predictedStates,
} from '../../../../main/methods/self-similarity/analysis/measure.ts';
import { automatonSeries, elementaryRule, lineSeries, localRule, rowMap } from './toy.ts';

const noise = (times: number, width: number, seed: number) => {
  const random = new RandomStream(seed, 'noise');
  return lineSeries(
    Array.from({ length: times }, () => Array.from({ length: width }, () => random.normal())),
  );
};
const keep = (space: number) => rowMap({ space, time: space }, (cells) => cells[0]);
const zero = localRule(() => 0);

describe('measuring a prediction', () => {
  it('follows the definitions', () => {
    const series = lineSeries([
      [1, 2, 3, 4],
      [2, 2, 5, 0],
      [1, 1, 1, 3],
    ]);
    const shift = localRule((left) => left);
    const { error, variance, ratio, persistence, persistenceRatio } = measurePrediction(shift, series);
    // Shifted rows: 4 1 2 3 against 2 2 5 0, and 0 2 2 5 against 1 1 1 3.
    expect(error.value).toBeCloseTo((4 + 1 + 9 + 9 + 1 + 1 + 1 + 4) / 8, 12);
    const next = [2, 2, 5, 0, 1, 1, 1, 3];
    const mean = 15 / 8;
    const expected = next.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 8;
    expect(variance.value).toBeCloseTo(expected, 12);
    expect(ratio.value).toBeCloseTo(error.value / expected, 12);
    expect(persistence).toBeCloseTo((1 + 0 + 4 + 16 + 1 + 1 + 16 + 9) / 8, 12);
    expect(persistenceRatio).toBeCloseTo(persistence / expected, 12);
  });

  it('takes the variance of each field about its own mean', () => {
    const series = {
      ...noise(40, 30, 1),
      fields: 3,
      width: 10,
    };
    for (let i = 0; i < series.data.length; i++) {
      const field = Math.floor(i / 10) % 3;
      series.data[i] = 100 * field + (field + 1) * series.data[i];
    }
    const still = { ...zero, fields: 3 };
    const { variance } = measurePrediction(still, series);
    expect(Math.abs(variance.value - (1 + 4 + 9) / 3)).toBeLessThan(5 * variance.error!);
  });

  it('has errors as large as the scatter of independent repetitions', () => {
    const values = Array.from(
      { length: 60 },
      (_, seed) => measurePrediction(zero, noise(41, 20, seed + 1)).error,
    );
    const mean = values.reduce((sum, { value }) => sum + value, 0) / 60;
    const scatter = Math.sqrt(values.reduce((sum, { value }) => sum + (value - mean) ** 2, 0) / 59);
    const claimed = Math.sqrt(values.reduce((sum, { error }) => sum + error! ** 2, 0) / 60);
    // Both are known to about 10%.
    expect(claimed / scatter).toBeGreaterThan(0.6);
    expect(claimed / scatter).toBeLessThan(1.6);
    expect(Math.abs(mean - 1)).toBeLessThan((5 * scatter) / Math.sqrt(60));
  });

  it('has errors with few transitions too, from blocks of cells', () => {
    expect(measurePrediction(zero, noise(3, 200, 1)).error.error).toBeGreaterThan(0);
    expect(measurePrediction(zero, noise(2, 1, 1)).error.error).toBeNull();
  });

  it('leaves out what an open boundary leaves unpredicted', () => {
    const series = { ...noise(10, 12, 2), boundary: 'open' as const };
    series.data.fill(0);
    for (let time = 0; time < 10; time++) series.data[12 * time] = 7;
    expect(measurePrediction(zero, series).error.value).toBe(0);
    expect(measurePrediction(zero, { ...series, boundary: 'periodic' }).error.value).toBeCloseTo(49 / 12, 5);
  });

  it('counts what a rule says nothing of inside an open boundary', () => {
    const series = lineSeries(
      Array.from({ length: 4 }, () => Float64Array.of(1, 2, 3, 4)),
      { boundary: 'open' },
    );
    const { error } = measurePrediction(
      localRule(() => Number.NaN),
      series,
    );
    expect(error).toEqual({ value: Number.NaN, error: null });
  });

  it('keeps its digits about a large mean', () => {
    const series = noise(30, 50, 3);
    const shifted = { ...series, data: series.data.map((value) => Math.fround(4096 + value)) };
    const variance = measurePrediction(zero, series).variance.value;
    expect(measurePrediction(zero, shifted).variance.value / variance).toBeCloseTo(1, 3);
  });
});

describe('coarse-graining', () => {
  const start = Uint8Array.from({ length: 20 }, (_, i) => Number(i % 7 < 3));

  it('cuts a ring that S does not divide open', () => {
    // The shift is kept by every map of one cell; on the ring of 6 macro cells of 20 it would fail at the seam.
    const series = automatonSeries(170, start, 13);
    const macro = coarseGrained(keep(3), series);
    expect([macro.width, macro.times, macro.boundary]).toEqual([6, 4, 'open']);
    expect(measurePrediction(elementaryRule(170), macro).error.value).toBe(0);
    expect(
      measurePrediction(elementaryRule(170), { ...macro, boundary: 'periodic' }).error.value,
    ).toBeGreaterThan(0);
    const closed = coarseGrained(keep(2), series);
    expect([closed.width, closed.boundary]).toEqual([10, 'periodic']);
    expect(measurePrediction(elementaryRule(170), closed).error.value).toBe(0);
  });

  it('shows what the rule makes of the state before, and nothing at first', () => {
    const series = automatonSeries(90, start, 5);
    const predicted = predictedStates(elementaryRule(90), series, 0);
    expect(predicted.subarray(0, 20).every(Number.isNaN)).toBe(true);
    expect(predicted.subarray(20)).toEqual(series.data.subarray(20));
  });
});
