import type { RandomStream } from '../../../compute/random.ts';
import type { Spins } from '../../../physics/ising/spins.ts';
import { certain, drawRow } from './draws.ts';
import { LogProduct } from './log-product.ts';
import { blockWeights, blockWindow, patternFields, threshold } from './symmetric-kernel.ts';
import { WindowRows } from './window-rows.ts';

/**
 * A symmetric kernel of k = 3, 5 or 7 as one table of thresholds over the oriented block window: 2×2, 3×3 or 4×4 blocks, so 16,
 * 512 or 65,536 entries, which serve the four parities because the windows are mirrored. Same bits as the direct convolution.
 */
export class KernelTable {
  readonly thresholds: Uint32Array;
  readonly #rows: WindowRows;
  #numbers = new Uint32Array(0);

  /** `cells`: the k×k kernel on the grid of `kernelCells`. */
  constructor(size: number, cells: Float64Array) {
    this.thresholds = Uint32Array.from(patternFields(blockWeights(size, cells)), threshold);
    this.#rows = new WindowRows(blockWindow(size));
  }

  double(coarse: Spins, size: number, random: RandomStream, fine: Spins): void {
    const side = 2 * size;
    if (this.#numbers.length < side) this.#numbers = new Uint32Array(side);
    this.#rows.open(coarse, size);
    for (let y = 0; y < side; y++) {
      drawRow(random, this.#rows.read(y), this.thresholds, this.#numbers, fine, y * side);
    }
  }

  /** ln U(σ|μ), finite for every σ. */
  logProbability(coarse: Spins, size: number, fine: Spins): number {
    const side = 2 * size;
    const product = new LogProduct();
    this.#rows.open(coarse, size);
    for (let y = 0; y < side; y++) {
      const windows = this.#rows.read(y);
      for (let x = 0; x < side; x++) {
        const up = this.thresholds[windows[x]];
        product.times((fine[y * side + x] ? up : certain - up) / certain);
      }
    }
    return product.logarithm();
  }
}
