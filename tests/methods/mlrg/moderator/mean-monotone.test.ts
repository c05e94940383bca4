import { describe, expect, it } from 'vitest';
import { MeanMonotone } from '../../../../main/methods/mlrg/moderator/mean-monotone.ts';
import { differences, relativeError } from './differences.ts';
import { randomNetwork, randomVector } from './random-network.ts';

const shapeOf = (width: number) => ({ couplings: 3, widths: [width], layerNorm: false });
const members = [4, 5, 6].map((width) => randomNetwork(shapeOf(width), width));

describe('the mean of monotones', () => {
  const mean = new MeanMonotone(members);
  const point = randomVector(3, 1);

  it('has the mean value and its derivatives', () => {
    expect(mean.value(point)).toBeCloseTo(
      members.reduce((sum, member) => sum + member.value(point), 0) / 3,
      14,
    );
    const gradient = (x: Float64Array) => {
      const into = new Float64Array(3);
      mean.gradient(x, into);
      return into;
    };
    expect(
      relativeError(
        gradient(point),
        differences((x) => [mean.value(x)], point),
      ),
    ).toBeLessThan(1e-8);
    expect(relativeError(mean.hessian(point), differences(gradient, point))).toBeLessThan(1e-8);
  });

  it('multiplies its Hessian in place', () => {
    const v = randomVector(3, 2);
    const hessian = mean.hessian(point);
    const expected = v.map((_, i) => v.reduce((sum, value, j) => sum + hessian[3 * i + j] * value, 0));
    mean.hessianVector(point, v, v);
    expect(relativeError(v, expected)).toBeLessThan(1e-13);
  });

  it('needs members of one number of couplings', () => {
    expect(() => new MeanMonotone([])).toThrow(RangeError);
    const other = randomNetwork({ couplings: 2, widths: [3], layerNorm: false }, 3);
    expect(() => new MeanMonotone([members[0], other])).toThrow(RangeError);
  });
});
