import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../main/compute/random.ts';
import { createUpscaler } from '../../../../main/methods/inverse-rg/generation/load.ts';
import { SequentialCounter } from '../../../../main/methods/inverse-rg/training/sequential-counter.ts';
import {
  sequentialLoss,
  sequentialTables,
} from '../../../../main/methods/inverse-rg/training/sequential-tables.ts';
import { WeightedCounts } from '../../../../main/methods/inverse-rg/training/weighted-counts.ts';
import type { SequentialTables } from '../../../../main/methods/inverse-rg/upscaler.ts';
import { blockedSpins, mirrored } from './random-spins.ts';

const names = ['a', 'd', 'c', 'b'] as const;

function countsOf(configurations: number, size: number): WeightedCounts {
  const counter = new SequentialCounter();
  const counts = new WeightedCounts(counter.cases);
  for (let seed = 0; seed < configurations; seed++) {
    const { fine, coarse } = blockedSpins(size, seed);
    counter.add(fine, coarse, size, counts.open(0), counts.sums);
  }
  return counts;
}

const bit = (pattern: number, index: number) => (pattern >> index) & 1;
const image = (pattern: number, places: readonly number[]) =>
  places.reduce((all, place, index) => all | (bit(pattern, index) << place), 0);

/** Whether the majority rule decides the pixel, from the pixels of its block drawn before (windows.ts). */
const forced: Record<keyof SequentialTables, (pattern: number) => boolean> = {
  a: () => false,
  d: () => false,
  c: (p) => bit(p, 9) !== bit(p, 4) && bit(p, 12) !== bit(p, 4),
  b: (p) => [10, 11, 13].filter((index) => bit(p, index) !== bit(p, 4)).length >= 2,
};
const own = { a: 10, d: 4, c: 4, b: 4 };

describe.each([
  ['many', 200],
  ['hardly any', 1],
  ['no', 0],
])('tables from %s configurations', (_, configurations) => {
  const tables = sequentialTables(countsOf(configurations, 16));

  it('are certain where the majority rule forces a pixel, and only there', () => {
    for (const name of names) {
      const wrong = tables[name].findIndex((p, pattern) =>
        forced[name](pattern) ? p !== bit(pattern, own[name]) : !(p > 0 && p < 1),
      );
      expect([name, wrong]).toEqual([name, -1]);
    }
  });

  it('turn with a global flip', () => {
    for (const name of names) {
      const table = tables[name];
      const all = table.length - 1;
      const wrong = table.findIndex((p, pattern) => Math.abs(p + table[pattern ^ all] - 1) > 1e-7);
      expect([name, wrong]).toEqual([name, -1]);
    }
  });

  it('draw blocks that obey the majority rule', () => {
    const upscaler = createUpscaler({ type: 'sequential', iterated: tables, last: tables }, 0);
    const random = new RandomStream(5, 'draws');
    const size = 16;
    const coarse = Uint8Array.from({ length: size * size }, () => random.bits() & 1);
    const fine = new Uint8Array(4 * size * size);
    for (const last of [false, true]) {
      for (let repeat = 0; repeat < 20; repeat++) {
        upscaler.double(coarse, size, random, fine, last);
        const broken = coarse.findIndex((spin, block) => {
          const first = 4 * size * Math.floor(block / size) + 2 * (block % size);
          const sum = fine[first] + fine[first + 1] + fine[first + 2 * size] + fine[first + 2 * size + 1];
          return spin ? sum < 2 : sum > 2;
        });
        expect(broken).toBe(-1);
      }
    }
  });
});

describe('symmetric tables', () => {
  const tables = sequentialTables(countsOf(50, 16));

  it('look the same in the mirror that the scanning order leaves', () => {
    const transposed = [0, 3, 6, 1, 4, 7, 2, 5, 8];
    const antiTransposed = [8, 5, 2, 7, 4, 1, 6, 3, 0];
    const mirrors = {
      a: Array.from({ length: 16 }, (_, i) => 4 * (i % 4) + Math.floor(i / 4)),
      d: [...transposed, 9, 11, 10, 12],
      // Up and right, down and left change places.
      c: [...antiTransposed, 12, 11, 10, 9],
      b: [...antiTransposed, 12, 11, 10, 9, 13],
    };
    for (const name of names) {
      const table = tables[name];
      expect(table.findIndex((p, pattern) => p !== table[image(pattern, mirrors[name])])).toBe(-1);
    }
  });
});

describe('loss of sequential tables', () => {
  it('is −ln U(σ|μ) per pixel, averaged over the mirror images that are counted', () => {
    const size = 8;
    const { fine, coarse } = blockedSpins(size, 77);
    const counter = new SequentialCounter();
    const counts = new WeightedCounts(counter.cases);
    counter.add(fine, coarse, size, counts.open(0), counts.sums);
    const tables = sequentialTables(countsOf(50, 16));
    const upscaler = createUpscaler({ type: 'sequential', iterated: tables, last: tables }, 0);
    let sum = 0;
    for (const rows of [false, true]) {
      for (const columns of [false, true]) {
        sum -= upscaler.logProbability!(
          mirrored(coarse, size / 2, rows, columns),
          size / 2,
          mirrored(fine, size, rows, columns),
          true,
        );
      }
    }
    expect(sequentialLoss(tables, counts)).toBeCloseTo(sum / 4 / size ** 2, 6);
  });

  it('is finite on patterns that were never seen', () => {
    const tables = sequentialTables(countsOf(1, 4));
    expect(Number.isFinite(sequentialLoss(tables, countsOf(100, 8)))).toBe(true);
  });
});
