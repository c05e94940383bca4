import { EigenvalueDecomposition, type Matrix } from 'ml-matrix';
import { HostError } from '../../../../preload/contract/index.ts';
import { eigenvaluesOf, type Eigenvalue } from '../../../compute/eigenvalues.ts';

export type { Eigenvalue } from '../../../compute/eigenvalues.ts';

export interface Eigenpair {
  value: Eigenvalue;
  /** A real vector, or the real and imaginary part of a complex one; of length 1 where the matrix is symmetric. */
  vectors: Float64Array[];
}

export const modulus = ({ re, im }: Eigenvalue) => Math.hypot(re, im);

/** A matrix that differs from its transpose by less than this share of its largest entry is symmetric but for rounding. */
const rounding = 1e-13;

/** All eigenvalues of a small real matrix, largest modulus first. Throws HostError 'unstable' when it is not finite. */
export function eigenvalues(matrix: Matrix): Eigenvalue[] {
  if (isSymmetric(matrix)) return eigenpairs(matrix).pairs.map(({ value }) => value);
  // The library's QR cycles for ever on some transfer matrices with zeros and equal eigenvalues.
  return eigenvaluesOf(matrix.to1DArray(), matrix.rows);
}

/**
 * The same with their vectors, and whether the matrix is symmetric but for rounding. One that is not must be generic, as projections on
 * random vectors are.
 */
export function eigenpairs(matrix: Matrix): { pairs: Eigenpair[]; symmetric: boolean } {
  const symmetric = isSymmetric(matrix);
  const { realEigenvalues, imaginaryEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(matrix, {
    assumeSymmetric: symmetric,
  });
  const column = (k: number) => Float64Array.from(eigenvectorMatrix.getColumn(k));
  const pairs = realEigenvalues
    .map((re, k) => {
      const im = imaginaryEigenvalues[k];
      // A conjugate pair stores its real part first, then its imaginary part.
      const vectors =
        im === 0 ? [column(k)] : im > 0 ? [column(k), column(k + 1)] : [column(k - 1), column(k)];
      return { value: { re, im }, vectors };
    })
    .toSorted((a, b) => modulus(b.value) - modulus(a.value));
  return { pairs, symmetric };
}

/** But for rounding. Throws HostError 'unstable' when the matrix is not finite. */
function isSymmetric(matrix: Matrix): boolean {
  let largest = 0;
  let skew = 0;
  for (let i = 0; i < matrix.rows; i++) {
    for (let j = 0; j < matrix.rows; j++) {
      const entry = matrix.get(i, j);
      if (!Number.isFinite(entry)) throw new HostError('unstable', 'A transfer matrix is not finite.');
      largest = Math.max(largest, Math.abs(entry));
      skew = Math.max(skew, Math.abs(entry - matrix.get(j, i)));
    }
  }
  return skew <= rounding * largest;
}
