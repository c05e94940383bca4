import { describe, expect, it } from 'vitest';
import {
  contextsOf,
  occurring,
  searchableContexts,
} from '../../../../../main/methods/self-similarity/automata/exact/contexts.ts';
import { historyByDefinition } from '../../../../physics/cellular-automata/definition.ts';

/** State of the block of `size` cells from `cell` on in `rows` rows from `time` on; first row and cell most significant. */
function blockOf(
  cells: Uint8Array,
  width: number,
  { time, cell, size, rows }: Record<'time' | 'cell' | 'size' | 'rows', number>,
): number {
  let state = 0;
  for (let t = time; t < time + rows; t++) {
    for (let i = cell; i < cell + size; i++) state = 2 * state + cells[t * width + i];
  }
  return state;
}

describe('contexts', () => {
  it.each([
    { size: 2, mask: 'row', rows: 1, count: 64 },
    { size: 3, mask: 'row', rows: 1, count: 512 },
    { size: 4, mask: 'row', rows: 1, count: 4096 },
    { size: 2, mask: 'patch', rows: 2, count: 256 },
    { size: 3, mask: 'patch', rows: 3, count: 8192 },
    { size: 4, mask: 'patch', rows: 4, count: 262_144 },
  ] as const)(
    'are what the automaton makes of all cells: N = $size, $mask',
    ({ size, mask, rows, count }) => {
      for (const rule of [30, 110, 225]) {
        const contexts = contextsOf(rule, size, mask);
        expect(contexts).toMatchObject({ count, cells: size * rows, states: 2 ** (size * rows) });
        const width = Math.log2(count);
        const first = (width - 3 * size) / 2;
        for (let sample = 0; sample < 300; sample++) {
          const context = (sample * 7919 + 13) % count;
          const start = Uint8Array.from({ length: width }, (_, i) => (context >> (width - 1 - i)) & 1);
          const cells = historyByDefinition(rule, start, size + rows - 1);
          const block = (place: number, time: number) =>
            blockOf(cells, width, { time, cell: first + place * size, size, rows });
          expect([
            contexts.left[context],
            contexts.centre[context],
            contexts.right[context],
            contexts.next[context],
          ]).toEqual([block(0, 0), block(1, 0), block(2, 0), block(1, size)]);
        }
      }
    },
  );

  it('reach every row, and only patches in which the second row follows from the first and its neighbours', () => {
    expect(occurring(contextsOf(110, 3, 'row')).every(Boolean)).toBe(true);
    // Under rule 204 nothing changes: both rows are the same.
    const states = occurring(contextsOf(204, 2, 'patch'));
    expect([...states.keys()].filter((state) => states[state])).toEqual([0b0000, 0b0101, 0b1010, 0b1111]);
  });

  it('refuse what is not enumerated', () => {
    expect(() => contextsOf(60, 5, 'row')).toThrow('N = 2, 3 and 4');
    expect(() => contextsOf(300, 2, 'row')).toThrow('rule 300');
    expect(() => searchableContexts(60, 3, 'patch')).toThrow('N = 2');
  });
});
