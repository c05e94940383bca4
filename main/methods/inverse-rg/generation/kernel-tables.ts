import type { RandomStream } from '../../../compute/random.ts';
import type { Spins } from '../../../physics/ising/spins.ts';
import type { BySize } from './by-size.ts';
import { kernelScratch, type KernelScratch } from './kernel-scratch.ts';
import { certain, drawRow } from './draws.ts';
import { LogProduct } from './log-product.ts';
import { blockWeights, patternFields, threshold } from './symmetric-kernel.ts';

/**
 * A symmetric kernel of k = 3, 5 or 7 as one table of thresholds over the oriented block window: 2×2, 3×3 or 4×4 blocks, so 16,
 * 512 or 65,536 entries, which serve the four parities because the windows are mirrored. Same bits as the direct convolution.
 */
export class KernelTable {
  readonly thresholds: Uint32Array;
  readonly #scratch: BySize<KernelScratch>;

  /** `cells`: the k×k kernel on the grid of `kernelCells`. */
  constructor(size: number, cells: Float64Array) {
    this.thresholds = Uint32Array.from(patternFields(blockWeights(size, cells)), threshold);
    this.#scratch = kernelScratch(size);
  }

  double(coarse: Spins, size: number, random: RandomStream, fine: Spins): void {
    const side = 2 * size;
    const { rows, numbers } = this.#scratch.at(size);
    rows.open(coarse);
    for (let y = 0; y < side; y++) {
      drawRow(random, rows.read(y), this.thresholds, numbers, fine, y * side);
    }
  }

  /** ln U(σ|μ), finite for every σ. */
  logProbability(coarse: Spins, size: number, fine: Spins): number {
    const side = 2 * size;
    const { rows } = this.#scratch.at(size);
    const product = new LogProduct();
    rows.open(coarse);
    for (let y = 0; y < side; y++) {
      const windows = rows.read(y);
      for (let x = 0; x < side; x++) {
        const up = this.thresholds[windows[x]];
        product.times((fine[y * side + x] ? up : certain - up) / certain);
      }
    }
    return product.logarithm();
  }
}
