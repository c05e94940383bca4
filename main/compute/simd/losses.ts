import type { Matrix } from './matrix.ts';

/**
 * Mean negative log-likelihood of a flow's examples under a standard normal base,
 * −log N(z) − log|det ∂z/∂x| = ½|z|² + (d/2) log 2π − logDeterminant, per example. Adds weight times its gradients to
 * dz [d][batch] and dLogDeterminant [1][batch]; returns the mean without the weight.
 */
export function gaussianNegativeLogLikelihood(
  z: Matrix,
  logDeterminant: Matrix,
  weight: number,
  dz: Matrix,
  dLogDeterminant: Matrix,
): number {
  const factor = weight / z.columns;
  let sum = 0;
  for (let i = 0; i < z.rows; i++) {
    const row = z.row(i);
    const gradient = dz.row(i);
    for (let j = 0; j < row.length; j++) {
      sum += 0.5 * row[j] * row[j];
      gradient[j] += factor * row[j];
    }
  }
  const log = logDeterminant.row(0);
  const dLog = dLogDeterminant.row(0);
  for (let j = 0; j < log.length; j++) {
    sum -= log[j];
    dLog[j] -= factor;
  }
  return sum / z.columns + 0.5 * z.rows * Math.log(2 * Math.PI);
}

/** −log N(z) − log|det| of each example, [batch]; no gradients. */
export function negativeLogLikelihoods(z: Matrix, logDeterminant: Matrix): Float64Array {
  const values = new Float64Array(z.columns).fill(0.5 * z.rows * Math.log(2 * Math.PI));
  for (let i = 0; i < z.rows; i++) {
    const row = z.row(i);
    for (let j = 0; j < row.length; j++) values[j] += 0.5 * row[j] * row[j];
  }
  const log = logDeterminant.row(0);
  for (let j = 0; j < values.length; j++) values[j] -= log[j];
  return values;
}

/**
 * Mean over the batch of the squared distance |a − b|² (the prediction loss of Eq. 4 of MacroNet on the macro dimensions: pass
 * slices). Adds weight times its gradients to da and db, all [d][batch]; returns the mean without the weight.
 */
export function squaredDistance(a: Matrix, b: Matrix, weight: number, da: Matrix, db: Matrix): number {
  const factor = (2 * weight) / a.columns;
  let sum = 0;
  for (let i = 0; i < a.rows; i++) {
    const [rowA, rowB, gradientA, gradientB] = [a.row(i), b.row(i), da.row(i), db.row(i)];
    for (let j = 0; j < rowA.length; j++) {
      const difference = rowA[j] - rowB[j];
      sum += difference * difference;
      gradientA[j] += factor * difference;
      gradientB[j] -= factor * difference;
    }
  }
  return sum / a.columns;
}
