import * as fc from 'fast-check';
import { Matrix, SVD } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { integerNullSpace } from '../../../../main/methods/mlrg/symmetry/null-space.ts';

const matrices = fc
  .record({ rows: fc.integer({ min: 1, max: 6 }), columns: fc.integer({ min: 1, max: 6 }) })
  .chain(({ rows, columns }) =>
    fc.array(fc.array(fc.integer({ min: -3, max: 3 }), { minLength: columns, maxLength: columns }), {
      minLength: rows,
      maxLength: rows,
    }),
  );

const rank = (rows: number[][]) => {
  const matrix = new Matrix(rows);
  return new SVD(matrix.rows < matrix.columns ? matrix.transpose() : matrix).rank;
};

describe('the null space of integers', () => {
  test('has as many vectors as columns that are not bound, all of which the rows annihilate', () => {
    fc.assert(
      fc.property(matrices, (rows) => {
        const basis = integerNullSpace(rows, rows[0].length);
        expect(basis).toHaveLength(rows[0].length - rank(rows));
        for (const vector of basis)
          for (const row of rows) expect(row.reduce((sum, entry, i) => sum + entry * vector[i], 0)).toBe(0);
      }),
    );
  });

  test('has an echelon basis of integers', () => {
    fc.assert(
      fc.property(matrices, (rows) => {
        const basis = integerNullSpace(rows, rows[0].length);
        const leads = basis.map((vector) => vector.findIndex((entry) => entry !== 0));
        expect(leads).toEqual([...new Set(leads)].toSorted((a, b) => a - b));
        for (const [i, vector] of basis.entries()) {
          expect(vector.every(Number.isSafeInteger)).toBe(true);
          expect(vector[leads[i]]).toBeGreaterThan(0);
          expect(leads.filter((lead) => vector[lead] !== 0)).toEqual([leads[i]]);
        }
      }),
    );
  });

  test('is all of the space without constraints, and has no factors left in its vectors', () => {
    expect(integerNullSpace([], 2)).toEqual([
      [1, 0],
      [0, 1],
    ]);
    expect(integerNullSpace([[4, -6]], 2)).toEqual([[3, 2]]);
    expect(integerNullSpace([[0, 0]], 2)).toHaveLength(2);
    expect(integerNullSpace([[1, 2, 2]], 3)).toEqual([
      [2, 0, -1],
      [0, 1, -1],
    ]);
  });
});
