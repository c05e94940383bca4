import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { notFiniteNote, summarise } from '../../main/data/array-summary.ts';

const summary = (values: number[]) =>
  summarise({ name: 'x', type: 'float64', shape: [values.length], data: Float64Array.from(values) });

/** NaN of none. */
const least = (values: number[]) => (values.length === 0 ? Number.NaN : Math.min(...values));

describe('what is said of an array', () => {
  it('counts every finite value once in 64 equal bins from the least to the largest', () => {
    fc.assert(
      fc.property(fc.array(fc.double(), { minLength: 1, maxLength: 200 }), (values) => {
        const { min, max, mean, notFinite, histogram } = summary(values);
        const finite = values.filter(Number.isFinite);
        expect(notFinite).toBe(values.length - finite.length);
        expect(histogram?.reduce((sum, count) => sum + count, 0) ?? 0).toBe(finite.length);
        // Both zeros are one value.
        expect([min, max].map((value) => value + 0)).toEqual(
          [least(finite), -least(finite.map((value) => -value))].map((value) => value + 0),
        );
        expect(Number.isFinite(mean)).toBe(finite.length > 0);
        expect(histogram?.length).toBe(finite.length > 0 ? 64 : undefined);
      }),
      { seed: 6, numRuns: 300 },
    );
  });

  it('puts values where their bins are', () => {
    const { histogram } = summary([0, 0.99, 1, 31.5, 63.9, 64]);
    expect([0, 1, 31, 63].map((bin) => histogram![bin])).toEqual([2, 1, 1, 2]);
    expect(summary([5, 5, 5]).histogram![0]).toBe(3);
  });

  it('keeps mean and bins of numbers near the largest double', () => {
    const { mean, histogram } = summary([-1.7e308, 1.7e308, 1.7e308, 1.6e308]);
    expect(mean / 1.7e308).toBeCloseTo((1 + 16 / 17) / 4, 12);
    expect([0, 63].map((bin) => histogram![bin])).toEqual([1, 2]);
  });

  it('says how many values are not finite, and where the first one is', () => {
    const array = {
      name: 'x',
      type: 'float32',
      shape: [2, 3],
      data: new Float32Array([1, 2, 3, 4, Infinity, NaN]),
    };
    expect(notFiniteNote(array, 2)).toBe('‘x’ holds 2 values that are not finite: Infinity at [1, 1].');
  });
});
