import * as fc from 'fast-check';
import { Matrix } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import {
  conjugated,
  directSum,
  inverse,
  matrixOf,
  product,
  signedIdentity,
  signedPermutation,
  trace,
  withoutSigns,
} from '../../../../main/methods/mlrg/symmetry/signed-permutation.ts';
import { signedPermutations } from '../arbitraries.ts';

const pairs = fc
  .integer({ min: 1, max: 6 })
  .chain((n) => fc.tuple(signedPermutations(n), signedPermutations(n)));
const dense = (...p: Parameters<typeof matrixOf>) => new Matrix(matrixOf(...p));
/** Adds 0, so that −0 of products equals 0. */
const rows = (matrix: Matrix) => matrix.to2DArray().map((row) => row.map((entry) => entry + 0));

describe('signed permutations', () => {
  test('multiply and have traces as their matrices', () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        expect(matrixOf(product(a, b))).toEqual(rows(dense(a).mmul(dense(b))));
        expect(trace(a)).toBe(dense(a).trace());
      }),
    );
  });

  test('are undone by their transpose', () => {
    fc.assert(
      fc.property(pairs, ([a]) => {
        expect(product(a, inverse(a))).toEqual(signedIdentity(a.image.length));
        expect(matrixOf(inverse(a))).toEqual(rows(dense(a).transpose()));
      }),
    );
  });

  test('conjugate a matrix from both sides', () => {
    const s = signedPermutation([
      [0, -1],
      [1, 0],
    ]);
    const t = signedPermutation([
      [0, 0, 1],
      [1, 0, 0],
      [0, -1, 0],
    ]);
    const m = Float64Array.of(1, 2, 3, 4, 5, 6);
    const expected = dense(s)
      .mmul(Matrix.from1DArray(2, 3, [...m]))
      .mmul(dense(t).transpose());
    expect([...conjugated(s, m, t)]).toEqual(rows(expected).flat());
  });

  test('stand side by side in a direct sum', () => {
    const turn = signedPermutation([
      [0, -1],
      [1, 0],
    ]);
    expect(matrixOf(directSum([signedPermutation([[-1]]), turn]))).toEqual([
      [-1, 0, 0],
      [0, 0, -1],
      [0, 1, 0],
    ]);
    expect(matrixOf(withoutSigns(turn))).toEqual([
      [0, 1],
      [1, 0],
    ]);
  });

  test.each([
    [[[1, 1]]],
    [[[2]]],
    [
      [
        [1, 0],
        [1, 0],
      ],
    ],
    [[[0]]],
  ])('%j is none', (matrix) => {
    expect(() => signedPermutation(matrix)).toThrow(RangeError);
  });
});
