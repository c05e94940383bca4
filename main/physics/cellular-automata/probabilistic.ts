import { HostError } from '../../../preload/contract/errors.ts';
import type { RandomStream } from '../../compute/random.ts';
import { checkRow, checkWidth } from './elementary.ts';

/**
 * A probabilistic cellular automaton on a periodic row: a cell becomes 1 with probability p(1 | 4l + 2c + r), independently of the others.
 * Every cell takes one number of the stream in every step, so the same stream gives the same cells; probabilities of 0 and 1 are exact.
 */
export class ProbabilisticAutomaton {
  /** Cells. */
  readonly width: number;
  readonly #probabilities: Float64Array;
  readonly #random: RandomStream;

  /**
   * `probabilities`: p(1 | i) for the eight contexts i = 4l + 2c + r.
   * @throws HostError 'bad-argument' when they are not eight numbers of 0 to 1, or the width is below 3.
   */
  constructor(probabilities: readonly number[], width: number, random: RandomStream) {
    if (probabilities.length !== 8 || !probabilities.every((p) => p >= 0 && p <= 1)) {
      throw new HostError(
        'bad-argument',
        `A rule table has eight probabilities of 0 to 1, not ${probabilities.join(', ')}.`,
        { where: 'probabilities' },
      );
    }
    checkWidth(width);
    this.width = width;
    this.#probabilities = Float64Array.from(probabilities);
    this.#random = random;
  }

  /** One step from `row` to `next`, two different arrays of `width` bytes of 0 and 1. */
  step(row: Uint8Array, next: Uint8Array): void {
    const { width } = this;
    let context = (row[width - 1] << 1) | row[0];
    for (let i = 0; i < width; i++) {
      context = ((context << 1) | row[i + 1 < width ? i + 1 : 0]) & 7;
      next[i] = this.#random.uniform() < this.#probabilities[context] ? 1 : 0;
    }
  }

  /** [steps + 1][width] bytes of 0 and 1; row 0 is `start`. */
  history(start: Uint8Array, steps: number): Uint8Array {
    const { width } = this;
    checkRow(start, width);
    const cells = new Uint8Array((steps + 1) * width);
    cells.set(start);
    for (let step = 0; step < steps; step++) {
      this.step(
        cells.subarray(step * width, (step + 1) * width),
        cells.subarray((step + 1) * width, (step + 2) * width),
      );
    }
    return cells;
  }
}
