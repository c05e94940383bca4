import { describe, expect, it, test } from 'vitest';
import { parametersOfRow } from '../../../../renderer/labs/datasets/parameter-rows.ts';

const rows = (columns: string[] | null, ...values: number[][]) => ({
  columns,
  values,
  rows: values.length,
  width: values[0]?.length ?? 0,
});

describe('a row of parameters', () => {
  it('is what the simulator takes, with its seed', () => {
    const table = rows(['rank', 'k', 'F', 'Db', 'Da', 'seed'], [1, 0.06, 0.03, 0.08, 0.16, 5]);
    expect(parametersOfRow('p.csv', table, 0)).toEqual({
      parameters: { Da: 0.16, Db: 0.08, F: 0.03, k: 0.06 },
      seed: 5,
    });
  });

  it.each([['without'], ['with no whole number as', 0.5], ['with a negative', -1]])(
    '%s seed has none',
    (_, ...seed) => {
      const table = rows(
        ['Da', 'Db', 'F', 'k', ...(seed.length > 0 ? ['seed'] : [])],
        [0.16, 0.08, 0.03, 0.06, ...(seed as number[])],
      );
      expect(parametersOfRow('p.csv', table, 0)).not.toHaveProperty('seed');
    },
  );
});

test.each([
  ['a row that is not there', rows(['Da', 'Db', 'F', 'k'], [0.1, 0.1, 0.1, 0.1]), 1, /no row 2/],
  ['a value out of range', rows(['Da', 'Db', 'F', 'k'], [0.1, 9, 0.03, 0.06]), 0, /row 1: Db is 9/],
  ['an empty cell', rows(['Da', 'Db', 'F', 'k'], [0.1, 0.1, Number.NaN, 0.06]), 0, /row 1: F is NaN/],
  ['a column that is missing', rows(['Da', 'Db', 'F'], [0.1, 0.1, 0.03]), 0, /k is missing/],
  ['a table without names', rows(null, [0.1, 0.1, 0.03, 0.06]), 0, /Da is missing/],
])('%s is refused with its place', (_, table, row, message) => {
  expect(() => parametersOfRow('p.csv', table, row)).toThrow(message);
});
