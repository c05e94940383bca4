import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  contextName,
  contexts,
  outputOf,
  rulePicture,
  toggled,
} from '../../../../../renderer/labs/self-similarity/parts/rules.ts';

const rule = fc.integer({ min: 0, max: 255 });

describe('the table of a rule', () => {
  it('is written from 111 to 000, the bits of its number', () => {
    expect(contexts.map(contextName)).toEqual(['111', '110', '101', '100', '011', '010', '001', '000']);
    fc.assert(
      fc.property(rule, (number) => {
        const bits = contexts.map((context) => outputOf(number, context)).join('');
        expect(Number.parseInt(bits, 2)).toBe(number);
      }),
    );
  });

  it('changes in the context that is toggled, and only there', () => {
    fc.assert(
      fc.property(rule, fc.integer({ min: 0, max: 7 }), (number, context) => {
        const next = toggled(number, context);
        for (const other of contexts)
          expect(outputOf(next, other) === outputOf(number, other)).toBe(other !== context);
        expect(toggled(next, context)).toBe(number);
      }),
    );
  });
});

describe('the thumbnail of a rule', () => {
  it('has time downwards, every cell by the table from its neighbours on a ring', () => {
    fc.assert(
      fc.property(rule, (number) => {
        const { width, height, data } = rulePicture(number, 20, 9);
        for (let step = 1; step < height; step++) {
          for (let i = 0; i < width; i++) {
            const before = (cell: number) => data[(step - 1) * width + ((cell + width) % width)]!;
            const context = 4 * before(i - 1) + 2 * before(i) + before(i + 1);
            expect(data[step * width + i]).toBe(outputOf(number, context));
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('starts with about as many ones as zeros', () => {
    const { width, data } = rulePicture(204, 48, 2);
    const ones = data.subarray(0, width).reduce((sum, value) => sum + value, 0);
    expect(ones).toBeGreaterThan(15);
    expect(ones).toBeLessThan(33);
  });
});
