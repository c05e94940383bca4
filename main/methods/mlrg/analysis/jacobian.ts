import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import type { Eigenvalue } from '../../../compute/eigenvalues.ts';

/**
 * Unit vector of the real invariant space that belongs to an eigenvalue of an n × n matrix: the eigenvector of a real one; of a complex pair
 * one of the plane that it turns.
 */
export function invariantDirection(matrix: Float64Array, n: number, { re, im }: Eigenvalue): Float64Array {
  const rest = new Matrix(rowsOf(matrix, n)).sub(Matrix.eye(n).mul(re));
  // (A − re)² + im² vanishes on the plane of a pair.
  const vanishing = im === 0 ? rest : rest.mmul(rest).add(Matrix.eye(n).mul(im * im));
  const { rightSingularVectors } = new SingularValueDecomposition(vanishing);
  return Float64Array.from(rightSingularVectors.getColumn(n - 1));
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
