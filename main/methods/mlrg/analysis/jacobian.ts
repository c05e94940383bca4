import { EigenvalueDecomposition, Matrix, SingularValueDecomposition } from 'ml-matrix';

/** Eigenvalue of a real matrix with the real part of its eigenvector. */
export interface EigenPair {
  re: number;
  im: number;
  /** Unit vector. */
  vector: Float64Array;
}

/** Of an n × n matrix given row by row: eigenvalues with right eigenvectors, largest modulus first; of a complex pair im > 0 first. */
export function eigenPairs(matrix: Float64Array, n: number): EigenPair[] {
  const { realEigenvalues, imaginaryEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(
    new Matrix(rowsOf(matrix, n)),
    { assumeSymmetric: false },
  );
  return realEigenvalues
    .map((re, i) => ({
      re,
      im: imaginaryEigenvalues[i],
      vector: unit(Float64Array.from(eigenvectorMatrix.getColumn(i))),
    }))
    .toSorted((a, b) => Math.hypot(b.re, b.im) - Math.hypot(a.re, a.im) || b.im - a.im);
}

/**
 * ‖antisymmetric part‖ / ‖whole‖ of an n × n matrix in the Frobenius norm. Where a flow is the gradient of some C (Eq. 13) its
 * linearisation at a fixed point is symmetric, and this is 0; of the generator of a rotation it is 1.
 */
export function curlOf(matrix: Float64Array, n: number): number {
  let whole = 0;
  let antisymmetric = 0;
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < n; b++) {
      whole += matrix[a * n + b] ** 2;
      antisymmetric += ((matrix[a * n + b] - matrix[b * n + a]) / 2) ** 2;
    }
  }
  return whole > 0 ? Math.sqrt(antisymmetric / whole) : 0;
}

/** The x of A x = b with the least norm: where the n × n matrix A is singular, its null space is left out. */
export function solveLeastNorm(matrix: Float64Array, right: Float64Array): Float64Array {
  const n = right.length;
  const decomposition = new SingularValueDecomposition(new Matrix(rowsOf(matrix, n)));
  return Float64Array.from(decomposition.solve(Matrix.columnVector(right)).to1DArray());
}

export function norm(vector: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < vector.length; i++) sum += vector[i] ** 2;
  return Math.sqrt(sum);
}

/** |a − b|. */
export function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) ** 2;
  return Math.sqrt(sum);
}

/** `vector` of length 1; of length 0 it stays. */
export function unit(vector: Float64Array): Float64Array {
  const length = norm(vector);
  return length > 0 ? vector.map((entry) => entry / length) : vector;
}

const rowsOf = (matrix: Float64Array, n: number) =>
  Array.from({ length: n }, (_, row) => Array.from(matrix.subarray(row * n, (row + 1) * n)));
