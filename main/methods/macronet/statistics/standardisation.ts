import { covariance, symmetricEigen } from './symmetric.ts';

/** Mean and standard deviation of each column, as they were in the training data. */
export interface Standardisation {
  mean: Float64Array;
  deviation: Float64Array;
}

/** Of rows of `width` numbers. Columns that never vary keep a deviation of 1, so that they stay finite and say nothing. */
export function fitStandardisation(rows: ArrayLike<number>, width: number): Standardisation {
  const count = rows.length / width;
  const mean = new Float64Array(width);
  const deviation = new Float64Array(width);
  for (let r = 0; r < count; r++) for (let i = 0; i < width; i++) mean[i] += rows[r * width + i] / count;
  for (let r = 0; r < count; r++) {
    for (let i = 0; i < width; i++) deviation[i] += (rows[r * width + i] - mean[i]) ** 2 / count;
  }
  for (let i = 0; i < width; i++) deviation[i] = deviation[i] > 1e-20 ? Math.sqrt(deviation[i]) : 1;
  return { mean, deviation };
}

/** (x − mean) / deviation, row by row. */
export function standardise(rows: ArrayLike<number>, { mean, deviation }: Standardisation): Float64Array {
  const width = mean.length;
  return Float64Array.from(
    { length: rows.length },
    (_, i) => (rows[i] - mean[i % width]) / deviation[i % width],
  );
}

/**
 * Principal components of standardised columns: y_j = (e_j · s) / √λ_j for the `kept` largest eigenvalues, so that every
 * component has unit variance in the training data.
 */
export interface PrincipalComponents {
  standardisation: Standardisation;
  /** kept × width, unit rows. */
  directions: Float64Array;
  /** Variances λ of the components. */
  variances: Float64Array;
}

export function fitPrincipalComponents(
  rows: ArrayLike<number>,
  width: number,
  kept: number,
): PrincipalComponents {
  const standardisation = fitStandardisation(rows, width);
  const { covariance: matrix } = covariance(standardise(rows, standardisation), width);
  const { values, vectors } = symmetricEigen(matrix, width);
  return {
    standardisation,
    directions: vectors.slice(0, kept * width),
    variances: values.slice(0, kept).map((value) => Math.max(value, 1e-12)),
  };
}

/** Component scores, rows of `variances.length`, before any scaling: their variances are `variances`. */
export function project(rows: ArrayLike<number>, components: PrincipalComponents): Float64Array {
  const width = components.standardisation.mean.length;
  const kept = components.variances.length;
  const standard = standardise(rows, components.standardisation);
  const count = standard.length / width;
  const scores = new Float64Array(count * kept);
  for (let r = 0; r < count; r++) {
    for (let j = 0; j < kept; j++) {
      let sum = 0;
      for (let i = 0; i < width; i++) sum += components.directions[j * width + i] * standard[r * width + i];
      scores[r * kept + j] = sum;
    }
  }
  return scores;
}

/** Scores divided by their deviations: uncorrelated, unit variance (PCA whitening). */
export function whiten(rows: ArrayLike<number>, components: PrincipalComponents): Float64Array {
  const kept = components.variances.length;
  return project(rows, components).map((score, i) => score / Math.sqrt(components.variances[i % kept]));
}
