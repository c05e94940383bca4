import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPeriodic, middleSquare, requireContrast, resamplePicture } from '../../main/data/picture.ts';
import { faultOf } from './faults.ts';

type Function2 = (x: number, y: number) => number;

/** A function on the unit square, at the centres of side² cells. */
function sampled(side: number, f: Function2) {
  const data = new Float32Array(side * side);
  for (let row = 0; row < side; row++)
    for (let column = 0; column < side; column++)
      data[row * side + column] = f((column + 0.5) / side, (row + 0.5) / side);
  return { shape: [side, side], data };
}

const wave: Function2 = (x, y) =>
  Math.cos(2 * Math.PI * (3 * x - 2 * y)) + 0.5 * Math.sin(2 * Math.PI * 4 * y);
const ramp: Function2 = (x, y) => 2 * x + y;

const mean = (field: Float32Array) => field.reduce((sum, value) => sum + value, 0) / field.length;
const largest = (p: Float32Array, q: Float32Array) =>
  p.reduce((worst, value, i) => Math.max(worst, Math.abs(value - q[i]!)), 0);

describe('resampling', () => {
  it.each([48, 64, 100, 128, 300])('shows the same waves from %i² as on 64²', (side) => {
    const reference = sampled(64, wave).data;
    expect(largest(resamplePicture(sampled(side, wave), 64), reference)).toBeLessThan(0.05);
  });

  it.each([20, 48])(
    'continues a ramp, which is not periodic, without a step at the edge, from %i²',
    (side) => {
      const field = resamplePicture(sampled(side, ramp), 64);
      expect(field[0]).toBeGreaterThan(0);
      expect(field[0]).toBeLessThan(3 / side);
      expect(field.at(-1)).toBeGreaterThan(3 - 3 / side);
      expect(field.at(-1)).toBeLessThan(3);
    },
  );

  it('does not alias: a pattern finer than the lattice becomes grey', () => {
    const stripes = sampled(512, (x) => Math.sign(Math.sin(2 * Math.PI * 128 * x)));
    const field = resamplePicture(stripes, 64);
    expect(Math.max(...field.map(Math.abs))).toBeLessThan(1e-6);
  });

  it('returns an enlarged picture’s cells exactly', () => {
    const original = sampled(64, wave);
    const enlarged = sampled(192, (x, y) => original.data[Math.floor(y * 64) * 64 + Math.floor(x * 64)]!);
    expect(largest(resamplePicture(enlarged, 64), original.data)).toBeLessThan(1e-6);
  });

  it('keeps the mean when it shrinks', () => {
    const side = fc.integer({ min: 64, max: 150 });
    fc.assert(
      fc.property(side, fc.integer(), (from, seed) => {
        const picture = sampled(from, (x, y) => Math.sin(seed + 1e4 * x * (1 + y)));
        expect(Math.abs(mean(resamplePicture(picture, 64)) - mean(picture.data))).toBeLessThan(1e-5);
      }),
      { numRuns: 20 },
    );
  });

  it('tells periodic pictures from others', () => {
    expect(isPeriodic(sampled(64, wave))).toBe(true);
    expect(isPeriodic(sampled(64, ramp))).toBe(false);
  });
});

describe('the middle of a picture', () => {
  it('is its largest centred square', () => {
    const wide = { shape: [100, 300], data: new Float32Array(30_000) };
    for (let i = 0; i < wide.data.length; i++) wide.data[i] = i % 300;
    const { shape, data } = middleSquare(wide);
    expect(shape).toEqual([100, 100]);
    expect([data[0], data[99], data[9_999]]).toEqual([100, 199, 199]);
  });

  it.each([
    ['bytes', Uint8Array.from({ length: 400 }, (_, i) => i % 7)],
    ['64-bit integers', BigInt64Array.from({ length: 400 }, (_, i) => BigInt(i % 7))],
  ])('reads %s', (_, data) => {
    expect(middleSquare({ shape: [20, 20], data }).data[8]).toBe(1);
  });

  it.each([
    ['three dimensions', [2, 20, 20], () => 0, /two dimensions, this array has 3/],
    ['too small', [15, 400], () => 0, /is 400 × 15; at least 16 × 16/],
    ['uniform', [20, 20], () => 0.7, /uniform/],
    ['uniform zero', [20, 20], () => 0, /uniform/],
    ['not a number', [20, 20], (i: number) => (i === 45 ? Number.NaN : i), /holds NaN in row 3, column 6/],
    ['infinite', [20, 24], (i: number) => (i === 26 ? Infinity : i), /holds Infinity in row 2, column 3/],
  ])('refuses what is %s', (_, shape, value, message) => {
    const length = shape.reduce((p, q) => p * q, 1);
    const data = Float32Array.from({ length }, (_value, i) => value(i));
    const fault = faultOf(() => requireContrast(middleSquare({ shape, data }).data));
    expect(fault.code).toBe('bad-file');
    expect(fault.message).toMatch(message);
  });

  it('takes a faint pattern on a bright ground for one', () => {
    const faint = sampled(64, (x, y) => 1 + 1e-4 * wave(x, y)).data;
    expect(() => requireContrast(faint)).not.toThrow();
  });
});
