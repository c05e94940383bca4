import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Spins } from '../../../../main/physics/ising/spins.ts';
import {
  passOffsets,
  sequentialCases,
  SequentialCounter,
} from '../../../../main/methods/inverse-rg/training/sequential-counter.ts';
import { WeightedCounts } from '../../../../main/methods/inverse-rg/training/weighted-counts.ts';
import { orientedWindow, wrap } from '../../../../main/methods/inverse-rg/windows.ts';
import { blockedSpins, mirrored } from './random-spins.ts';

/** A pattern with its own block at `own`, relative to it and without it; and the pixel relative to it. */
function relative(
  pattern: number,
  bits: number,
  own: number,
  pixel: number,
): { case: number; along: number } {
  const up = (pattern >> own) & 1;
  const turned = up ? pattern : pattern ^ (2 ** bits - 1);
  return { case: (turned & (2 ** own - 1)) | ((turned >> (own + 1)) << own), along: pixel ^ (1 - up) };
}

/** The counts that windows.ts describes, read off A, D, C and B where they are. */
function literalCounts(fine: Spins, coarse: Spins, size: number): Float64Array {
  const sums = new Float64Array(2 * sequentialCases);
  const half = size / 2;
  const F = (row: number, column: number) => fine[wrap(row, size) * size + wrap(column, size)];
  const add = (pass: keyof typeof passOffsets, pattern: number, bits: number, own: number, pixel: number) => {
    const { case: neighbourhood, along } = relative(pattern, bits, own, pixel);
    sums[2 * (passOffsets[pass] + neighbourhood) + along]++;
  };
  for (let R = 0; R < half; R++) {
    for (let C = 0; C < half; C++) {
      const A = (r: number, c: number) => F(2 * r, 2 * c);
      const B = (r: number, c: number) => F(2 * r, 2 * c + 1);
      const Cs = (r: number, c: number) => F(2 * r + 1, 2 * c);
      const D = (r: number, c: number) => F(2 * r + 1, 2 * c + 1);
      let blocks = 0;
      for (let i = 0; i < 3; i++) {
        for (let j = 0; j < 3; j++) {
          blocks |= coarse[wrap(R - 1 + i, half) * half + wrap(C - 1 + j, half)] << (3 * i + j);
        }
      }
      const withFine = (...spins: number[]) =>
        spins.reduce((all, spin, i) => all | (spin << (9 + i)), blocks);
      add('a', orientedWindow(coarse, half, 2 * R, 2 * C, 4), 16, 10, A(R, C));
      add('d', withFine(A(R, C), A(R, C + 1), A(R + 1, C), A(R + 1, C + 1)), 13, 4, D(R, C));
      add('c', withFine(A(R, C), A(R + 1, C), D(R, C - 1), D(R, C)), 13, 4, Cs(R, C));
      add('b', withFine(D(R - 1, C), D(R, C), A(R, C), A(R, C + 1), Cs(R, C)), 14, 4, B(R, C));
    }
  }
  return sums;
}

describe('counts of the four passes', () => {
  it('are those read off the four mirror images of a configuration', () => {
    const counter = new SequentialCounter();
    fc.assert(
      fc.property(fc.constantFrom(2, 4, 6, 16), fc.nat(), (size, seed) => {
        const { fine, coarse } = blockedSpins(size, seed);
        const counted = new WeightedCounts(counter.cases);
        counter.add(fine, coarse, size, counted.open(0), counted.sums);
        const expected = new Float64Array(counted.sums.length);
        for (const rows of [false, true]) {
          for (const columns of [false, true]) {
            const image = literalCounts(
              mirrored(fine, size, rows, columns),
              mirrored(coarse, size / 2, rows, columns),
              size,
            );
            for (let i = 0; i < expected.length; i++) expected[i] += image[i];
          }
        }
        expect(counted.sums.findIndex((sum, i) => sum !== expected[i])).toBe(-1);
      }),
      { numRuns: 15 },
    );
  });
});
