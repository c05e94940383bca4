import { EigenvalueDecomposition, type Matrix } from 'ml-matrix';
import { HostError } from '../../../../preload/contract/index.ts';

/** An eigenvalue of a real matrix. */
export interface Eigenvalue {
  re: number;
  im: number;
}

export interface Eigenpair {
  value: Eigenvalue;
  /** A real vector, or the real and imaginary part of a complex one; of length 1 where the matrix is symmetric. */
  vectors: Float64Array[];
}

export const modulus = ({ re, im }: Eigenvalue) => Math.hypot(re, im);

/** A matrix that differs from its transpose by less than this share of its largest entry is symmetric but for rounding. */
const rounding = 1e-13;

/**
 * All eigenvalues of a small real matrix with their vectors, largest modulus first, and whether it is symmetric but for rounding.
 * Throws HostError 'unstable' when it is not finite.
 */
export function eigenpairs(matrix: Matrix): { pairs: Eigenpair[]; symmetric: boolean } {
  const size = matrix.rows;
  let largest = 0;
  let skew = 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const entry = matrix.get(i, j);
      if (!Number.isFinite(entry)) throw new HostError('unstable', 'A transfer matrix is not finite.');
      largest = Math.max(largest, Math.abs(entry));
      skew = Math.max(skew, Math.abs(entry - matrix.get(j, i)));
    }
  }
  const symmetric = skew <= rounding * largest;
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
