import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listedNumbers, rangeValues } from '../../../../../renderer/labs/runs/sweeps/values.ts';

const range = (from: number, to: number, count: number, scale: 'linear' | 'logarithmic' = 'linear') => ({
  from,
  to,
  count,
  scale,
});

describe('values of a range', () => {
  it('are spread by equal steps or equal factors, both ends among them', () => {
    expect(rangeValues(range(0, 1, 5), false)).toEqual({ values: [0, 0.25, 0.5, 0.75, 1] });
    expect(rangeValues(range(0.001, 1, 4, 'logarithmic'), false)).toEqual({ values: [0.001, 0.01, 0.1, 1] });
    expect(rangeValues(range(0.3, 0.1, 3), false)).toEqual({ values: [0.3, 0.2, 0.1] });
    expect(rangeValues(range(7, 9, 1), false)).toEqual({ values: [7] });
  });

  it('are rounded for whole numbers, and none comes twice', () => {
    expect(rangeValues(range(1, 10, 5, 'logarithmic'), true)).toEqual({ values: [1, 2, 3, 6, 10] });
    expect(rangeValues(range(1, 3, 9), true)).toEqual({ values: [1, 2, 3] });
  });

  it('cannot be what they are asked to be', () => {
    expect(rangeValues(range(0, 1, 3, 'logarithmic'), false)).toHaveProperty('problem');
    expect(rangeValues(range(0, 1, 2.5), false)).toHaveProperty('problem');
    expect(rangeValues(range(0, 1, 1001), false)).toHaveProperty('problem');
    expect(rangeValues(range(NaN, 1, 2), false)).toHaveProperty('problem');
  });

  it('lie between the ends, in order, each once, as many as asked for or fewer', () => {
    const end = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(
        end,
        end,
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom('linear' as const, 'logarithmic' as const),
        fc.boolean(),
        (from, to, count, scale, integer) => {
          const found = rangeValues({ from, to, count, scale }, integer);
          if ('problem' in found) throw new Error(found.problem);
          const { values } = found;
          expect(values.length).toBeLessThanOrEqual(count);
          expect(new Set(values).size).toBe(values.length);
          const sign = Math.sign(to - from);
          expect(values.slice(1).every((value, index) => sign * (value - values[index]!) > 0)).toBe(true);
          const room = integer ? 0.5 : 1e-9 * Math.max(from, to);
          expect(values[0]!).toBeCloseTo(integer ? Math.round(from) : from, 10);
          for (const value of values) {
            expect(value).toBeGreaterThanOrEqual(Math.min(from, to) - room);
            expect(value).toBeLessThanOrEqual(Math.max(from, to) + room);
          }
        },
      ),
      { seed: 6, numRuns: 200 },
    );
  });
});

describe('listed numbers', () => {
  it('are apart by spaces, commas or semicolons', () => {
    expect(listedNumbers(' 0.1, 2e-3;5\n−7 ')).toEqual({ values: [0.1, 0.002, 5, -7] });
  });

  it('are refused with the word that is wrong', () => {
    expect(listedNumbers('1 two 3')).toEqual({ problem: '“two” is not a number.' });
    expect(listedNumbers('1 2 1.0')).toEqual({ problem: '1.0 is there twice.' });
    expect(listedNumbers('  ')).toEqual({ problem: 'Name at least one value.' });
  });
});
