import { describe, expect, it } from 'vitest';
import {
  findZeros,
  fixedPointOf,
  signChanges,
  spreadOf,
} from '../../../../../renderer/labs/renormalization/flow/zeros.ts';

const asked: number[] = [];
const betaOf = (f: (x: number) => number) => async (low: number, high: number, count: number) => {
  asked.push(count);
  return Array.from({ length: count }, (_, i) => f(low + ((high - low) * i) / (count - 1)));
};

describe('zeros of a beta function', () => {
  it('are found with their slope in a few questions', async () => {
    asked.length = 0;
    const star = 0.813_92;
    const [zero, ...others] = await findZeros(
      betaOf((x) => 0.3568 * (x - star) + 0.2 * (x - star) ** 2),
      0.05,
      2,
      40,
    );
    expect(others).toEqual([]);
    expect(zero!.x).toBeCloseTo(star, 8);
    expect(zero!.slope).toBeCloseTo(0.3568, 4);
    expect(asked).toEqual([40, 11, 11, 11]);
  });

  it('are as many as there are signs that change', async () => {
    const zeros = await findZeros(
      betaOf((x) => Math.sin(3 * x)),
      0.5,
      5,
      60,
    );
    expect(zeros.map(({ x }) => x)).toEqual([1, 2, 3, 4].map((k) => expect.closeTo((k * Math.PI) / 3, 7)));
  });

  it('are none where the flow never turns', async () => {
    expect(
      await findZeros(
        betaOf((x) => -x),
        0.05,
        2,
        40,
      ),
    ).toEqual([]);
    expect(signChanges([NaN, 1, NaN, -1])).toEqual([]);
  });
});

it('calls a fixed point unstable where a distance from it grows', () => {
  expect(fixedPointOf({ x: 0.8, slope: 0.36 }, 0.01)).toEqual({
    x: 0.8,
    error: 0.01,
    slope: expect.closeTo(1.36, 12) as number,
    character: 'unstable',
  });
  expect(fixedPointOf({ x: 0.8, slope: -0.5 }, null).character).toBe('stable');
});

it('takes the spread of two and more, and of one none', () => {
  expect(spreadOf([1, 3])).toBeCloseTo(Math.SQRT2, 12);
  expect(spreadOf([1])).toBeNull();
});
