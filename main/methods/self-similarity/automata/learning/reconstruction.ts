import type { PatchBatch } from './patches.ts';
import type { PatternValue } from './binary-map.ts';
import { contexts } from './rule-network.ts';
import { Tally } from './tally.ts';

/** Variance of the patches that are reconstructed, mean over their cells: the error of the best constant. */
export function patchVariance(batch: PatchBatch): number {
  const tally = new Tally(batch.shape, batch.size);
  tally.count(batch, new Uint8Array(batch.size));
  return spread(tally, [0]);
}

/**
 * MSE of Eq. 8 of a map without a decoder of its own, with the best one there is: the mean patch after each of the values f(P(X)) that
 * are told apart at a half.
 */
export function reconstructionOf(
  value: PatternValue,
  probability: Float64Array,
  { shape, size, patterns, distinct, index, rows }: PatchBatch,
): number {
  const values = Array.from({ length: distinct }, (_, q) => value(patterns[q]));
  const next = Uint8Array.from({ length: size }, (_, sample) => {
    const [left, centre, right] = index.subarray(3 * sample, 3 * sample + 3);
    return probability[4 * values[left] + 2 * values[centre] + values[right]] > 0.5 ? 1 : 0;
  });
  const tally = new Tally(shape, size);
  tally.count({ rows, size }, next);
  return spread(tally, [0, 1]);
}

/** Mean over samples and cells of the variance within classes. */
function spread({ size, counts, ones }: Tally, classes: readonly number[]): number {
  const cells = ones.length / contexts;
  let sum = 0;
  for (const known of classes) {
    if (counts[known] === 0) continue;
    for (let k = 0; k < cells; k++) {
      const share = ones[known * cells + k] / counts[known];
      sum += counts[known] * share * (1 - share);
    }
  }
  return sum / (size * cells);
}
