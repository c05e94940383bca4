import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

/** Directions whose data vary by less than this share of the best one (in the square) are rounding of single precision. */
const roundingOfData = 1e-13;

/**
 * Share of the mean diagonal added to the normal equations of P. Neighbouring values of smooth data are nearly equal, and without it P would take
 * differences of large weights for a gain below the rounding of the data.
 */
export const ridge = 1e-9;

export interface LeastSquares {
  /** [unknowns][columns]: of all that fit equally well the one with the smallest norm (in units of each feature's own size). */
  solution: Float64Array;
  /** Directions that the data determine, at most `unknowns`. */
  rank: number;
}

/**
 * Minimises |Y − X W|² from XᵀX [unknowns][unknowns] and XᵀY [unknowns][columns]. Features are scaled to size 1 and directions in which they do
 * not vary are left out, so that data that do not determine W give a W that is finite and say so by the rank.
 */
export function leastSquares(
  squares: Float64Array,
  products: Float64Array,
  unknowns: number,
  columns: number,
): LeastSquares {
  const size = Float64Array.from({ length: unknowns }, (_, i) => Math.sqrt(squares[i * unknowns + i]) || 1);
  const scaled = new Matrix(unknowns, unknowns);
  for (let i = 0; i < unknowns; i++) {
    for (let j = 0; j < unknowns; j++) scaled.set(i, j, squares[i * unknowns + j] / (size[i] * size[j]));
  }
  const { realEigenvalues: values, eigenvectorMatrix: vectors } = new EigenvalueDecomposition(scaled, {
    assumeSymmetric: true,
  });
  const least = Math.max(...values) * roundingOfData * unknowns;
  const solution = new Float64Array(unknowns * columns);
  let rank = 0;
  for (let d = 0; d < unknowns; d++) {
    if (values[d] <= least) continue;
    rank++;
    for (let column = 0; column < columns; column++) {
      let along = 0;
      for (let i = 0; i < unknowns; i++)
        along += (vectors.get(i, d) * products[i * columns + column]) / size[i];
      along /= values[d];
      for (let i = 0; i < unknowns; i++)
        solution[i * columns + column] += (vectors.get(i, d) * along) / size[i];
    }
  }
  return { solution, rank };
}

/**
 * Solves A x = b in place of b for a symmetric A ≥ 0 [n][n] by Cholesky's factorisation, with `ridge` times the mean of its diagonal added to it; A is
 * overwritten. What A leaves open stays near 0.
 */
export function solveWithRidge(a: Float64Array, b: Float64Array, n: number, ridge: number): Float64Array {
  let trace = 0;
  for (let i = 0; i < n; i++) trace += a[i * n + i];
  if (trace === 0) return b.fill(0);
  for (let i = 0; i < n; i++) a[i * n + i] += (ridge * trace) / n;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j];
      for (let k = 0; k < j; k++) sum -= a[i * n + k] * a[j * n + k];
      // A pivot that rounding made negative is what the ridge makes of zero.
      a[i * n + j] = i === j ? Math.sqrt(Math.max(sum, (ridge * trace) / n)) : sum / a[j * n + j];
    }
    let sum = b[i];
    for (let k = 0; k < i; k++) sum -= a[i * n + k] * b[k];
    b[i] = sum / a[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = b[i];
    for (let k = i + 1; k < n; k++) sum -= a[k * n + i] * b[k];
    b[i] = sum / a[i * n + i];
  }
  return b;
}
