import fc from 'fast-check';
import { Matrix, solve } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../main/compute/random.ts';
import {
  leastSquares,
  solveWithRidge,
} from '../../../../main/methods/self-similarity/linear/normal-equations.ts';

/** X [samples][unknowns] with columns of different sizes, and Y [samples][columns]. */
function problem(seed: number, samples: number, unknowns: number, columns: number) {
  const random = new RandomStream(seed, 'least squares');
  const x = Matrix.zeros(samples, unknowns);
  const y = Matrix.zeros(samples, columns);
  for (let i = 0; i < samples; i++) {
    for (let j = 0; j < unknowns; j++) x.set(i, j, 10 ** (j % 5) * random.normal());
    for (let j = 0; j < columns; j++) y.set(i, j, random.normal());
  }
  return { x, y };
}

const flat = (matrix: Matrix) => Float64Array.from(matrix.to1DArray());

describe('normal equations', () => {
  it('give the solution of a QR factorisation of the samples', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 3 }),
        (seed, unknowns, columns) => {
          const { x, y } = problem(seed, 40, unknowns, columns);
          const squares = flat(x.transpose().mmul(x));
          const { solution, rank } = leastSquares(squares, flat(x.transpose().mmul(y)), unknowns, columns);
          const expected = flat(solve(x, y));
          expect(rank).toBe(unknowns);
          for (const [i, value] of solution.entries()) {
            const size = 10 ** (Math.floor(i / columns) % 5);
            expect(Math.abs(size * (value - expected[i]))).toBeLessThan(1e-10);
          }
        },
      ),
      { seed: 1, numRuns: 50 },
    );
  });

  it('say how many directions the data determine, and take the smallest of the solutions', () => {
    const { x, y } = problem(2, 30, 3, 1);
    // A fourth feature that is the first one again: the weight is shared out equally.
    const twice = Matrix.zeros(30, 4);
    for (let i = 0; i < 30; i++) {
      for (let j = 0; j < 4; j++) twice.set(i, j, x.get(i, j % 3));
    }
    const { solution, rank } = leastSquares(
      flat(twice.transpose().mmul(twice)),
      flat(twice.transpose().mmul(y)),
      4,
      1,
    );
    const expected = flat(solve(x, y));
    expect(rank).toBe(3);
    expect(solution[0]).toBeCloseTo(expected[0] / 2, 10);
    expect(solution[3]).toBeCloseTo(expected[0] / 2, 10);
    expect(leastSquares(new Float64Array(4), new Float64Array(2), 2, 1)).toEqual({
      solution: new Float64Array(2),
      rank: 0,
    });
  });

  it('with a ridge are solved however flat they are', () => {
    const { x, y } = problem(3, 40, 5, 1);
    const squares = flat(x.transpose().mmul(x));
    const products = flat(x.transpose().mmul(y));
    const expected = leastSquares(squares, products, 5, 1).solution;
    const found = solveWithRidge(squares.slice(), products.slice(), 5, 0);
    for (const [i, value] of found.entries()) expect(value).toBeCloseTo(expected[i], 9);
    expect(solveWithRidge(Float64Array.of(1, 1, 1, 1), Float64Array.of(2, 2), 2, 1e-12)[0]).toBeCloseTo(1, 3);
    expect(solveWithRidge(new Float64Array(4), Float64Array.of(1, 1), 2, 1e-9)).toEqual(new Float64Array(2));
  });
});
