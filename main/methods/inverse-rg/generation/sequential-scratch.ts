import type { Spins } from '../../../physics/ising/spins.ts';
import type { SequentialTables } from '../upscaler.ts';
import { WindowRows } from './window-rows.ts';

/** What sequential sampling needs to double one size of lattice: block windows, and the patterns of the passes as windows.ts has them. */
export class SequentialScratch {
  /** Random numbers for one block row. */
  readonly numbers: Uint32Array;
  readonly #size: number;
  readonly #rows: WindowRows;
  /** The 4×4 and the 3×3 window of every block. */
  readonly #wide: Uint16Array;
  readonly #narrow: Uint16Array;
  /** Patterns of one block row in one pass. */
  readonly #patterns: Uint32Array;

  constructor(size: number) {
    this.numbers = new Uint32Array(size);
    this.#size = size;
    this.#rows = new WindowRows({ side: 4, reach: 2 }, size);
    this.#wide = new Uint16Array(size * size);
    this.#narrow = new Uint16Array(size * size);
    this.#patterns = new Uint32Array(size);
  }

  /** Reads the block windows of a lattice. */
  open(coarse: Spins): void {
    const size = this.#size;
    this.#rows.open(coarse);
    for (let R = 0, block = 0; R < size; R++) {
      const windows = this.#rows.read(2 * R);
      for (let C = 0; C < size; C++, block++) {
        const window = windows[2 * C];
        this.#wide[block] = window;
        this.#narrow[block] = inner(window);
      }
    }
  }

  /** Patterns of the blocks of row R in a pass, from the spins of the passes before; overwritten by the next call. */
  patterns(pass: keyof SequentialTables, R: number, fine: Spins): Uint32Array {
    const size = this.#size;
    const side = 2 * size;
    const patterns = this.#patterns;
    const narrow = this.#narrow;
    const first = R * size;
    // Starts of the fine rows 2R − 1 to 2R + 2.
    const upper = 2 * R * side;
    const lower = upper + side;
    const above = (R === 0 ? side * side : upper) - side;
    const below = R + 1 === size ? 0 : lower + side;
    switch (pass) {
      case 'a':
        for (let C = 0; C < size; C++) patterns[C] = this.#wide[first + C];
        break;
      case 'd':
        for (let C = 0, x = 0; C < size; C++, x += 2) {
          const right = C + 1 === size ? 0 : x + 2;
          patterns[C] =
            narrow[first + C] |
            (fine[upper + x] << 9) |
            (fine[upper + right] << 10) |
            (fine[below + x] << 11) |
            (fine[below + right] << 12);
        }
        break;
      case 'c':
        for (let C = 0, x = 0; C < size; C++, x += 2) {
          const left = C === 0 ? side - 1 : x - 1;
          patterns[C] =
            narrow[first + C] |
            (fine[upper + x] << 9) |
            (fine[below + x] << 10) |
            (fine[lower + left] << 11) |
            (fine[lower + x + 1] << 12);
        }
        break;
      case 'b':
        for (let C = 0, x = 0; C < size; C++, x += 2) {
          const right = C + 1 === size ? 0 : x + 2;
          patterns[C] =
            narrow[first + C] |
            (fine[above + x + 1] << 9) |
            (fine[lower + x + 1] << 10) |
            (fine[upper + x] << 11) |
            (fine[upper + right] << 12) |
            (fine[lower + x] << 13);
        }
    }
    return patterns;
  }
}

/** The 3×3 window around a block in its 4×4 window: without the row and the column that lie before. */
const inner = (window: number) => ((window >>> 5) & 0o7) | ((window >>> 6) & 0o70) | ((window >>> 7) & 0o700);
