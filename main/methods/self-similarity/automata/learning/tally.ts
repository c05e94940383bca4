import type { PatchBatch, PatchShape } from './patches.ts';
import { contexts } from './rule-network.ts';

/** How often each macro context occurs in a batch, and what followed: all that loss and decoder gradient depend on. */
export class Tally {
  readonly size: number;
  /** Samples of each macro context, [8]. */
  readonly counts = new Float64Array(contexts);
  /** Samples of each context in which a cell of the next patch is 1, [8][T·S]. */
  readonly ones: Float64Array;
  readonly #shape: PatchShape;
  /** How often each row followed, [8][T][2^S]. */
  readonly #rows: Float64Array;

  constructor(shape: PatchShape, size: number) {
    this.size = size;
    this.#shape = shape;
    this.ones = new Float64Array(contexts * shape.time * shape.space);
    this.#rows = new Float64Array((contexts * shape.time) << shape.space);
  }

  /** `macro`: context of every sample, 0 to 7. */
  count({ rows, size }: Pick<PatchBatch, 'rows' | 'size'>, macro: Uint8Array): void {
    const { space, time } = this.#shape;
    this.counts.fill(0);
    this.#rows.fill(0);
    for (let sample = 0; sample < size; sample++) {
      const context = macro[sample];
      this.counts[context]++;
      for (let t = 0; t < time; t++) {
        this.#rows[((context * time + t) << space) + rows[sample * time + t]]++;
      }
    }
    this.ones.fill(0);
    for (let line = 0; line < contexts * time; line++) {
      if (this.counts[Math.floor(line / time)] === 0) continue;
      for (let row = 1; row < 1 << space; row++) {
        const count = this.#rows[(line << space) + row];
        if (count === 0) continue;
        for (let cell = 0; cell < space; cell++)
          if ((row >> cell) & 1) this.ones[line * space + cell] += count;
      }
    }
  }
}
