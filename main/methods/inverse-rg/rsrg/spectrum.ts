import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { eigenvaluesOf } from '../../../compute/eigenvalues.ts';
import type { StepSums } from './flow-sums.ts';

/** Eigenvalues of the operators' correlation matrix below this part of its largest count as zero. */
const singular = 1e-11;

/**
 * T = Cov(S′, S′)⁻¹ Cov(S′, S) of one blocking step (Eqs. 17 to 22; the paper's M⁻¹N has the roles swapped) for the first `operators` of
 * the parity. S are sums over the lattice, so no factor of volume appears; with densities it would be the 4 of the block. Directions in
 * which S′ does not fluctuate are left out (pseudo-inverse of the correlation matrix). Throws RangeError for fewer than two
 * configurations.
 */
export function linearisedMap(sums: StepSums, operators: number): Matrix {
  const { count, operators: stride } = sums;
  if (!(count > 1)) throw new RangeError('a covariance needs two configurations');
  const mean = sums.coarse.map((sum) => sum / count);
  const deviation = Float64Array.from({ length: operators }, (_, a) =>
    Math.sqrt(Math.max(0, sums.coarseCoarse[a * stride + a] / count - mean[a] ** 2)),
  );
  // With both S and S′ in units of the deviations of S′, T goes over into a similar matrix, and the conditioning no longer depends on how
  // the operators are normalised.
  const scale = deviation.map((value) => (value > 0 ? 1 / value : 0));
  const correlation = new Matrix(operators, operators);
  const mixed = new Matrix(operators, operators);
  for (let a = 0; a < operators; a++) {
    for (let b = 0; b < operators; b++) {
      const [high, low] = a > b ? [a, b] : [b, a];
      const coarse = sums.coarseCoarse[high * stride + low] / count - mean[a] * mean[b];
      correlation.set(a, b, coarse * scale[a] * scale[b]);
      const fine = sums.coarseFine[a * stride + b] / count - mean[a] * (sums.fine[b] / count);
      mixed.set(a, b, fine * scale[a] * scale[b]);
    }
  }
  return pseudoInverse(correlation).mmul(mixed);
}

function pseudoInverse(symmetric: Matrix): Matrix {
  const { eigenvectorMatrix, realEigenvalues } = new EigenvalueDecomposition(symmetric, {
    assumeSymmetric: true,
  });
  const least = singular * Math.max(...realEigenvalues);
  const inverse = realEigenvalues.map((value) => (value > least ? 1 / value : 0));
  const scaled = eigenvectorMatrix.clone().mulRowVector(inverse);
  return scaled.mmul(eigenvectorMatrix.transpose());
}

/** Moduli of the eigenvalues, largest first; a complex pair counts once. */
export function eigenvalueModuli(matrix: Matrix): number[] {
  return eigenvaluesOf(matrix.to1DArray(), matrix.rows)
    .filter(({ im }) => im >= 0)
    .map(({ re, im }) => Math.hypot(re, im));
}
