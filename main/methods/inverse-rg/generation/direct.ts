import type { RandomStream } from '../../../compute/random.ts';
import type { Spins } from '../../../physics/ising/spins.ts';
import { wrap } from '../windows.ts';
import { certain, drawSpin } from './draws.ts';
import { threshold } from './symmetric-kernel.ts';

/**
 * Doubles a lattice as the paper writes it down (Eq. 9): upsampling to nearest neighbours, one k×k convolution with circular
 * padding, one independent draw for each pixel, row by row. `cells` is the kernel, k×k, row by row. The oracle of the faster
 * upscalers, which give the same bits from the same stream, and what the benchmark compares them with.
 */
export function doubleDirectly(
  coarse: Spins,
  size: number,
  cells: Float64Array,
  random: RandomStream,
  fine: Spins,
): void {
  const fields = localFields(coarse, size, cells);
  for (let i = 0; i < fields.length; i++) fine[i] = drawSpin(random, threshold(fields[i]));
}

/** h = W ⋆ σ̃ of every pixel of the doubled lattice, [2L, 2L]. */
export function localFields(coarse: Spins, size: number, cells: Float64Array): Float64Array {
  const k = Math.sqrt(cells.length);
  const padding = k >> 1;
  const side = 2 * size;
  const padded = side + 2 * padding;
  const upsampled = new Float64Array(padded * padded);
  for (let y = 0; y < padded; y++) {
    const R = wrap(y - padding, side) >> 1;
    for (let x = 0; x < padded; x++) {
      const C = wrap(x - padding, side) >> 1;
      upsampled[y * padded + x] = 2 * coarse[R * size + C] - 1;
    }
  }
  const fields = new Float64Array(side * side);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      let h = 0;
      for (let i = 0; i < k; i++) {
        for (let j = 0; j < k; j++) h += cells[i * k + j] * upsampled[(y + i) * padded + x + j];
      }
      fields[y * side + x] = h;
    }
  }
  return fields;
}

/** ln U(σ|μ) = Σ ln p(σ_i|μ) with the probabilities of `doubleDirectly`. */
export function directLogProbability(coarse: Spins, size: number, cells: Float64Array, fine: Spins): number {
  let sum = 0;
  for (const [i, h] of localFields(coarse, size, cells).entries()) {
    sum += Math.log(threshold(fine[i] ? h : -h) / certain);
  }
  return sum;
}
