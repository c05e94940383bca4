import { expect, test } from 'vitest';
import { notesOf } from '../../../../main/methods/mlrg/reference/notes.ts';

test('Ising spins at any length that can be diagonalised need no note', () => {
  expect(notesOf({ internal: 'Z2', row: 10 }, 0)).toEqual([]);
});

test('first order and Kosterlitz–Thouless transitions are named', () => {
  for (const internal of ['S5', 'S6'] as const) {
    expect(notesOf({ internal, row: 2 }, 0).join(' ')).toContain('first order');
  }
  for (const internal of ['Z5', 'D5', 'Z6', 'D6'] as const) {
    expect(notesOf({ internal, row: 2 }, 0).join(' ')).toContain('Kosterlitz');
  }
});

test('sizes that are left out are named', () => {
  const [, rows, crossings] = notesOf({ internal: 'S6', row: 8 }, 0);
  expect(rows).toContain('1679616 states');
  expect(crossings).toContain('Crossings go up to L = 5');
  expect(notesOf({ internal: 'D4', row: 8 }, 0).at(-1)).toContain('Crossings go up to L = 7');
});

test('renormalizations without a transition are counted', () => {
  expect(notesOf({ internal: 'D6', row: 2 }, 3).at(-1)).toContain('3 of');
});
