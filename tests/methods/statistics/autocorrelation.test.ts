import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../main/compute/random.ts';
import { binnedTime, integratedTime } from '../../../main/methods/statistics/autocorrelation.ts';

/** A stationary first-order autoregressive series: ρ(t) = r^t, τ = ½ (1 + r)/(1 − r). */
function autoregressive(length: number, r: number, name: string): Float32Array {
  const random = new RandomStream(3, name);
  const series = new Float32Array(length);
  let value = random.normal();
  for (let i = 0; i < length; i++) {
    series[i] = 1.4 + 0.03 * value;
    value = r * value + Math.sqrt(1 - r * r) * random.normal();
  }
  return series;
}

const exact = (r: number) => (0.5 * (1 + r)) / (1 - r);

describe('integrated autocorrelation time', () => {
  it.each([0, 0.5, 0.8, 0.95])('of an autoregressive series with r = %f is known', (r) => {
    const chains = [0, 1, 2, 3].map((chain) => autoregressive(20_000, r, `chain ${chain} ${r}`));
    const time = integratedTime(chains);
    expect(Math.abs((time?.value ?? 0) - exact(r))).toBeLessThan(4 * (time?.error ?? 0));
    expect((time?.error ?? 1) / exact(r)).toBeLessThan(0.15);
  });

  it('has an error that is that of repetitions', () => {
    const times = Array.from({ length: 60 }, (_, i) =>
      integratedTime([autoregressive(5000, 0.7, `run ${i}`)]),
    );
    const values = times.map((time) => time?.value ?? 0);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const deviation = Math.sqrt(
      values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1),
    );
    const claimed = times.reduce((sum, time) => sum + (time?.error ?? 0), 0) / times.length;
    expect(claimed / deviation).toBeGreaterThan(0.7);
    expect(claimed / deviation).toBeLessThan(1.4);
  });

  it('is not told of chains that are too short, nor of chains that stay in different states', () => {
    expect(integratedTime([autoregressive(300, 0.98, 'short')])).toBeNull();
    const apart = [autoregressive(5000, 0, 'a'), autoregressive(5000, 0, 'b').map((value) => value + 1)];
    expect(integratedTime(apart)).toBeNull();
    expect(integratedTime([new Float32Array(0)])).toBeNull();
  });

  it('is that of independent values for a series that never changes', () => {
    expect(integratedTime([new Float32Array(100).fill(2)])).toEqual({ value: 0.5, error: null });
  });
});

const bins = (r: number, perBin: number) =>
  Array.from({ length: 100 }, (_, bin) => {
    const series = autoregressive(perBin, r, `bin ${bin}`);
    return {
      count: perBin,
      sum: series.reduce((sum, value) => sum + value, 0),
      squares: series.reduce((sum, value) => sum + value * value, 0),
    };
  });

describe('time from the scatter of bins', () => {
  it.each([0, 0.9])('is the same of long bins, r = %f', (r) => {
    const time = binnedTime(bins(r, 2000));
    expect(Math.abs((time?.value ?? 0) - exact(r))).toBeLessThan(4 * (time?.error ?? 0));
    expect((time?.error ?? 1) / exact(r)).toBeLessThan(0.2);
  });

  it('needs some bins of some length, and has nothing to say of what never changes', () => {
    expect(binnedTime(bins(0, 20).slice(0, 7))).toBeNull();
    expect(binnedTime(bins(0, 9))).toBeNull();
    const still = Array.from({ length: 10 }, () => ({ count: 10, sum: 20, squares: 40 }));
    expect(binnedTime(still)).toEqual({ value: 0.5, error: null });
  });
});
