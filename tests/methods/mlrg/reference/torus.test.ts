import { expect, test } from 'vitest';
import { exactValues } from '../../../../main/methods/mlrg/reference/exact-values.ts';
import { measureRow } from '../../../../main/methods/mlrg/reference/torus.ts';

test.each([2, 3, 4])('a row of L = %i four-state clocks is two rows of Ising spins', (length) => {
  const clock = measureRow('D4', 1.4, length, 8);
  const ising = measureRow('Z2', 0.7, length, 2 ** length - 1);
  const levels = [0, ...ising.dimensions];
  const sums = levels.flatMap((a) => levels.map((b) => a + b)).toSorted((a, b) => a - b);
  for (const [k, value] of clock.dimensions.entries())
    expect(Math.abs(value - sums[k + 1])).toBeLessThan(1e-10);
  expect(Math.abs(clock.logLargest - 2 * ising.logLargest)).toBeLessThan(1e-10);
  expect(Math.abs(clock.degeneracy - ising.degeneracy ** 2)).toBeLessThan(1e-10);
});

test('three-state Potts rows of five have the spin of 2/15 twice', () => {
  const { dimensions } = measureRow('S3', exactValues('S3').critical!, 5, 4);
  expect(dimensions[0]).toBeCloseTo(dimensions[1], 10);
  expect(Math.abs(dimensions[0] - 2 / 15)).toBeLessThan(0.002);
  expect(dimensions[0]).toBeCloseTo(0.134, 4);
});

test('Z3 without its odd kernel is the three-state Potts model', () => {
  const [z, s] = [measureRow('Z3', 1, 4, 5), measureRow('S3', 1.5, 4, 5)];
  for (const [k, value] of z.dimensions.entries()) expect(value).toBeCloseTo(s.dimensions[k], 9);
});
