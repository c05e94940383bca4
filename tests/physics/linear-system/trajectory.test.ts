import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import {
  fromPolar,
  rotates,
  sweptAngle,
  toPolar,
  trajectory,
  turning,
} from '../../../main/physics/linear-system/trajectory.ts';

/** A point at least 1e-3 from the origin, where the angle exists. */
const point = fc
  .tuple(fc.double({ min: 1e-3, max: 9, noNaN: true }), fc.double({ min: -3.14, max: 3.14, noNaN: true }))
  .map(([radius, angle]) => [radius * Math.cos(angle), radius * Math.sin(angle)]);

describe('linear system', () => {
  it('follows the Euler steps of Eq. 7', () => {
    const points = trajectory([0, -1, 1, 0], [1, 0]);
    expect(points).toHaveLength(16);
    expect(Array.from(points.slice(0, 4))).toEqual([1, 1 / 8, 1 - 1 / 64, 2 / 8]);
  });

  it('comes close to the exponential for a small generator', () => {
    const points = trajectory([0.1, 0, 0, -0.1], [1, 1]);
    expect(points[14]).toBeCloseTo(Math.exp(0.1), 2);
    expect(points[15]).toBeCloseTo(Math.exp(-0.1), 2);
  });

  it('is recovered from its polar increments', () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 8, maxLength: 8 }), (list) => {
        const points = list.flat();
        const back = fromPolar(toPolar(points));
        for (let i = 0; i < 16; i++) expect(back[i]).toBeCloseTo(points[i], 9);
      }),
    );
  });

  it('tells the sense of rotation', () => {
    const anticlockwise = [0, -3, 3, 0];
    expect(rotates(anticlockwise)).toBe(true);
    expect(rotates([1, 0, 0, -1])).toBe(false);
    expect(turning(anticlockwise)).toBe(6);
    expect(sweptAngle(trajectory(anticlockwise, [1, 0]))).toBeGreaterThan(2);
    expect(sweptAngle(trajectory([0, 3, -3, 0], [1, 0]))).toBeLessThan(-2);
  });
});
