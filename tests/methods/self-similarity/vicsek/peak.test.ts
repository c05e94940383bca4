import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../main/compute/random.ts';
import { peakOf } from '../../../../main/methods/self-similarity/vicsek/peak.ts';

const noise = [1, 1.2, 1.5, 1.75, 2.1];
const parabola = (x: number) => 0.1 - 0.3 * (x - 1.63) ** 2;
const exactly = (values: readonly number[]) => values.map((value) => ({ value, error: 0 }));

describe('the peak of a measured curve', () => {
  it('is the vertex of a parabola, whatever the spacing', () => {
    const peak = peakOf(noise, exactly(noise.map(parabola)));
    for (const value of Object.values(peak)) expect(value).toBeCloseTo(1.63, 10);
  });

  it('is at the end of a curve that only rises or falls, and the first of a flat one', () => {
    expect(peakOf(noise, exactly([1, 2, 3, 4, 5]))).toEqual({ noise: 2.1, low: 2.1, high: 2.1 });
    expect(peakOf(noise, exactly([5, 4, 3, 2, 1]))).toEqual({ noise: 1, low: 1, high: 1 });
    expect(peakOf(noise, exactly([2, 2, 2, 2, 2])).noise).toBe(1);
    expect(peakOf([1.5], exactly([2]))).toEqual({ noise: 1.5, low: 1.5, high: 1.5 });
  });

  it('is between the neighbours of the largest point where points have no errors', () => {
    const values = noise.map((x) => ({ value: parabola(x), error: null }));
    expect(peakOf(noise, values)).toMatchObject({ low: 1.5, high: 2.1 });
  });

  it('has an interval that holds 95% of what repeated measurements give', () => {
    const random = new RandomStream(1, 'peaks');
    const trials = 300;
    let held = 0;
    for (let trial = 0; trial < trials; trial++) {
      const values = noise.map((x) => ({ value: parabola(x) + 0.002 * random.normal(), error: 0.002 }));
      const { low, high } = peakOf(noise, values);
      if (low <= 1.63 && 1.63 <= high) held++;
    }
    expect(Math.abs(held / trials - 0.95)).toBeLessThan(4 * Math.sqrt((0.95 * 0.05) / trials));
  });
});
