import type { Spins } from '../../../physics/ising/spins.ts';
import { wrap } from '../windows.ts';

/**
 * Reads the oriented block windows of all pixels of the doubled lattice, row by row from the first, by sliding bits: one spin
 * enters per column and block row. Bit side·i + j of a window is the block (R ∓ reach ± i, C ∓ reach ± j) as in windows.ts (there
 * reach = 2). Windows larger than the lattice see it periodically.
 */
export class WindowRows {
  readonly #side: number;
  readonly #reach: number;
  /** Bits of a window that stay when a column enters in the last or in the first place. */
  readonly #keepForEnd: number;
  readonly #keepForStart: number;
  #coarse: Spins = new Uint8Array(0);
  #size = 0;
  #windows = new Uint32Array(0);
  /** Column of the window at each block column, row i in bit side·i, with `reach` columns of margin; upright and mirrored. */
  #upright = new Uint32Array(0);
  #mirrored = new Uint32Array(0);

  constructor({ side, reach }: { side: number; reach: number }) {
    this.#side = side;
    this.#reach = reach;
    const firstColumn = columnOf(side);
    this.#keepForEnd = (2 ** (side * side) - 1) & ~(firstColumn << (side - 1));
    this.#keepForStart = (2 ** (side * side) - 1) & ~firstColumn;
  }

  /** Turns to a lattice of side `size`, before its first row. */
  open(coarse: Spins, size: number): void {
    const side = this.#side;
    const reach = this.#reach;
    if (size !== this.#size) {
      this.#size = size;
      this.#windows = new Uint32Array(2 * size);
      this.#upright = new Uint32Array(size + 2 * reach);
      this.#mirrored = new Uint32Array(size + 2 * reach);
    }
    this.#coarse = coarse;
    // The state before the first block row; the row that leaves next need not be there.
    const after = side - 1 - reach;
    for (let c = 0; c < size; c++) {
      let upright = 0;
      let mirrored = 0;
      for (let i = 1; i < side; i++) {
        upright |= coarse[wrap(i - 1 - reach, size) * size + c] << (side * i);
        mirrored |= coarse[wrap(i - 1 - after, size) * size + c] << (side * (side - 1 - i));
      }
      this.#upright[c + reach] = upright;
      this.#mirrored[c + reach] = mirrored;
    }
  }

  /** Windows of fine row `y`, one for each pixel; to be called for y = 0, 1, … in turn. Overwritten by the next call. */
  read(y: number): Uint32Array {
    if (y % 2 === 0) this.#enter(y >> 1);
    this.#slide(y % 2 === 0 ? this.#upright : this.#mirrored);
    return this.#windows;
  }

  /** Lets the next block row into the columns and copies the margins. */
  #enter(R: number): void {
    const size = this.#size;
    const side = this.#side;
    const reach = this.#reach;
    const upright = this.#upright;
    const mirrored = this.#mirrored;
    const coarse = this.#coarse;
    const below = wrap(R + side - 1 - reach, size) * size;
    const farBelow = wrap(R + reach, size) * size;
    const top = side * (side - 1);
    const all = 2 ** (side * side) - 1;
    for (let c = 0; c < size; c++) {
      upright[c + reach] = (upright[c + reach] >>> side) | (coarse[below + c] << top);
      mirrored[c + reach] = ((mirrored[c + reach] << side) & all) | coarse[farBelow + c];
    }
    for (let c = 0; c < reach; c++) {
      const left = reach + wrap(c - reach, size);
      const right = reach + wrap(c, size);
      upright[c] = upright[left];
      mirrored[c] = mirrored[left];
      upright[reach + size + c] = upright[right];
      mirrored[reach + size + c] = mirrored[right];
    }
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
