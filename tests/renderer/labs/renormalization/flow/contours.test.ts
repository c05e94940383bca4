import { describe, expect, it } from 'vitest';
import {
  contour,
  gridRange,
  interpolate,
} from '../../../../../renderer/labs/renormalization/flow/contours.ts';

const nodes = Array.from({ length: 21 }, (_, i) => i - 10);

describe('contours', () => {
  it('of a cone are circles', () => {
    const cone = nodes.map((y) => nodes.map((x) => Math.hypot(x, y)));
    const segments = contour(cone, 6);
    expect(segments.length).toBeGreaterThan(30);
    for (const end of segments.flat()) expect(Math.hypot(end.x - 10, end.y - 10)).toBeCloseTo(6, 1);
  });

  it('part a saddle as its middle says', () => {
    const saddle = [
      [1, 0],
      [0, 1],
    ];
    // The middle is .5: above a level of .4 the two high corners belong together, the low ones are cut off.
    const cut = (level: number) =>
      contour(saddle, level).map((ends) => ends.map(({ x, y }) => x + y).toSorted((a, b) => a - b));
    for (const [low, high] of cut(0.4)) expect(high! - low!).toBeGreaterThan(0);
    expect(contour(saddle, 0.4)).toHaveLength(2);
    const around = (level: number) =>
      contour(saddle, level).map((ends) => ({
        x: (ends[0].x + ends[1].x) / 2,
        y: (ends[0].y + ends[1].y) / 2,
      }));
    // Near the corners (1, 0) and (0, 1) where those are cut off, near (0, 0) and (1, 1) where those are.
    for (const { x, y } of around(0.4)) expect(Math.abs(x - y)).toBeGreaterThan(0.5);
    for (const { x, y } of around(0.6)) expect(Math.abs(x + y - 1)).toBeGreaterThan(0.5);
  });

  it('leave cells out in which a value is missing', () => {
    const holed = [
      [0, 1, 0],
      [NaN, 1, 0],
    ];
    expect(
      contour(holed, 0.5)
        .flat()
        .every(({ x }) => x >= 1),
    ).toBe(true);
  });
});

describe('values between nodes', () => {
  it('are exact for what is linear in each direction', () => {
    const grid = [
      [1, 3],
      [2, 8],
    ];
    expect(interpolate(grid, 0.5, 0)).toBe(2);
    expect(interpolate(grid, 0.5, 0.5)).toBe(3.5);
    expect(interpolate(grid, 1, 1)).toBe(8);
  });

  it('are missing beside a missing one, which does not count for the range either', () => {
    const grid = [
      [1, NaN],
      [2, 8],
    ];
    expect(interpolate(grid, 0.5, 0.5)).toBeNaN();
    expect(gridRange(grid)).toEqual([1, 8]);
    expect(gridRange([[NaN]])).toBeNull();
  });
});
