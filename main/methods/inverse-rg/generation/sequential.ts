import { HostError } from '../../../../preload/contract/index.ts';
import type { RandomStream } from '../../../compute/random.ts';
import type { Spins } from '../../../physics/ising/spins.ts';
import type { SequentialTables } from '../upscaler.ts';
import { certain, SpinDraws } from './draws.ts';
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
  readonly #draws = new SpinDraws();
  readonly #wideRows = new WindowRows({ side: 4, reach: 2 });
  readonly #narrowRows = new WindowRows({ side: 3, reach: 1 });
  #size = 0;
  /** Block windows and spins by pass, one for each block. */
  #wide = new Uint16Array(0);
  #narrow = new Uint16Array(0);
  #spins = planes(0);
  /** Patterns of one block row in one pass. */
  #patterns = new Uint32Array(0);

  constructor(iterated: SequentialTables, last: SequentialTables) {
    this.#iterated = new SequentialThresholds(iterated, 'iterated');
    this.#last = new SequentialThresholds(last, 'last');
  }

  double(coarse: Spins, size: number, random: RandomStream, fine: Spins, last: boolean): void {
    const tables = last ? this.#last : this.#iterated;
    this.#open(coarse, size);
    this.#draws.begin(random);
    for (const { name, row, column } of passes) {
      const plane = this.#spins[name];
      for (let R = 0; R < size; R++) {
        this.#draws.row(this.#read(name, R), tables[name], plane, R * size);
        const target = (2 * R + row) * 2 * size + column;
        for (let C = 0; C < size; C++) fine[target + 2 * C] = plane[R * size + C];
      }
    }
    this.#draws.end(random);
  }

  /** ln U(σ|μ); −Infinity for a σ that the tables exclude. */
  logProbability(coarse: Spins, size: number, fine: Spins, last: boolean): number {
    const tables = last ? this.#last : this.#iterated;
    const product = new LogProduct();
    this.#open(coarse, size);
    for (const { name, row, column } of passes) {
      const plane = this.#spins[name];
      for (let R = 0; R < size; R++) {
        const patterns = this.#read(name, R);
        const source = (2 * R + row) * 2 * size + column;
        for (let C = 0; C < size; C++) {
          const spin = fine[source + 2 * C];
          const up = tables[name][patterns[C]];
          plane[R * size + C] = spin;
          product.times((spin ? up : certain - up) / certain);
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
      this.#spins = planes(size);
      this.#patterns = new Uint32Array(size);
    }
    this.#wideRows.open(coarse, size);
    this.#narrowRows.open(coarse, size);
    for (let R = 0; R < size; R++) {
      const wide = this.#wideRows.read(2 * R);
      const narrow = this.#narrowRows.read(2 * R);
      for (let C = 0; C < size; C++) {
        this.#wide[R * size + C] = wide[2 * C];
        this.#narrow[R * size + C] = narrow[2 * C];
      }
    }
  }

  /** Patterns of the blocks of row R in a pass, from the spins of the passes before. */
  #read(pass: keyof SequentialTables, R: number): Uint32Array {
    const size = this.#size;
    const { a, c, d } = this.#spins;
    const narrow = this.#narrow;
    const patterns = this.#patterns;
    const here = R * size;
    const below = R + 1 === size ? 0 : here + size;
    const above = (R === 0 ? size * size : here) - size;
    for (let C = 0; C < size; C++) {
      const left = C === 0 ? size - 1 : C - 1;
      const right = C + 1 === size ? 0 : C + 1;
      switch (pass) {
        case 'a':
          patterns[C] = this.#wide[here + C];
          break;
        case 'd':
          patterns[C] =
            narrow[here + C] |
            (a[here + C] << 9) |
            (a[here + right] << 10) |
            (a[below + C] << 11) |
            (a[below + right] << 12);
          break;
        case 'c':
          patterns[C] =
            narrow[here + C] |
            (a[here + C] << 9) |
            (a[below + C] << 10) |
            (d[here + left] << 11) |
            (d[here + C] << 12);
          break;
        case 'b':
          patterns[C] =
            narrow[here + C] |
            (d[above + C] << 9) |
            (d[here + C] << 10) |
            (a[here + C] << 11) |
            (a[here + right] << 12) |
            (c[here + C] << 13);
      }
    }
    return patterns;
  }
}

/** Spins of the four passes on L×L blocks. */
function planes(size: number): Record<keyof SequentialTables, Spins> {
  const plane = () => new Uint8Array(size * size);
  return { a: plane(), b: plane(), c: plane(), d: plane() };
}
