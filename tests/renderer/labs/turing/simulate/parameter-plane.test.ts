import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cellAlong,
  pathThrough,
  saddleNodePoints,
  shareAlong,
  valueAlong,
} from '../../../../../renderer/labs/turing/simulate/parameter-plane.ts';

const axis = { start: 0.03, step: 0.001, count: 40 };

describe('axes of the parameter plane', () => {
  it('finds the cell under a click, to a fifth of its width', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (share) => {
        const value = valueAlong(axis, share);
        expect(Math.abs(shareAlong(axis, value) - share)).toBeLessThanOrEqual(0.1 / axis.count + 1e-9);
      }),
    );
    expect(cellAlong(axis, 0.0304)).toBe(0);
    expect(cellAlong(axis, 0.0306)).toBe(1);
    expect([0.029, 0.0701].map((value) => cellAlong(axis, value))).toEqual([null, null]);
  });

  it('draws the saddle-node line through its tip at F = 1/16, k = 1/16', () => {
    const F = { start: 0.0625, step: 0.001, count: 1 };
    const k = { start: 0.0625, step: 0.001, count: 1 };
    const ends = pathThrough(saddleNodePoints({ F, k }))
      .match(/[\d.]+ [\d.]+/g)!
      .map((pair) => pair.split(' ').map(Number));
    expect(ends.length).toBe(61);
    expect(ends[30]![0]).toBeCloseTo(0.5, 3);
  });
});
