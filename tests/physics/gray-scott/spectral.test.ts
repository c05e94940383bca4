import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../main/compute/random.ts';
import {
  moments,
  radialBins,
  radialLogPower,
  spectralFeatureNames,
  spectralFeatures,
  tapered,
  underNoise,
} from '../../../main/physics/gray-scott/index.ts';
import { reflectedAndShifted, someFields } from './fields.ts';

describe('the radial spectrum', () => {
  it.each([
    [64, 1, 0],
    [64, 3, 4],
    [64, 0, 17],
    [128, 21, 5],
    [64, 31, 0],
  ])(
    'puts a plane wave on %d² with wave vector (%d, %d) into its ring, and nothing elsewhere',
    (n, qx, qy) => {
      const wave = Float64Array.from({ length: n * n }, (_, i) =>
        Math.cos((2 * Math.PI * (qx * (i % n) + qy * Math.floor(i / n))) / n + 0.3),
      );
      const [spectrum, silence] = radialLogPower(wave, new Float64Array(n * n), n);
      const ring = Math.floor((2 * radialBins * Math.hypot(qx, qy)) / n);
      expect(spectrum[ring]).toBeGreaterThan(0);
      for (const power of spectrum.filter((_, i) => i !== ring)) expect(power).toBeCloseTo(-14, 10);
      for (const power of silence) expect(power).toBeCloseTo(-14, 10);
    },
  );

  it('of white noise is its variance, on any lattice', () => {
    for (const n of [64, 128]) {
      const random = new RandomStream(n, 'white');
      const noise = Float64Array.from({ length: n * n }, () => 0.1 * random.normal());
      const [spectrum] = radialLogPower(noise, noise, n);
      // Ring i holds some π/4 (2i + 1)(n/32)² independent modes, of relative error 1 each.
      spectrum.forEach((power, i) => {
        const modes = (Math.PI / 2) * (2 * i + 1) * (n / 32) ** 2;
        expect(Math.abs(10 ** (power + 2) - 1)).toBeLessThan(4.5 / Math.sqrt(modes));
      });
    }
  });

  it('tells the two fields of one transform apart', () => {
    const { a, b, n } = someFields(3);
    const [ofA, ofB] = radialLogPower(a, b, n);
    expect([...radialLogPower(a, a, n)[1]]).toEqual([...ofA].map((v) => expect.closeTo(v, 8) as number));
    expect([...radialLogPower(b, b, n)[0]]).toEqual([...ofB].map((v) => expect.closeTo(v, 8) as number));
  });
});

describe('moments', () => {
  it('of a two-point distribution', () => {
    const m = moments([0, 0, 0, 1]);
    expect(m).toMatchObject({ mean: 0.25, min: 0, max: 1 });
    expect(m.std).toBeCloseTo(Math.sqrt(3) / 4, 12);
    expect(m.skewness).toBeCloseTo(2 / Math.sqrt(3), 12);
    expect(m.excessKurtosis).toBeCloseTo(-2 / 3, 12);
  });

  it('of a uniform field have no shape', () => {
    expect(moments(new Float32Array(16).fill(0.3))).toMatchObject({ skewness: 0, excessKurtosis: 0 });
  });
});

describe('spectral features', () => {
  it('are 45 finite numbers, also of a uniform pattern', () => {
    const uniform = spectralFeatures(new Float32Array(4096).fill(1), new Float32Array(4096), 64);
    const { a, b, n } = someFields(1);
    expect(spectralFeatureNames).toHaveLength(45);
    for (const features of [uniform, spectralFeatures(a, b, n)]) {
      expect(features).toHaveLength(45);
      for (const value of features) expect(Number.isFinite(value)).toBe(true);
    }
  });

  it('do not see shifts and transposes', () => {
    const { a, b, n } = someFields(2);
    const here = spectralFeatures(a, b, n);
    const there = spectralFeatures(reflectedAndShifted(a, n), reflectedAndShifted(b, n), n);
    here.forEach((value, i) => expect(there[i]).toBeCloseTo(value, 7));
  });

  it('end with the correlation', () => {
    const { a, n } = someFields(4);
    const opposite = a.map((v) => 1 - 0.5 * v);
    expect(spectralFeatures(a, opposite, n)[44]).toBeCloseTo(-1, 6);
  });
});

describe('the taper', () => {
  const n = 64;
  // The middle of ring 4, at an angle that fits no number of times into the lattice: a window, with a step at its seam.
  const wave = Float32Array.from({ length: n * n }, (_, i) =>
    Math.sin(0.775 * (i % n) + 0.424 * Math.floor(i / n)),
  );

  it('keeps the power of a wave and takes the seam out of the other wavenumbers', () => {
    const [plain, seen] = radialLogPower(wave, tapered(wave, n), n);
    const peak = Math.floor((Math.hypot(0.775, 0.424) / (2 * Math.PI)) * 32);
    expect(seen.indexOf(Math.max(...seen))).toBe(peak);
    expect(seen[peak]).toBeCloseTo(plain[peak], 1);
    expect(seen[15]).toBeLessThan(plain[15] - 2);
    expect(plain[15]).toBeGreaterThan(-4);
  });

  it('leaves no mean', () => {
    const flat = tapered(new Float32Array(n * n).fill(7), n);
    expect(Math.max(...flat.map(Math.abs))).toBeLessThan(1e-12);
  });
});

describe('what can be seen under noise', () => {
  it('is the louder of pattern and noise', () => {
    expect(underNoise(2, 0.1)).toBeCloseTo(2, 3);
    expect(underNoise(-9, 0.1)).toBeCloseTo(-2, 3);
  });
});
