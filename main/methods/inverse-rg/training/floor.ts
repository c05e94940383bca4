import type { Estimate } from '../../../../preload/contract/index.ts';
import type { Counting } from './counting.ts';
import type { WeightedCounts } from './weighted-counts.ts';

/** Cases of the 4×4 window; they come first in the counts of the sequential passes too. */
const cases = 2 ** 15;

/** Largest correction for finite data with which an entropy is still worth telling, in nats. */
const largestCorrection = 1e-3;

/**
 * Conditional entropy of a pixel given its 4×4 block window, in nats: the loss of a free probability for every window and its mirror
 * image in the diagonal. Counted entropies come out too small by half a pixel's worth for each case that occurs; `correction` says by
 * how much and is contained in `entropy` (Miller and Madow, 1955).
 */
export function windowEntropy({ sums, weight, squaredWeight }: WeightedCounts): {
  entropy: number;
  correction: number;
} {
  let entropy = 0;
  let pixels = 0;
  let occurring = 0;
  for (let window = 0; window < cases; window++) {
    const image = transposed(window);
    if (image < window) continue;
    let against = sums[2 * window];
    let along = sums[2 * window + 1];
    if (image !== window) {
      against += sums[2 * image];
      along += sums[2 * image + 1];
    }
    const both = against + along;
    if (both === 0) continue;
    occurring++;
    pixels += both;
    if (against > 0) entropy -= against * Math.log(against / both);
    if (along > 0) entropy -= along * Math.log(along / both);
  }
  const effectivePixels = (pixels * weight) / squaredWeight;
  const correction = occurring / (2 * effectivePixels);
  return { entropy: entropy / pixels + correction, correction };
}

/**
 * What no upscaler of independent pixels on that window can go below on the held-out data: what a free table gains over the model on the
 * training data, taken off the model's held-out loss. The difference is known far better than either loss, which rise and fall
 * together with the energy of the sample. Null when the data are too few for all the windows.
 */
export function entropyFloor(
  counting: Counting,
  shares: readonly number[],
  loss: { training: Estimate; heldOut: Estimate },
): Estimate | null {
  let floor = loss.heldOut.value - loss.training.value;
  let uncertainty = 0;
  for (const [stratum, share] of shares.entries()) {
    const { entropy, correction } = windowEntropy(counting.whole('training', stratum));
    floor += share * entropy;
    uncertainty += share * correction;
  }
  return uncertainty > largestCorrection ? null : { value: floor, error: loss.heldOut.error };
}

/** The 4×4 window without its own block (bit 10), mirrored in the diagonal. */
function transposed(window: number): number {
  let image = 0;
  for (let i = 0; i < 4; i++) {
    for (let j = 0; j < 4; j++) {
      const [from, to] = [4 * i + j, 4 * j + i];
      if (from === own) continue;
      image |= ((window >> (from - Number(from > own))) & 1) << (to - Number(to > own));
    }
  }
  return image;
}

const own = 10;
