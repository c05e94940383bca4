import type { Measured } from '../../../../preload/contract/index.ts';
import type { RandomStream } from '../../../compute/random.ts';
import type { Patterns } from '../../gray-scott/patterns.ts';
import { flowCoordinatesOf, parameterDimension } from '../coordinates.ts';
import { bootstrapMean } from '../statistics/bootstrap.ts';
import { insideCentral, insideHighestDensity, rankStatistic, uniformity } from '../statistics/calibration.ts';
import type { TuringModel } from '../turing/model.ts';
import type { Reading } from '../turing/pattern-reader.ts';

const draws = 500;
const level = 0.8;

export interface Coverage {
  /** Of the central 80% intervals of each parameter. */
  each: Required<Measured>[];
  /** Of the region of highest density that holds 80%. */
  joint: Required<Measured>;
  /** Of the ranks of the parameter that is furthest from uniform. */
  uniformity: { distance: number; critical: number };
}

/** How often the posterior at T = 1 covers the true parameters of patterns it never saw. */
export function coverage(
  model: TuringModel,
  readings: readonly Reading[],
  patterns: Pick<Patterns, 'parameters'>,
  stream: RandomStream,
): Coverage {
  const truths = flowCoordinatesOf(patterns.parameters, model.box);
  const ranks = Array.from({ length: parameterDimension }, () => new Float64Array(readings.length));
  const joint = readings.map((reading, i) => {
    const u = Float64Array.from(model.samplePosterior(reading, draws, 1, stream));
    const truth = Float64Array.from(truths.subarray(i * parameterDimension, (i + 1) * parameterDimension));
    for (let axis = 0; axis < parameterDimension; axis++) {
      const values = Float64Array.from({ length: draws }, (_, j) => u[j * parameterDimension + axis]);
      ranks[axis][i] = rankStatistic(values, truth[axis]);
    }
    const density = model.posteriorDensity(reading, 1);
    return Number(insideHighestDensity(density(u), density(truth)[0], level));
  });
  const worst = ranks.map(uniformity).toSorted((x, y) => y.distance - x.distance)[0];
  return {
    each: ranks.map((list) =>
      bootstrapMean(
        list.map((rank) => Number(insideCentral(rank, level))),
        'patterns',
      ),
    ),
    joint: bootstrapMean(joint, 'patterns'),
    uniformity: worst,
  };
}
