import type { RandomStream } from '../../compute/random.ts';
import type { Spins } from './spins.ts';

/**
 * Majority rule D(μ|σ): each 2×2 block becomes the sign of its sum, a tie becomes either with probability ½. `size` is even; writes
 * (size/2)² spins and returns the number of ties.
 */
export function blockMajority(fine: Spins, size: number, random: RandomStream, coarse: Spins): number {
  const half = size >> 1;
  let ties = 0;
  // One random word serves 32 ties; what is left of it at the end is dropped, so that the stream's state is all there is to keep.
  let word = 0;
  for (let row = 0, block = 0; row < half; row++) {
    let upper = 2 * row * size;
    for (let column = 0; column < half; column++, block++, upper += 2) {
      const sum = fine[upper] + fine[upper + 1] + fine[upper + size] + fine[upper + size + 1];
      if (sum === 2) {
        if ((ties++ & 31) === 0) word = random.bits();
        coarse[block] = word & 1;
        word >>>= 1;
      } else {
        coarse[block] = sum >> 1 ? 1 : 0;
      }
    }
  }
  return ties;
}

/** Decimation: each 2×2 block becomes its upper left spin. `size` is even; writes (size/2)² spins. */
export function decimate(fine: Spins, size: number, coarse: Spins): void {
  const half = size >> 1;
  for (let row = 0, block = 0; row < half; row++) {
    for (let column = 0; column < half; column++, block++) coarse[block] = fine[2 * (row * size + column)];
  }
}
