import { describe, expect, it } from 'vitest';
import {
  fitTimeExponent,
  matchingTime,
  matchingTimes,
  scannedTimes,
  scanSystem,
} from '../../../../main/methods/self-similarity/diffusion/time-exponent.ts';

const pointsOf = (space: number, z: number, error: number | null) =>
  scannedTimes(space).map((time) => {
    const value = time / space ** z;
    return { time, ratio: { value, error: error === null ? null : error * value } };
  });

describe('exponent of time', () => {
  it('is found from spreading that grows as T/S^z, also where no T that was tried is right', () => {
    for (const z of [1.5, 2, 2.3]) {
      const points = [2, 3, 4, 5].map((space) => ({ space, ...matchingTime(pointsOf(space, z, null)) }));
      for (const { space, time, error } of points) {
        expect(time).toBeCloseTo(space ** z, 9);
        expect(error).toBeNull();
      }
      expect(fitTimeExponent(points).z.value).toBeCloseTo(z, 9);
    }
  });

  it('leaves out group sizes with fewer than two T', () => {
    const ratios = pointsOf(3, 2, null).map((point) => ({ space: 3, ...point }));
    const [lonely] = pointsOf(5, 2, null).map((point) => ({ space: 5, ...point }));
    expect(matchingTimes([lonely, ...ratios])).toEqual([
      { space: 3, time: expect.closeTo(9, 9), error: null },
    ]);
    expect(fitTimeExponent(matchingTimes([lonely])).z.value).toBeNaN();
  });

  it('has matching times as uncertain as the ratios about them', () => {
    const { time, error } = matchingTime(pointsOf(4, 2, 0.03));
    expect(time).toBeCloseTo(16, 9);
    expect(error).toBeCloseTo((16 * 0.03) / Math.sqrt(3), 9);
  });

  it('is scanned on a ring that the largest scale does not fill', () => {
    for (const coefficient of [0.25, 0.5, 5]) {
      const { cells, steps } = scanSystem({ coefficient });
      const time = Math.max(...scannedTimes(5));
      const macroSteps = Math.floor(steps / time);
      const growth = (2 * coefficient * time) / 25;
      const widest = (cells / 5 / 10) ** 2;
      expect(Math.min(macroSteps, widest / growth) - 1 / growth).toBeGreaterThan(7);
    }
  });
});
