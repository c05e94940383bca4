import type { Estimate } from '../../../../preload/contract/index.ts';

/** A mean over one independent part of a stratum, with its share in the whole mean. */
export interface BinnedMean {
  stratum: number;
  /** Shares of all parts add up to one. */
  share: number;
  values: ArrayLike<number>;
}

/**
 * Weighted means over independent parts and their covariance [n²] from the scatter of the parts within their strata (linearised ratio
 * estimator; parts of unequal weight count by their weight). Null where a stratum has one part only: then nothing is known of the error.
 */
export function binnedMeans(parts: readonly BinnedMean[]): {
  means: Float64Array;
  covariance: Float64Array | null;
} {
  const n = parts[0].values.length;
  const means = new Float64Array(n);
  for (const { share, values } of parts) for (let i = 0; i < n; i++) means[i] += share * values[i];
  const covariance = new Float64Array(n * n);
  for (const stratum of new Set(parts.map((part) => part.stratum))) {
    const own = parts.filter((part) => part.stratum === stratum);
    if (own.length < 2) return { means, covariance: null };
    const weight = own.reduce((sum, { share }) => sum + share, 0);
    const centre = new Float64Array(n);
    for (const { share, values } of own) {
      for (let i = 0; i < n; i++) centre[i] += (share / weight) * values[i];
    }
    const factor = own.length / (own.length - 1);
    for (const { share, values } of own) {
      for (let i = 0; i < n; i++) {
        const deviation = factor * share * share * (values[i] - centre[i]);
        for (let j = 0; j < n; j++) covariance[i * n + j] += deviation * (values[j] - centre[j]);
      }
    }
  }
  return { means, covariance };
}

/** The same for one number. */
export function binnedMean(parts: readonly { stratum: number; share: number; value: number }[]): Estimate {
  const { means, covariance } = binnedMeans(
    parts.map(({ stratum, share, value }) => ({ stratum, share, values: [value] })),
  );
  return { value: means[0], error: covariance && Math.sqrt(covariance[0]) };
}

/** Covariance of a minimum from the Hessian's inverse and the covariance of the gradient there: H⁻¹ C H⁻¹ (sandwich), [n²]. */
export function sandwich(inverseHessian: Float64Array, gradientCovariance: Float64Array): Float64Array {
  return product(product(inverseHessian, gradientCovariance), inverseHessian);
}

function product(a: Float64Array, b: Float64Array): Float64Array {
  const n = Math.sqrt(a.length);
  const result = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      const factor = a[i * n + k];
      for (let j = 0; j < n; j++) result[i * n + j] += factor * b[k * n + j];
    }
  }
  return result;
}
