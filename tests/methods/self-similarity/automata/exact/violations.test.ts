import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contextsOf } from '../../../../../main/methods/self-similarity/automata/exact/contexts.ts';
import {
  violationsOfAll,
  walshHadamard,
} from '../../../../../main/methods/self-similarity/automata/exact/violations.ts';

describe('walshHadamard', () => {
  it('is the sum with signs, and its own inverse up to the number of values', () => {
    const values = Int32Array.of(3, -1, 4, 1, -5, 9, 2, -6);
    const transformed = values.slice();
    walshHadamard(transformed);
    for (const [k, sum] of transformed.entries()) {
      let direct = 0;
      for (const [m, value] of values.entries()) {
        const common = k & m;
        const ones = (common & 1) + ((common >> 1) & 1) + (common >> 2);
        direct += ones % 2 ? -value : value;
      }
      expect(sum).toBe(direct);
    }
    walshHadamard(transformed);
    expect(transformed.map((value) => value / 8)).toEqual(values);
  });
});

describe('violationsOfAll', () => {
  it('counts, for every map at once, the contexts in which it fails', () => {
    const kinds = [
      [2, 'row'],
      [3, 'row'],
      [4, 'row'],
      [2, 'patch'],
    ] as const;
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 255 }),
        fc.constantFrom(...kinds),
        fc.integer({ min: 0, max: 0xffff }),
        (rule, [size, mask], number) => {
          const contexts = contextsOf(rule, size, mask);
          const map = number % 2 ** contexts.states;
          const value = (state: number) => (map >> state) & 1;
          let failed = 0;
          for (let i = 0; i < contexts.count; i++) {
            const [left, centre, right] = [contexts.left[i], contexts.centre[i], contexts.right[i]].map(
              value,
            );
            if (((rule >> (4 * left + 2 * centre + right)) & 1) !== value(contexts.next[i])) failed++;
          }
          expect(violationsOfAll(rule, contexts)[map]).toBe(failed);
        },
      ),
      { numRuns: 150, seed: 100 },
    );
  });
});
