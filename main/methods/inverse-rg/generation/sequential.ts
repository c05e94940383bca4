import { HostError } from '../../../../preload/contract/index.ts';
import type { RandomStream } from '../../../compute/random.ts';
import type { Spins } from '../../../physics/ising/spins.ts';
import type { SequentialTables, Upscaler } from '../upscaler.ts';
import { BySize } from './by-size.ts';
import { certain, drawRow } from './draws.ts';
import { LogProduct } from './log-product.ts';
import { SequentialScratch } from './sequential-scratch.ts';

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

const passes = ['a', 'd', 'c', 'b'] as const;

/** Index of the first spin that a pass draws in block row R; the others follow at every second place. */
function firstOf(pass: keyof SequentialTables, R: number, size: number): number {
  const row = pass === 'd' || pass === 'c' ? 2 * R + 1 : 2 * R;
  const column = pass === 'd' || pass === 'b' ? 1 : 0;
  return row * 2 * size + column;
}

/**
 * Draws the four spins of all blocks in four passes, each given what was drawn before: all A, row by row, then all D, C and B.
 * The tables `last` serve doublings that no other follows.
 */
export class SequentialSampler implements Upscaler {
  readonly name = 'sequential';
  readonly #iterated: SequentialThresholds;
  readonly #last: SequentialThresholds;
  readonly #scratch = new BySize((size) => new SequentialScratch(size));

  constructor(iterated: SequentialTables, last: SequentialTables) {
    this.#iterated = new SequentialThresholds(iterated, 'iterated');
    this.#last = new SequentialThresholds(last, 'last');
  }

  double(coarse: Spins, size: number, random: RandomStream, fine: Spins, last: boolean): void {
    const tables = last ? this.#last : this.#iterated;
    const scratch = this.#scratch.at(size);
    scratch.open(coarse);
    for (const pass of passes) {
      for (let R = 0; R < size; R++) {
        const patterns = scratch.patterns(pass, R, fine);
        drawRow(random, patterns, tables[pass], scratch.numbers, fine, firstOf(pass, R, size), 2);
      }
    }
  }

  /** ln U(σ|μ); −Infinity for a σ that the tables exclude. */
  logProbability(coarse: Spins, size: number, fine: Spins, last: boolean): number {
    const tables = last ? this.#last : this.#iterated;
    const scratch = this.#scratch.at(size);
    const product = new LogProduct();
    scratch.open(coarse);
    for (const pass of passes) {
      for (let R = 0; R < size; R++) {
        const patterns = scratch.patterns(pass, R, fine);
        const first = firstOf(pass, R, size);
        for (let C = 0; C < size; C++) {
          const up = tables[pass][patterns[C]];
          product.times((fine[first + 2 * C] ? up : certain - up) / certain);
        }
      }
    }
    return product.logarithm();
  }
}
