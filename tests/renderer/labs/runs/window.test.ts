import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowHeight, scrollToRow, visibleRows } from '../../../../renderer/labs/runs/window.ts';

describe('the lines in sight', () => {
  it('covers everything that can be seen, within the list', () => {
    fc.assert(
      fc.property(fc.nat(2000), fc.nat(100_000), fc.nat(2000), (count, top, height) => {
        const { from, to } = visibleRows(count, top, height);
        expect(from).toBeGreaterThanOrEqual(0);
        expect(to).toBeLessThanOrEqual(count);
        expect(to).toBeGreaterThanOrEqual(from);
        expect(to - from).toBeLessThanOrEqual(height / rowHeight + 14);
        const missed = Array.from({ length: count }, (_, row) => row).filter(
          (row) => row * rowHeight < top + height && (row + 1) * rowHeight > top && (row < from || row >= to),
        );
        expect(missed).toEqual([]);
      }),
    );
  });

  it('scrolls no further than it must', () => {
    expect(scrollToRow(0, 500, 400, 32)).toBe(0);
    expect(scrollToRow(12, 500, 400, 32)).toBe(500);
    const below = scrollToRow(40, 500, 400, 32);
    expect(below).toBe(41 * rowHeight + 32 - 400);
  });
});
