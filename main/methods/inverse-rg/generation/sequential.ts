import { HostError } from '../../../../preload/contract/index.ts';
import type { RandomStream } from '../../../compute/random.ts';
import type { Spins } from '../../../physics/ising/spins.ts';
import type { SequentialTables } from '../upscaler.ts';
import { certain, drawRow } from './draws.ts';
import { LogProduct } from './log-product.ts';
import { WindowRows } from './window-rows.ts';

const tableBits = { a: 16, d: 13, c: 13, b: 14 } as const;

/**
 * One set of sequential tables as thresholds. Where the spins already drawn leave the majority rule no choice, the tables have
 * none either, whatever was counted: C is the block's spin when A and D oppose it, B when two of the three others do. So every σ
 * drawn has D(μ|σ) > 0.
 */
class SequentialThresholds {
  readonly a: Uint32Array;
  readonly d: Uint32Array;
  readonly c: Uint32Array;
  readonly b: Uint32Array;

  constructor(tables: SequentialTables, set: string) {
    this.a = thresholds(tables, 'a', set);
    this.d = thresholds(tables, 'd', set);
    this.c = thresholds(tables, 'c', set);
    this.b = thresholds(tables, 'b', set);
    // Own block μ at bit 4; A and D at bits 9 and 12 for C, at 11 and 10 for B, C itself at 13 (windows.ts).
    for (let pattern = 0; pattern < this.c.length; pattern++) {
      const mu = bit(pattern, 4);
      if (bit(pattern, 9) !== mu && bit(pattern, 12) !== mu) this.c[pattern] = mu * certain;
    }
    for (let pattern = 0; pattern < this.b.length; pattern++) {
      const mu = bit(pattern, 4);
      const opposed = [11, 10, 13].filter((other) => bit(pattern, other) !== mu);
      if (opposed.length >= 2) this.b[pattern] = mu * certain;
    }
  }
}

const bit = (pattern: number, index: number) => (pattern >> index) & 1;

function thresholds(tables: SequentialTables, name: keyof SequentialTables, set: string): Uint32Array {
  const table = tables[name];
  const entries = 2 ** tableBits[name];
  const remedy = 'Train the upscaler again with this version.';
  if (table.length !== entries) {
    throw new HostError(
      'bad-file',
      `The table ${set}-${name} has ${table.length} entries instead of ${entries}.`,
      { where: `${set}-${name}`, remedy },
    );
  }
  return Uint32Array.from(table, (probability, pattern) => {
    if (probability >= 0 && probability <= 1) return Math.round(probability * certain);
    throw new HostError(
      'bad-file',
      `Entry ${pattern} of the table ${set}-${name} is ${probability}, which is no probability.`,
      { where: `${set}-${name}`, remedy },
    );
  });
}

/** The passes in their order, each with the place of its spin in the block. */
const passes = [
  { name: 'a', row: 0, column: 0 },
  { name: 'd', row: 1, column: 1 },
  { name: 'c', row: 1, column: 0 },
  { name: 'b', row: 0, column: 1 },
] as const;

/**
 * Draws the four spins of all blocks in four passes, each given what was drawn before: all A, row by row, then all D, C and B.
 * The tables `last` serve doublings that no other follows.
 */
export class SequentialSampler {
  readonly #iterated: SequentialThresholds;
  readonly #last: SequentialThresholds;
  readonly #rows = new WindowRows({ side: 4, reach: 2 });
  #size = 0;
  /** The 4×4 and the 3×3 window of every block. */
  #wide = new Uint16Array(0);
  #narrow = new Uint16Array(0);
  /** Patterns of one block row in one pass. */
  #patterns = new Uint32Array(0);
  #numbers = new Uint32Array(0);

  constructor(iterated: SequentialTables, last: SequentialTables) {
    this.#iterated = new SequentialThresholds(iterated, 'iterated');
    this.#last = new SequentialThresholds(last, 'last');
  }

  double(coarse: Spins, size: number, random: RandomStream, fine: Spins, last: boolean): void {
    const tables = last ? this.#last : this.#iterated;
    this.#open(coarse, size);
    for (const { name, row, column } of passes) {
      for (let R = 0; R < size; R++) {
        const patterns = this.#read(name, R, fine);
        const first = (2 * R + row) * 2 * size + column;
        drawRow(random, patterns, tables[name], this.#numbers, fine, first, 2);
      }
    }
  }

  /** ln U(σ|μ); −Infinity for a σ that the tables exclude. */
  logProbability(coarse: Spins, size: number, fine: Spins, last: boolean): number {
    const tables = last ? this.#last : this.#iterated;
    const product = new LogProduct();
    this.#open(coarse, size);
    for (const { name, row, column } of passes) {
      for (let R = 0; R < size; R++) {
        const patterns = this.#read(name, R, fine);
        const start = (2 * R + row) * 2 * size + column;
        for (let C = 0; C < size; C++) {
          const up = tables[name][patterns[C]];
          product.times((fine[start + 2 * C] ? up : certain - up) / certain);
        }
      }
    }
    return product.logarithm();
  }

  /** Reads the block windows of a lattice. */
  #open(coarse: Spins, size: number): void {
    if (size !== this.#size) {
      this.#size = size;
      this.#wide = new Uint16Array(size * size);
      this.#narrow = new Uint16Array(size * size);
      this.#patterns = new Uint32Array(size);
      this.#numbers = new Uint32Array(size);
    }
    this.#rows.open(coarse, size);
    for (let R = 0, block = 0; R < size; R++) {
      const windows = this.#rows.read(2 * R);
      for (let C = 0; C < size; C++, block++) {
        const window = windows[2 * C];
        this.#wide[block] = window;
        this.#narrow[block] = inner(window);
      }
    }
  }

  /** Patterns of the blocks of row R in a pass, from the spins of the passes before. */
  #read(pass: keyof SequentialTables, R: number, fine: Spins): Uint32Array {
    const size = this.#size;
    const side = 2 * size;
    const patterns = this.#patterns;
    // Fine rows 2R − 1 to 2R + 2.
    const upper = 2 * R * side;
    const lower = upper + side;
    const above = (R === 0 ? side * side : upper) - side;
    const below = R + 1 === size ? 0 : lower + side;
    const first = R * size;
    const narrow = this.#narrow;
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
