import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../main/compute/random.ts';
import { combine, estimateOf, jackknife } from '../../../main/methods/statistics/jackknife.ts';

/** Bins of [count, Σx, Σx²] of standard normals around `mean`. */
function normalBins(bins: number, each: number, mean: number, name: string): Float64Array[] {
  const random = new RandomStream(11, name);
  return Array.from({ length: bins }, () => {
    const sums = new Float64Array(3);
    for (let i = 0; i < each; i++) {
      const x = mean + random.normal();
      sums[0]++;
      sums[1] += x;
      sums[2] += x * x;
    }
    return sums;
  });
}

const moments = ([count, first, second]: Float64Array) => {
  const mean = first / count;
  return [mean, second / count - mean * mean, Math.log(mean)];
};

describe('jackknife', () => {
  it('gives a mean exactly the standard error of its bin means', () => {
    const bins = normalBins(20, 50, 3, 'exact');
    const means = bins.map(([count, first]) => first / count);
    const grand = means.reduce((a, b) => a + b, 0) / means.length;
    const variance = means.reduce((sum, each) => sum + (each - grand) ** 2, 0) / (means.length - 1);
    const [mean] = jackknife(bins, moments).map(estimateOf);
    expect(mean.value).toBeCloseTo(grand, 12);
    expect(mean.error).toBeCloseTo(Math.sqrt(variance / means.length), 12);
  });

  it('gives mean, variance and a logarithm of normals the errors theory knows', () => {
    const [bins, each] = [400, 100];
    const estimates = jackknife(normalBins(bins, each, 3, 'theory'), moments).map(estimateOf);
    const n = bins * each;
    const theory = [1 / Math.sqrt(n), Math.sqrt(2 / n), 1 / (3 * Math.sqrt(n))];
    // The error of an error from 400 bins is 3.5%.
    for (const [i, expected] of theory.entries()) {
      expect(Math.abs(estimates[i].error! / expected - 1)).toBeLessThan(5 * 0.036);
    }
    expect(Math.abs(estimates[1].value - 1)).toBeLessThan(5 * theory[1]);
  });

  it('has no error to give for one bin', () => {
    const [mean] = jackknife(normalBins(1, 100, 0, 'one'), moments).map(estimateOf);
    expect(mean.error).toBeNull();
  });
});

const difference = (a: number, b: number) => a - b;

describe('combine', () => {
  it('lets what two quantities share cancel when their bins are the same', () => {
    const [mean] = jackknife(normalBins(30, 40, 5, 'shared'), moments);
    expect(combine(mean, mean, difference)).toEqual({ value: 0, error: 0 });
  });

  it('adds errors of independent ensembles in quadrature, whether or not their bins can be paired', () => {
    const [a] = jackknife(normalBins(400, 20, 5, 'first'), moments);
    const [b] = jackknife(normalBins(400, 20, 5, 'second'), moments);
    const [c] = jackknife(normalBins(300, 20, 5, 'third'), moments);
    const quadrature = (x: typeof a, y: typeof a) => Math.hypot(estimateOf(x).error!, estimateOf(y).error!);
    expect(combine(a, c, difference).error).toBeCloseTo(quadrature(a, c), 12);
    expect(Math.abs(combine(a, b, difference).error! / quadrature(a, b) - 1)).toBeLessThan(0.2);
  });

  it('has no error where one of the two has none', () => {
    const [a] = jackknife(normalBins(10, 20, 5, 'first'), moments);
    const [b] = jackknife(normalBins(1, 20, 5, 'second'), moments);
    expect(combine(a, b, difference).error).toBeNull();
  });
});
