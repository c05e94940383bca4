import type { Estimate } from '../../../../preload/contract/index.ts';

/** y = at + slope·x by least squares. Errors are from the scatter about the line, as if points were independent; null for fewer than three. */
export interface FittedLine {
  slope: Estimate;
  /** y at x = 0. */
  offset: number;
  /** Σ of squared residuals. */
  residual: number;
}

export function fitLine(x: readonly number[], y: readonly number[]): FittedLine {
  const n = x.length;
  const meanX = x.reduce((sum, value) => sum + value, 0) / n;
  const meanY = y.reduce((sum, value) => sum + value, 0) / n;
  let squares = 0;
  let products = 0;
  for (let i = 0; i < n; i++) {
    squares += (x[i] - meanX) ** 2;
    products += (x[i] - meanX) * (y[i] - meanY);
  }
  const slope = products / squares;
  const offset = meanY - slope * meanX;
  const residual = x.reduce((sum, value, i) => sum + (y[i] - offset - slope * value) ** 2, 0);
  return {
    slope: { value: slope, error: n > 2 ? Math.sqrt(residual / (n - 2) / squares) : null },
    offset,
    residual,
  };
}
