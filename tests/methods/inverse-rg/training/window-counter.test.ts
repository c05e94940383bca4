import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WeightedCounts } from '../../../../main/methods/inverse-rg/training/weighted-counts.ts';
import { WindowCounter } from '../../../../main/methods/inverse-rg/training/window-counter.ts';
import { orientedWindow, ownBit } from '../../../../main/methods/inverse-rg/windows.ts';
import { blockedSpins } from './random-spins.ts';

/** Case of a window relative to its own block, digit by digit. */
function caseByDigits(window: number, n: number): number {
  const up = (block: number) => ((window >> block) & 1) === ((window >> ownBit(n)) & 1);
  const digits: { value: number; radix: number }[] = [];
  if (n === 4) {
    for (let block = 0; block < 16; block++) {
      if (block !== ownBit(4)) digits.push({ value: Number(up(block)), radix: 2 });
    }
  } else {
    for (const i of [0, 1, 3, 4]) digits.push({ value: Number(up(n * i + i)), radix: 2 });
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < i; j++) {
        digits.push({ value: Number(up(n * i + j)) + Number(up(n * j + i)), radix: 3 });
      }
    }
  }
  return digits.reduceRight((code, { value, radix }) => code * radix + value, 0);
}

describe.each([4, 5])('windows of %i² blocks', (n) => {
  it('are counted as the reference reads them, on lattices of any even side', () => {
    const counter = new WindowCounter(n);
    fc.assert(
      fc.property(fc.constantFrom(2, 4, 6, 10, 16), fc.nat(), (size, seed) => {
        const { fine, coarse } = blockedSpins(size, seed);
        const counted = new WeightedCounts(counter.cases);
        counter.add(fine, coarse, size, counted.open(0), counted.sums);
        const expected = new Map<number, number>();
        for (let row = 0; row < size; row++) {
          for (let column = 0; column < size; column++) {
            const window = orientedWindow(coarse, size >> 1, row, column, n);
            const own = coarse[(row >> 1) * (size >> 1) + (column >> 1)];
            const place = 2 * caseByDigits(window, n) + Number(fine[row * size + column] === own);
            expected.set(place, (expected.get(place) ?? 0) + 1);
          }
        }
        const found = new Map([...counted.sums.entries()].filter(([, sum]) => sum > 0));
        expect(new Map([...found].toSorted(([a], [b]) => a - b))).toEqual(
          new Map([...expected].toSorted(([a], [b]) => a - b)),
        );
      }),
      { numRuns: n === 4 ? 30 : 4 },
    );
  });
});
