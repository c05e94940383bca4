import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../../main/compute/random.ts';
import { contextsOf } from '../../../../../main/methods/self-similarity/automata/exact/contexts.ts';
import {
  outcomesOf,
  undecided,
} from '../../../../../main/methods/self-similarity/automata/exact/outcomes.ts';

/** Context by context. */
function outcomeByHand(contexts: ReturnType<typeof contextsOf>, map: number): number {
  const { left, centre, right, next, count } = contexts;
  const value = (state: number) => (map >> state) & 1;
  let found = 0;
  for (let i = 0; i < count; i++) {
    const macro = 4 * value(left[i]) + 2 * value(centre[i]) + value(right[i]);
    found |= 1 << (macro + (value(next[i]) === 1 ? 0 : 8));
  }
  return found & (found >> 8) ? undecided : found;
}

describe('outcomesOf', () => {
  it.each([
    { size: 2, mask: 'row' },
    { size: 3, mask: 'row' },
    { size: 4, mask: 'row' },
    { size: 2, mask: 'patch' },
  ] as const)('is what every context by itself gives: N = $size, $mask', ({ size, mask }) => {
    const random = new RandomStream(7, 'maps');
    for (const rule of [0, 15, 60, 72, 128, 146, 170, 204, 232, 240]) {
      const contexts = contextsOf(rule, size, mask);
      const all = 2 ** contexts.states - 1;
      const outcomeOf = outcomesOf(contexts);
      for (let trial = 0; trial < 60; trial++) {
        const map = 1 + random.integer(all - 1);
        expect(outcomeOf(map)).toBe(outcomeByHand(contexts, map));
        // Of the complement, which is read off the map before.
        expect(outcomeOf(map ^ all)).toBe(outcomeByHand(contexts, map ^ all));
      }
    }
  });
});
