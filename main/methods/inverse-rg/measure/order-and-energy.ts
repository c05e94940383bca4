import type { Spins } from '../../../physics/ising/spins.ts';

/** Σ of the four bytes of a word, each at most 255. */
const byteSum = (word: number) =>
  Math.imul((word & 0x00ff00ff) + ((word >>> 8) & 0x00ff00ff), 0x00010001) >>> 16;

/** Words that can be added byte by byte before a byte overflows, when each adds at most 2. */
const wordsPerFlush = 127;

/**
 * Counts what m and e need of an L×L periodic configuration. `alignedBonds` and `up` are integers, so averages over configurations
 * depend on rounding only through their own sums. Four spins are handled at once where L is a multiple of four: spins are bytes of 0
 * and 1, so a 32-bit word of them adds and compares without carries.
 */
export class SpinCounter {
  readonly size: number;
  /** Σσ of the last configuration. */
  magnetisation = 0;
  /** Σσσ over its 2L² bonds. */
  bonds = 0;
  readonly #bytes: Uint8Array;
  readonly #words: Uint32Array | null;

  constructor(size: number) {
    this.size = size;
    this.#bytes = new Uint8Array(size * size);
    this.#words = size % 4 === 0 ? new Uint32Array(this.#bytes.buffer) : null;
  }

  count(spins: Spins): void {
    const sites = this.size * this.size;
    const { up, unequal } = this.#words ? this.#countWords(spins, this.#words) : this.#countSpins(spins);
    this.magnetisation = 2 * up - sites;
    this.bonds = 2 * sites - 2 * unequal;
  }

  #countWords(spins: Spins, words: Uint32Array): { up: number; unequal: number } {
    // The copy makes words of spins that may begin anywhere in their buffer; it costs little beside the loop.
    this.#bytes.set(spins);
    const { length } = words;
    const wide = this.size >> 2;
    let up = 0;
    let unequal = 0;
    for (let row = 0; row < length; row += wide) {
      const below = row + wide === length ? -row : wide;
      for (let from = row; from < row + wide; from += wordsPerFlush) {
        const to = Math.min(from + wordsPerFlush, row + wide);
        let ups = 0;
        let differences = 0;
        let word = words[from];
        for (let i = from; i < to; i++) {
          const next = words[i + 1 === row + wide ? row : i + 1];
          ups += word;
          differences += (word ^ words[i + below]) + (word ^ ((word >>> 8) | (next << 24)));
          word = next;
        }
        up += byteSum(ups);
        unequal += byteSum(differences);
      }
    }
    return { up, unequal };
  }

  #countSpins(spins: Spins): { up: number; unequal: number } {
    const { size } = this;
    let up = 0;
    let unequal = 0;
    for (let y = 0; y < size; y++) {
      const row = y * size;
      const below = ((y + 1) % size) * size;
      for (let x = 0; x < size; x++) {
        const spin = spins[row + x];
        up += spin;
        unequal += (spin ^ spins[below + x]) + (spin ^ spins[row + ((x + 1) % size)]);
      }
    }
    return { up, unequal };
  }
}
