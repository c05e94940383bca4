import type { Mask } from './contexts.ts';

/** Names are given to maps of at most this many cells. */
const mostCells = 9;
/** Names for parts of a block are given where it has at most this many cells. */
const mostCellsWithParts = 4;

const books = new Map<string, Map<string, string>>();

/** A map in words, or null where there are none. The entries of `table` are 0 and 1, as in `Projection`. */
export function nameProjection(size: number, mask: Mask, table: string): string | null {
  return namedProjections(size, mask).get(table) ?? null;
}

/** Tables with their names, the plainest first. */
export function namedProjections(size: number, mask: Mask): ReadonlyMap<string, string> {
  const key = `${size} ${mask}`;
  let book = books.get(key);
  if (!book) books.set(key, (book = writeBook(size, mask)));
  return book;
}

type Values = readonly number[];

const ones = (state: Values, part: Values) => part.reduce((sum, cell) => sum + state[cell], 0);

function writeBook(size: number, mask: Mask): Map<string, string> {
  const book = new Map<string, string>();
  const cells = mask === 'row' ? size : size * size;
  if (cells > mostCells) return book;
  const states = Array.from({ length: 2 ** cells }, (_, state) =>
    Array.from({ length: cells }, (_, cell) => (state >> (cells - 1 - cell)) & 1),
  );
  const add = (name: string, value: (cells: Values) => boolean) => {
    const table = states.map((state) => (value(state) ? '1' : '0')).join('');
    if (!book.has(table)) book.set(table, name);
  };

  add('constant 0', () => false);
  add('constant 1', () => true);
  for (let cell = 0; cell < cells; cell++) {
    add(`keeps the ${placeOf(cell, size, mask)}`, (state) => state[cell] === 1);
  }
  for (let cell = 0; cell < cells; cell++) {
    add(`complement of the ${placeOf(cell, size, mask)}`, (state) => state[cell] === 0);
  }
  for (const part of partsOf(cells)) {
    const whole = part.length === cells;
    const list = part.map((cell) => numberOf(cell, size, mask)).join(', ');
    add(whole ? 'parity' : `parity of cells ${list}`, (state) => ones(state, part) % 2 === 1);
    add(
      whole ? 'opposite parity' : `opposite parity of cells ${list}`,
      (state) => ones(state, part) % 2 === 0,
    );
    add(
      whole ? 'all are 1 (AND)' : `cells ${list} are 1 (AND)`,
      (state) => ones(state, part) === part.length,
    );
    add(whole ? 'some are 1 (OR)' : `some of cells ${list} are 1 (OR)`, (state) => ones(state, part) > 0);
    add(
      whole ? 'not all are 1 (NAND)' : `not all of cells ${list} are 1 (NAND)`,
      (state) => ones(state, part) < part.length,
    );
    add(whole ? 'all are 0 (NOR)' : `cells ${list} are 0 (NOR)`, (state) => ones(state, part) === 0);
  }
  const all = [...Array(cells).keys()];
  for (let least = 2; least < cells; least++) {
    const majority = 2 * least === cells + 1;
    add(majority ? 'majority' : `at least ${least} are 1`, (state) => ones(state, all) >= least);
    add(majority ? 'minority' : `fewer than ${least} are 1`, (state) => ones(state, all) < least);
  }
  for (let count = 1; count < cells; count++) {
    add(`exactly ${count} ${count === 1 ? 'is' : 'are'} 1`, (state) => ones(state, all) === count);
    add(`not exactly ${count} ${count === 1 ? 'is' : 'are'} 1`, (state) => ones(state, all) !== count);
  }
  if (cells <= mostCellsWithParts) addPatterns(add, cells, size, mask);
  return book;
}

/** A part of the block has, or has not, certain values. */
function addPatterns(
  add: (name: string, value: (cells: Values) => boolean) => void,
  cells: number,
  size: number,
  mask: Mask,
): void {
  for (const part of partsOf(cells)) {
    const which =
      part.length === cells
        ? 'the cells are'
        : `cells ${part.map((cell) => numberOf(cell, size, mask)).join(', ')} are`;
    for (let pattern = 0; pattern < 2 ** part.length; pattern++) {
      const digits = part.map((_, i) => (pattern >> (part.length - 1 - i)) & 1);
      const matches = (state: Values) => part.every((cell, i) => state[cell] === digits[i]);
      add(`${which} ${digits.join('')}`, matches);
      add(`${which} not ${digits.join('')}`, (state) => !matches(state));
    }
  }
}

/** Sets of two cells or more: all of them first, and of a block of few cells its parts too, large ones last. */
function partsOf(cells: number): number[][] {
  const all = [...Array(cells).keys()];
  if (cells > mostCellsWithParts) return [all];
  const parts = Array.from({ length: 2 ** cells }, (_, set) => all.filter((cell) => (set >> cell) & 1));
  return [
    all,
    ...parts.filter(({ length }) => length >= 2 && length < cells).toSorted((a, b) => a.length - b.length),
  ];
}

const ordinals = ['1st', '2nd', '3rd', '4th'] as const;

function placeOf(cell: number, size: number, mask: Mask): string {
  const place = `${ordinals[cell % size]} cell`;
  return mask === 'row' ? place : `${place} of the ${ordinals[Math.floor(cell / size)]} row`;
}

/** 3 for the third cell of a row; b3 for that of the second row of a patch. */
function numberOf(cell: number, size: number, mask: Mask): string {
  const number = `${(cell % size) + 1}`;
  return mask === 'row' ? number : 'abcd'[Math.floor(cell / size)] + number;
}
