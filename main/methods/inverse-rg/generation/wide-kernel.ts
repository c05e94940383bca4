import type { RandomStream } from '../../../compute/random.ts';
import type { Spins } from '../../../physics/ising/spins.ts';
import { kernelScratch } from './kernel-scratch.ts';
import { certain } from './draws.ts';
import { LogProduct } from './log-product.ts';
import { blockWeights, patternFields, threshold } from './symmetric-kernel.ts';

/** The 25 bits of a window are looked up in two parts: rows 0 to 2, then rows 3 and 4. */
const lowerBits = 15;
/** Brackets the thresholds are kept in, over the range of h. */
const brackets = 4096;

/**
 * A symmetric 9×9 kernel. Its 5×5 block window has too many patterns for one table, so h is the sum of two, over three and two
 * rows of the window. Nearly every draw is decided by the thresholds at the ends of a bracket around h, without an exponential; the rest
 * compute theirs. Same bits as the direct convolution.
 */
export class WideKernel {
  readonly #lower: Float64Array;
  readonly #upper: Float64Array;
  /** |h| stays below this. */
  readonly #range: number;
  /** Thresholds that no h of a bracket falls short of, and that none exceeds. */
  readonly #least = new Float64Array(brackets);
  readonly #most = new Float64Array(brackets);
  readonly #scratch = kernelScratch(9);

  constructor(cells: Float64Array) {
    const blocks = blockWeights(9, cells);
    this.#lower = patternFields(blocks.subarray(0, lowerBits));
    this.#upper = patternFields(blocks.subarray(lowerBits));
    // A little more than the largest field, so that rounding cannot leave the brackets.
    this.#range = blocks.reduce((sum, weight) => sum + Math.abs(weight), 0) * 1.001 + 1e-3;
    const width = (2 * this.#range) / brackets;
    for (let i = 0; i < brackets; i++) {
      // A unit and a thousandth of the width on either side are more than rounding can move the bracket that a field falls into.
      this.#least[i] = threshold((i - 0.001) * width - this.#range) - 1;
      this.#most[i] = threshold((i + 1.001) * width - this.#range) + 1;
    }
  }

  double(coarse: Spins, size: number, random: RandomStream, fine: Spins): void {
    const side = 2 * size;
    const { rows, numbers } = this.#scratch.at(size);
    const scale = brackets / (2 * this.#range);
    rows.open(coarse);
    for (let y = 0; y < side; y++) {
      const windows = rows.read(y);
      random.fillBits(numbers);
      for (let x = 0; x < side; x++) {
        const h = this.#field(windows[x]);
        const bracket = Math.trunc((h + this.#range) * scale);
        const number = numbers[x] >>> 1;
        let spin = Number(number < this.#least[bracket]);
        if (spin === 0 && number < this.#most[bracket]) spin = Number(number < threshold(h));
        fine[y * side + x] = spin;
      }
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
