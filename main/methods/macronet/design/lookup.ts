import { nearest } from '../statistics/neighbours.ts';
import type { TrainingReference } from '../turing/reference.ts';
import type { Comparison } from '../turing/scoring.ts';
import type { SampledParameters } from './sampling.ts';

/** The `count` training patterns nearest to an example by descriptor: what no network is needed for. Nearest first. */
export function nearestPatterns(
  { descriptor, comparison }: { descriptor: Float64Array; comparison: Comparison },
  reference: TrainingReference,
  count: number,
): SampledParameters[] {
  const distances = Float64Array.from(
    { length: reference.count },
    (_, i) => comparison.distance(descriptor, reference.descriptorOf(i)).total,
  );
  return nearest(distances, [0], count).map(({ index }) => ({
    parameters: reference.parametersOf(index),
    clipped: [],
  }));
}
