import { HostError } from '../../../../preload/contract/index.ts';
import type { Spacetime } from '../spacetime.ts';

/** Per field: physical value = mean + deviation · standardised value. Networks only see standardised values. */
export interface Standardisation {
  mean: Float64Array;
  deviation: Float64Array;
}

/** 0 and 1 become −1 and 1. */
const ofBits = { mean: 0.5, deviation: 0.5 };

/**
 * Mean and standard deviation of every field over the series; 1 in place of a deviation of 0. With `turned` (rotations are added to the
 * data) the two components of a vector have mean 0 and one deviation, so that turning commutes with standardising.
 * @throws HostError('bad-argument') when a value is not finite, or when one field is said to be a vector.
 */
export function standardisationOf(series: Spacetime, turned: boolean): Standardisation {
  const { fields } = series;
  if (series.vectors && fields < 2) {
    throw new HostError('bad-argument', 'The series has one field, a vector needs two.', {
      where: 'system.vectors',
      remedy: 'Turn "Fields are a vector" off.',
    });
  }
  if (series.binary) {
    return {
      mean: new Float64Array(fields).fill(ofBits.mean),
      deviation: new Float64Array(fields).fill(ofBits.deviation),
    };
  }
  const mean = new Float64Array(fields);
  const square = new Float64Array(fields);
  const states = series.runs * series.times;
  const cells = series.height * series.width;
  for (let state = 0; state < states; state++) {
    for (let field = 0; field < fields; field++) {
      const start = (state * fields + field) * cells;
      for (let i = start; i < start + cells; i++) mean[field] += series.data[i];
    }
  }
  for (let field = 0; field < fields; field++) mean[field] /= states * cells;
  const vectors = turned && series.vectors;
  if (vectors) mean.fill(0, fields - 2);
  for (let state = 0; state < states; state++) {
    for (let field = 0; field < fields; field++) {
      const start = (state * fields + field) * cells;
      for (let i = start; i < start + cells; i++) square[field] += (series.data[i] - mean[field]) ** 2;
    }
  }
  if (vectors) square.fill((square[fields - 2] + square[fields - 1]) / 2, fields - 2);
  const deviation = square.map((sum) => (sum === 0 ? 1 : Math.sqrt(sum / (states * cells))));
  const bad = deviation.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    throw new HostError('bad-argument', `Field ${bad + 1} of the series has values that are not finite.`, {
      where: 'spacetime',
      remedy: 'Leave out the steps with missing values, or fill them in.',
    });
  }
  return { mean, deviation };
}

/** The data of the series in standardised units, in the same order. */
export function standardised(series: Spacetime, { mean, deviation }: Standardisation): Float32Array {
  const cells = series.height * series.width;
  const values = new Float32Array(series.data.length);
  for (let start = 0, plane = 0; start < values.length; start += cells, plane++) {
    const field = plane % series.fields;
    const scale = 1 / deviation[field];
    for (let i = start; i < start + cells; i++) values[i] = (series.data[i] - mean[field]) * scale;
  }
  return values;
}
