import { describe, expect, it } from 'vitest';
import { timeExponent } from '../../../../main/methods/self-similarity/analysis/exponent.ts';

/** Consistency that is lowest at T = S^z, a parabola in logarithms. */
const scan = (z: number, spaces: number[], times: (space: number) => number[]) =>
  spaces.flatMap((space) =>
    times(space).map((time) => ({
      space,
      time,
      ratio: { value: Math.exp(3 * (Math.log(time) - z * Math.log(space)) ** 2 - 9), error: null },
    })),
  );

const at = (time: number, value: number) => ({ space: 2, time, ratio: { value, error: null } });

describe('the time exponent', () => {
  it.each([1, 1.5, 2])('is found from a scan: z = %f', (z) => {
    const around = (space: number) => [0.5, 0.8, 1.1, 1.6].map((factor) => factor * space ** z);
    const exponent = timeExponent(scan(z, [2, 3, 4], around))!;
    expect(exponent.z.value).toBeCloseTo(z, 6);
    expect(exponent.points.map(({ space }) => space)).toEqual([2, 3, 4]);
  });

  it('covers the truth with errors from the spacing of T', () => {
    const exponent = timeExponent(scan(2, [2, 3], (space) => (space === 2 ? [2, 3, 5, 8] : [6, 8, 10, 14])))!;
    expect(Math.abs(exponent.z.value - 2)).toBeLessThan(2 * exponent.z.error!);
  });

  it('needs an S whose best T lies between two others', () => {
    expect(timeExponent(scan(2, [2], () => [2, 4]))).toBeNull();
    expect(timeExponent(scan(2, [2], () => [4, 6, 8]))).toBeNull();
    expect(timeExponent(scan(2, [1], () => [1, 2, 4]))).toBeNull();
    expect(timeExponent([])).toBeNull();
  });

  it('takes a T at which f holds exactly as it is, if it is the only one', () => {
    expect(timeExponent([at(1, 2.7), at(2, 0), at(3, 1.9), at(4, 2.3)])?.points).toMatchObject([{ time: 2 }]);
    expect(timeExponent([at(1, 2.7), at(2, 0), at(3, 0), at(4, 2.3)])).toBeNull();
  });

  it('leaves out an S at which f is no better than the mean', () => {
    expect(timeExponent([at(1, 1.6), at(2, 1.4), at(4, 1.8)])).toBeNull();
    expect(timeExponent([at(1, 1.6), at(2, 0.9), at(4, 1.8)])).not.toBeNull();
  });

  it('leaves out what has no figure', () => {
    const points = scan(2, [2], () => [2, 4, 8]);
    const unknown = at(16, Number.NaN);
    expect(timeExponent([...points, unknown])?.z.value).toBeCloseTo(2, 6);
    // The variance of macro states is 0.
    const constant = at(3, Infinity);
    expect(timeExponent([...points, constant])?.z.value).toBeCloseTo(2, 6);
  });
});
