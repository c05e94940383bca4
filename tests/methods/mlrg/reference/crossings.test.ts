import { expect, test } from 'vitest';
import { crossingPairs, crossings } from '../../../../main/methods/mlrg/reference/crossings.ts';
import { exactValues } from '../../../../main/methods/mlrg/reference/exact-values.ts';
import { conclude } from '../../../../main/methods/mlrg/reference/measurements.ts';

test('pairs are about a factor of two apart', () => {
  expect(crossingPairs('Z2', 6)).toEqual([
    [1, 2],
    [2, 3],
    [2, 4],
    [3, 5],
    [3, 6],
  ]);
  expect(crossingPairs('Z2', 1)).toEqual([]);
});

test('sizes that would take long are left out', () => {
  expect(crossingPairs('S6', 8).at(-1)).toEqual([3, 5]);
  expect(crossingPairs('Z2', 10).at(-1)).toEqual([5, 10]);
});

test('crossings of Ising tori have the errors and exponents of the reference', () => {
  const exact = exactValues('Z2').critical!;
  const found = conclude(crossings('Z2', 6));
  const expected = [
    [1, 2, 0.0309, 0.923],
    [2, 4, 0.0041, 0.976],
    [3, 6, 0.00093, 0.988],
  ];
  for (const [small, large, error, yt] of expected) {
    const crossing = found.find((pair) => pair.small === small && pair.large === large)!;
    expect(Math.abs(crossing.critical / exact - 1 - error)).toBeLessThan(5e-5);
    expect(Math.abs(crossing.yt - yt)).toBeLessThan(6e-4);
  }
});

test('three-state tori of three and five tensors cross where the reference says', () => {
  const crossing = conclude(crossings('S3', 5)).at(-1)!;
  expect(crossing).toMatchObject({ small: 3, large: 5 });
  expect(crossing.critical / exactValues('S3').critical! - 1).toBeCloseTo(-0.00014, 5);
});
