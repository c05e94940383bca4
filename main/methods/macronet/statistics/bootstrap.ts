import type { Measured } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../compute/random.ts';
import { sortedQuantile } from './quantiles.ts';

const resamples = 1000;

/**
 * A statistic over `count` independent units with its 95% percentile bootstrap interval. The units are resampled with
 * replacement, so whatever is computed from one unit (its four samples, say) stays together.
 *
 * @param statistic of the units with these indices, repetitions allowed
 * @param units what is resampled, for the description: "patterns"
 */
export function bootstrap(
  count: number,
  units: string,
  statistic: (indices: Uint32Array) => number,
): Required<Measured> {
  const stream = new RandomStream(count, 'bootstrap');
  const indices = Uint32Array.from({ length: count }, (_, i) => i);
  const value = statistic(indices);
  const drawn = new Float64Array(resamples);
  for (let i = 0; i < resamples; i++) {
    for (let j = 0; j < count; j++) indices[j] = stream.integer(count);
    drawn[i] = statistic(indices);
  }
  drawn.sort();
  return {
    value,
    low: sortedQuantile(drawn, 0.025),
    high: sortedQuantile(drawn, 0.975),
    method: `bootstrap over ${count} ${units}`,
  };
}

/** Mean over the units with its bootstrap interval. */
export function bootstrapMean(values: ArrayLike<number>, units: string): Required<Measured> {
  return bootstrap(values.length, units, (indices) => {
    let sum = 0;
    for (const index of indices) sum += values[index];
    return sum / indices.length;
  });
}
