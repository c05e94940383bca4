import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meanOverRuns } from '../../../../../renderer/labs/runs/sweeps/statistics.ts';

describe('the mean over runs', () => {
  it('has the standard error of the sample', () => {
    expect(meanOverRuns([])).toBeNull();
    expect(meanOverRuns([4])).toEqual({ value: 4, error: null, count: 1 });
    const mean = meanOverRuns([1, 2, 3, 4])!;
    expect(mean.value).toBe(2.5);
    expect(mean.error).toBeCloseTo(Math.sqrt(5 / 3 / 4), 14);
  });

  it('moves with its values, scales with them, and does not lose digits far from zero', () => {
    const value = fc.double({ min: -100, max: 100, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 2, maxLength: 12 }),
        fc.constantFrom(0, 1e8),
        (values, shift) => {
          const plain = meanOverRuns(values)!;
          const moved = meanOverRuns(values.map((one) => 2 * one + shift))!;
          expect(moved.value).toBeCloseTo(2 * plain.value + shift, 5);
          expect(moved.error!).toBeCloseTo(2 * plain.error!, 5);
          expect(plain.value).toBeGreaterThanOrEqual(Math.min(...values) - 1e-9);
          expect(plain.value).toBeLessThanOrEqual(Math.max(...values) + 1e-9);
        },
      ),
      { seed: 6, numRuns: 200 },
    );
    expect(meanOverRuns([1e9 + 1, 1e9 + 3])).toMatchObject({ value: 1e9 + 2, error: 1 });
  });
});
