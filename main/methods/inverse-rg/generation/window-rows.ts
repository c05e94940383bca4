import type { Spins } from '../../../physics/ising/spins.ts';
import { wrap } from '../windows.ts';

/** The blocks of a window along one axis: `reach` of them before the pixel's own, `side` in all. */
export interface BlockWindow {
  side: number;
  reach: number;
}

/**
 * Reads the oriented block windows of all pixels of doubled lattices of one size, row by row from the first, by sliding bits: one spin
 * enters per column and block row. Bit side·i + j of a window is the block (R ∓ reach ± i, C ∓ reach ± j) as in windows.ts (there
 * reach = 2). Windows larger than the lattice see it periodically.
 */
export class WindowRows {
  readonly #side: number;
  readonly #reach: number;
  /** Bits of a window that stay when a column enters in the last or in the first place. */
  readonly #keepForEnd: number;
  readonly #keepForStart: number;
  readonly #size: number;
  /** Windows of one fine row, [2·size]. */
  readonly #windows: Uint32Array;
  /** Column of the window at each block column, row i in bit side·i, with `reach` columns of margin; upright and mirrored. */
  readonly #upright: Uint32Array;
  readonly #mirrored: Uint32Array;
  /** Columns of the margins and the columns they repeat. */
  readonly #margins: { to: number; from: number }[] = [];
  #coarse: Spins = new Uint8Array(0);

  /** For lattices of size×size blocks. */
  constructor({ side, reach }: BlockWindow, size: number) {
    this.#side = side;
    this.#reach = reach;
    const firstColumn = columnOf(side);
    this.#keepForEnd = (2 ** (side * side) - 1) & ~(firstColumn << (side - 1));
    this.#keepForStart = (2 ** (side * side) - 1) & ~firstColumn;
    this.#size = size;
    this.#windows = new Uint32Array(2 * size);
    this.#upright = new Uint32Array(size + 2 * reach);
    this.#mirrored = new Uint32Array(size + 2 * reach);
    for (let c = 0; c < reach; c++) {
      this.#margins.push({ to: c, from: reach + wrap(c - reach, size) });
      this.#margins.push({ to: reach + size + c, from: reach + wrap(c, size) });
    }
  }

  /** Turns to a lattice, before its first row. */
  open(coarse: Spins): void {
    this.#coarse = coarse;
  }

  /**
   * Windows of fine row `y`, one for each pixel; overwritten by the next call. To be called for y = 0, 1, 2, … in turn, or for the
   * even rows alone.
   */
  read(y: number): Uint32Array {
    const size = this.#size;
    // Of the window of block row R; the first fine row of either parity needs all of it, later ones the row that enters.
    const R = y >> 1;
    const rows = R === 0 ? this.#side : 1;
    if (y % 2 === 0) {
      const last = R + this.#side - 1 - this.#reach;
      for (let row = last - rows + 1; row <= last; row++) this.#enterFromBelow(wrap(row, size));
      this.#slide(this.#upright);
    } else {
      const last = R + this.#reach;
      for (let row = last - rows + 1; row <= last; row++) this.#enterFromAbove(wrap(row, size));
      this.#slide(this.#mirrored);
    }
    return this.#windows;
  }

  /** Lets a block row into the upright columns: last in the window, as the first one leaves. */
  #enterFromBelow(row: number): void {
    const columns = this.#upright;
    const coarse = this.#coarse;
    const side = this.#side;
    const last = side * (side - 1);
    for (let c = this.#reach, i = row * this.#size, end = i + this.#size; i < end; c++, i++) {
      columns[c] = (columns[c] >>> side) | (coarse[i] << last);
    }
    for (const { to, from } of this.#margins) columns[to] = columns[from];
  }

  /** Lets a block row into the mirrored columns: first in the window, as the last one leaves. */
  #enterFromAbove(row: number): void {
    const columns = this.#mirrored;
    const coarse = this.#coarse;
    const side = this.#side;
    const all = 2 ** (side * side) - 1;
    for (let c = this.#reach, i = row * this.#size, end = i + this.#size; i < end; c++, i++) {
      columns[c] = ((columns[c] << side) & all) | coarse[i];
    }
    for (const { to, from } of this.#margins) columns[to] = columns[from];
  }

  #slide(columns: Uint32Array): void {
    const size = this.#size;
    const side = this.#side;
    const reach = this.#reach;
    const windows = this.#windows;
    const keepForEnd = this.#keepForEnd;
    const keepForStart = this.#keepForStart;
    // The windows of block column −1, but for the column that leaves.
    let even = 0;
    let odd = 0;
    for (let j = 1; j < side; j++) {
      even |= columns[j - 1] << j;
      odd |= columns[2 * reach - side + j] << (side - 1 - j);
    }
    const ahead = side - 1;
    for (let c = 0; c < size; c++) {
      even = ((even >>> 1) & keepForEnd) | (columns[c + ahead] << ahead);
      odd = ((odd << 1) & keepForStart) | columns[c + 2 * reach];
      windows[2 * c] = even;
      windows[2 * c + 1] = odd;
    }
  }
}

/** The bits of a window's first column. */
function columnOf(side: number): number {
  let bits = 0;
  for (let i = 0; i < side; i++) bits |= 1 << (side * i);
  return bits;
}
