import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ElementaryAutomaton } from '../../../../../main/physics/cellular-automata/elementary.ts';
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
  it('is what the simulator makes of its first row', () => {
    fc.assert(
      fc.property(rule, (number) => {
        const { width, height, data } = rulePicture(number, 20, 9);
        const history = new ElementaryAutomaton(number, width).history(
          Uint8Array.from(data.subarray(0, width)),
          height - 1,
        );
        expect([...data]).toEqual([...history]);
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
