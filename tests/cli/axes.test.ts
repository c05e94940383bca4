import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAxis } from '../../main/cli/axes.ts';

describe('an axis on the command line', () => {
  test.each([
    ['seed=1,2,3', [1, 2, 3]],
    ['rate=0.001:0.1:3:log', [0.001, 0.01, 0.1]],
    ['rate=0:1:5', [0, 0.25, 0.5, 0.75, 1]],
    ['rate=1:-1:3', [1, 0, -1]],
    ['boundary=open,periodic', ['open', 'periodic']],
    ['free=true,false', [true, false]],
  ])('%s', (text, values) => {
    expect(readAxis(text)).toEqual({ path: text.slice(0, text.indexOf('=')), values });
  });

  test.each(['seed', 'seed=', '=1', 'x=1:2:1', 'x=1:2:0.5', 'x=1:2:3:lin', 'x=0:1:3:log', 'x=a:b:3'])(
    '%s is none',
    (text) => {
      expect(() => readAxis(text)).toThrow(/axis|ratios/);
    },
  );

  test('has its ends exactly, and grows between them', () => {
    const end = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(
        end,
        fc.double({ min: 1.01, max: 1e4, noNaN: true }),
        fc.integer({ min: 2, max: 50 }),
        fc.boolean(),
        (from, ratio, count, log) => {
          const to = from * ratio;
          const values = readAxis(`x=${from}:${to}:${count}${log ? ':log' : ''}`).values as number[];
          expect(values).toHaveLength(count);
          expect([values[0], values.at(-1)]).toEqual([from, to]);
          expect(values.toSorted((a, b) => a - b)).toEqual(values);
        },
      ),
      { numRuns: 100, seed: 4 },
    );
  });
});
