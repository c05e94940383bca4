import type { RandomStream } from '../../../compute/random.ts';
import type { Spins } from '../../../physics/ising/spins.ts';
import { certain, drawSpin } from './draws.ts';
import { LogProduct } from './log-product.ts';
import { blockWeights, blockWindow, patternFields, threshold } from './symmetric-kernel.ts';
import { WindowRows } from './window-rows.ts';

/** The 25 bits of a window are looked up in two parts: rows 0 to 2, then rows 3 and 4. */
const lowerBits = 15;

/**
 * A symmetric 9×9 kernel. Its 5×5 block window has too many patterns for one table, so h is the sum of two, over three and two
 * rows of the window. Same bits as the direct convolution.
 */
export class WideKernel {
  readonly #lower: Float64Array;
  readonly #upper: Float64Array;
  readonly #rows = new WindowRows(blockWindow(9));

  constructor(cells: Float64Array) {
    const blocks = blockWeights(9, cells);
    this.#lower = patternFields(blocks.subarray(0, lowerBits));
    this.#upper = patternFields(blocks.subarray(lowerBits));
  }

  double(coarse: Spins, size: number, random: RandomStream, fine: Spins): void {
    const side = 2 * size;
    this.#rows.open(coarse, size);
    for (let y = 0; y < side; y++) {
      const windows = this.#rows.read(y);
      for (let x = 0; x < side; x++) {
        fine[y * side + x] = drawSpin(random, threshold(this.#field(windows[x])));
      }
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
        const h = this.#field(windows[x]);
        product.times(threshold(fine[y * side + x] ? h : -h) / certain);
      }
    }
    return product.logarithm();
  }

  #field(window: number): number {
    return this.#lower[window & (2 ** lowerBits - 1)] + this.#upper[window >>> lowerBits];
  }
}
