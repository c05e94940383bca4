import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  distinctPoints,
  fixedPointsFrom,
  readPoint,
  readTrivialPoint,
} from '../../../../main/methods/mlrg/analysis/fixed-points.ts';
import { distance } from '../../../../main/methods/mlrg/analysis/jacobian.ts';
import { exactMap } from '../../../../main/methods/mlrg/exact/map.ts';
import type { RgMap } from '../../../../main/methods/mlrg/rg-map.ts';
import { gradientMap, linearMap, valley } from './toy-maps.ts';

/** From one start. */
const fixedPointFrom = (map: RgMap, start: Float64Array) => fixedPointsFrom(map, [start])[0];

const near = fc.double({ min: -0.2, max: 0.2, noNaN: true });

describe('fixed points of maps that are known', () => {
  it('of a linear map: the point, its eigenvalues and its curl', () => {
    const [c, s] = [Math.cos(0.5), Math.sin(0.5)];
    const map = linearMap([0.9 * c, -0.9 * s, 0.9 * s, 0.9 * c], [0.7, 0.3]);
    const found = fixedPointFrom(map, Float64Array.of(1.2, -0.4))!;
    expect(distance(found, [0.7, 0.3])).toBeLessThan(1e-8);
    const reading = readPoint(map, found, 1);
    expect(reading.residual).toBeLessThan(1e-8);
    expect(reading.character).toBe('stable');
    expect(reading.eigenvalues).toEqual([
      { re: expect.closeTo(0.9 * c, 10), im: expect.closeTo(0.9 * s, 10) },
      { re: expect.closeTo(0.9 * c, 10), im: expect.closeTo(-0.9 * s, 10) },
    ]);
    expect(reading.curl).toBeCloseTo(s, 10);
    expect(reading.relevant).toBeNull();
    expect(reading.bits).toBe(1 / 8);
  });

  it('y is ln λ / ln √2 of the relevant eigenvalue', () => {
    const map = linearMap([1.3568, 0, 0, 0.4], [0.8, 0.1]);
    const reading = readPoint(map, Float64Array.of(0.8, 0.1), 2);
    expect(reading.character).toBe('saddle');
    expect(reading.phase).toBe('undecided');
    expect(reading.relevant).toBeCloseTo((2 * Math.log(1.3568)) / Math.LN2, 12);
    expect(reading.direction.map(Math.abs)).toEqual([expect.closeTo(1, 12), expect.closeTo(0, 12)]);
    expect(reading.rows.map(({ length }) => length)).toEqual([1, 2]);
    expect(readPoint(linearMap([1.5], [0.8]), Float64Array.of(0.8), 1).character).toBe('unstable');
  });

  it('of a gradient flow: every stationary point of C from nearby, without curl', () => {
    const map = gradientMap(valley);
    for (const [x, character] of [
      [0, 'stable'],
      [1, 'saddle'],
      [2, 'stable'],
    ] as const) {
      fc.assert(
        fc.property(near, near, (dx, dy) => {
          const found = fixedPointFrom(map, Float64Array.of(x + dx, x / 2 + dy));
          expect(distance(found!, [x, x / 2])).toBeLessThan(1e-6);
        }),
        { numRuns: 20 },
      );
      const reading = readPoint(map, Float64Array.of(x, x / 2), 1, () => 0.25);
      expect(reading.character).toBe(character);
      expect(reading.curl).toBeLessThan(1e-12);
      expect(reading.bits).toBe(0.25);
      // The map is exp(−∇²C): RK4 with 16 steps is that accurate.
      const [a, b, , d] = valley.hessian(Float64Array.of(x, x / 2));
      const least = (a + d) / 2 - Math.hypot((a - d) / 2, b);
      expect(reading.eigenvalues[0].re).toBeCloseTo(Math.exp(-least), 5);
    }
  });

  it('at infinity or nowhere are none', () => {
    expect(fixedPointsFrom(linearMap([1.5], [30]), [Float64Array.of(1)])).toEqual([]);
    const shift = {
      ...linearMap([1], [0]),
      step: ([j]: Float64Array) => ({ couplings: Float64Array.of(j + 0.1), bits: 0 }),
    };
    expect(fixedPointsFrom(shift, [Float64Array.of(1)])).toEqual([]);
    const box = { low: [0.5, -1], high: [3, 1.5] };
    const starts = [Float64Array.of(0.1, 0), Float64Array.of(1.9, 1)];
    const found = fixedPointsFrom(gradientMap(valley), starts, box);
    expect(found).toHaveLength(1);
    expect(distance(found[0], [2, 1])).toBeLessThan(1e-9);
  });
});

it('points that Newton found more than once, and J = 0 where it is told apart, are left out', () => {
  const points = [
    [0.8, 0.1],
    [1e-5, 0],
    [0.3, 0.2],
    [0.8 + 1e-6, 0.1],
  ];
  expect(distinctPoints(points, true)).toEqual([
    [0.3, 0.2],
    [0.8, 0.1],
  ]);
  expect(distinctPoints(points, false)).toHaveLength(3);
});

describe('the exact map of A1', () => {
  const map = exactMap({ internal: 'Z2', spin: 'A1', frame: 'paper' });

  it('has its critical fixed point at J0* = .81392 with λ = 1.3568, y = .8804, Δ1 = .0917, Z = 1.854, c = .553', () => {
    const found = fixedPointFrom(map, Float64Array.of(0.9))!;
    expect(Math.abs(found[0] - 0.81392)).toBeLessThan(1e-5);
    const reading = readPoint(map, found, 1);
    expect(Math.abs(reading.eigenvalues[0].re - 1.3568)).toBeLessThan(1e-4);
    expect(Math.abs(reading.relevant! - 0.8804)).toBeLessThan(1e-4);
    expect(Math.abs(reading.degeneracy - 1.854)).toBeLessThan(1e-3);
    expect(Math.abs(reading.rows[0].dimensions[0].value - 0.0917)).toBeLessThan(1e-4);
    expect(Math.abs(reading.rows[0].centralCharge!.value - 0.553)).toBeLessThan(2e-3);
    expect(reading.curl).toBe(0);
  });

  it('is contracting beside J = 0: to leading order p_t = 1 + J² Σ xx′ over four of six pairs, so λ → √(2/3)', () => {
    const reading = readTrivialPoint(map, 1);
    expect(reading.character).toBe('stable');
    expect(reading.phase).toBe('disordered');
    expect(Math.abs(reading.eigenvalues[0].re - Math.sqrt(2 / 3))).toBeLessThan(2e-3);
    expect(reading.degeneracy).toBeCloseTo(1, 12);
    expect(reading.residual).toBe(0);
  });
});
