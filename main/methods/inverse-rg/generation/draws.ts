import type { RandomStream } from '../../../compute/random.ts';
import type { Spins } from '../../../physics/ising/spins.ts';

/** The threshold of probability 1. Thresholds count 31-bit numbers, so that they round by 2^−32 at most and 0 and 1 are exact. */
export const certain = 2 ** 31;

/** One spin, up with probability threshold/2^31: the upper 31 bits of the stream's next number are compared. */
export function drawSpin(random: RandomStream, threshold: number): number {
  return Number(random.bits() >>> 1 < threshold);
}

/**
 * `drawSpin` for a row of spins: spin `first` + i·stride is up with probability thresholds[patterns[i]]/2^31. `numbers` is scratch
 * memory as long as `patterns`.
 */
export function drawRow(
  random: RandomStream,
  patterns: Uint32Array,
  thresholds: Uint32Array,
  numbers: Uint32Array,
  spins: Spins,
  first: number,
  stride = 1,
): void {
  random.fillBits(numbers);
  for (let i = 0; i < patterns.length; i++) {
    // The sign of the difference, which fits 32 bits: no branch that half of the spins would mispredict.
    spins[first + i * stride] = ((numbers[i] >>> 1) - thresholds[patterns[i]]) >>> 31;
  }
}
