import type { Matrix } from '../../../compute/simd/matrix.ts';

/** Mean squared difference; writes its gradient to `output` into `gradient`. All have one shape and columns that are a multiple of 8. */
export function squaredError(output: Matrix, target: Matrix, gradient: Matrix): number {
  const [y, t, d] = [output.data, target.data, gradient.data];
  const scale = 2 / y.length;
  let sum = 0;
  for (let i = 0; i < y.length; i++) {
    const difference = y[i] - t[i];
    sum += difference * difference;
    d[i] = scale * difference;
  }
  return sum / y.length;
}

/** Mean cross-entropy in nats of targets −1 (for 0) and 1 under the probabilities sigmoid(output); writes its gradient into `gradient`. */
export function crossEntropy(output: Matrix, target: Matrix, gradient: Matrix): number {
  const [y, t, d] = [output.data, target.data, gradient.data];
  const scale = 1 / y.length;
  let sum = 0;
  for (let i = 0; i < y.length; i++) {
    // −log sigmoid(margin), without overflow.
    const margin = t[i] * y[i];
    sum += Math.max(0, -margin) + Math.log1p(Math.exp(-Math.abs(margin)));
    d[i] = (-scale * t[i]) / (1 + Math.exp(margin));
  }
  return sum / y.length;
}
