import { fourierTransform } from './fourier.ts';

/** Bins of the radial spectra: wavenumbers up to the Nyquist limit of 1/2 cycle per cell, 1/32 each. */
export const radialBins = 16;

/**
 * Added to the power before the logarithm: what rounding a concentration of order 1 to float32 puts into every mode. Structure below it
 * is not real.
 */
const powerFloor = 1e-14;

interface Shells {
  /** Bin of each mode, row by row; `radialBins` for the mean and the corners beyond the Nyquist limit. */
  bin: Uint8Array;
  count: Float64Array;
}

const shells = new Map<number, Shells>();

function shellsOf(n: number): Shells {
  let found = shells.get(n);
  if (!found) {
    found = { bin: new Uint8Array(n * n), count: new Float64Array(radialBins + 1) };
    for (let y = 0; y < n; y++) {
      for (let x = 0; x < n; x++) {
        const cyclesPerCell = Math.hypot(Math.min(x, n - x), Math.min(y, n - y)) / n;
        const bin =
          x + y === 0 ? radialBins : Math.min(radialBins, Math.floor(cyclesPerCell * 2 * radialBins));
        found.bin[y * n + x] = bin;
        found.count[bin]++;
      }
    }
    shells.set(n, found);
  }
  return found;
}

/**
 * log10 of the mean power spectral density |FFT|²/n² in 16 rings of wavenumber, for two fields at once; n a power of two. The n modes of
 * one field that fall in no ring of a small lattice (n < 64) leave it at the floor. Invariant under shifts, transposes and
 * reflections.
 */
export function radialLogPower(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  n: number,
): [Float64Array, Float64Array] {
  const { bin, count } = shellsOf(n);
  // Two real fields in one complex transform: their spectra are its even and odd parts.
  const re = Float64Array.from(first);
  const im = Float64Array.from(second);
  fourierTransform(re, im, n);
  const power: [Float64Array, Float64Array] = [new Float64Array(radialBins), new Float64Array(radialBins)];
  for (let y = 0; y < n; y++) {
    for (let x = 0; x < n; x++) {
      const q = y * n + x;
      const ring = bin[q];
      if (ring === radialBins) continue;
      const minus = ((n - y) % n) * n + ((n - x) % n);
      power[0][ring] += ((re[q] + re[minus]) ** 2 + (im[q] - im[minus]) ** 2) / 4;
      power[1][ring] += ((im[q] + im[minus]) ** 2 + (re[q] - re[minus]) ** 2) / 4;
    }
  }
  for (const spectrum of power) {
    for (let ring = 0; ring < radialBins; ring++) {
      spectrum[ring] = Math.log10(spectrum[ring] / (Math.max(1, count[ring]) * n * n) + powerFloor);
    }
  }
  return power;
}

/**
 * The field without its mean under a Hann taper of unit mean power, for spectra of windows: where a pattern does not go on across the
 * edges, the step there would put more power into large wavenumbers than the pattern has. The density of the pattern is kept, smoothed
 * over neighbouring modes.
 */
export function tapered(field: ArrayLike<number>, n: number): Float64Array {
  let mean = 0;
  for (let i = 0; i < field.length; i++) mean += field[i] / field.length;
  const side = taperOf(n);
  const result = new Float64Array(n * n);
  for (let y = 0, q = 0; y < n; y++) {
    for (let x = 0; x < n; x++, q++) result[q] = (field[q] - mean) * side[y] * side[x];
  }
  return result;
}

const tapers = new Map<number, Float64Array>();

/** sin² along one side, divided by the root of its mean square, ⟨sin⁴⟩ = 3/8. */
function taperOf(n: number): Float64Array {
  let found = tapers.get(n);
  if (!found) {
    found = Float64Array.from(
      { length: n },
      (_, i) => Math.sin((Math.PI * (i + 0.5)) / n) ** 2 / Math.sqrt(3 / 8),
    );
    tapers.set(n, found);
  }
  return found;
}

/**
 * log10 of a power spectral density that white pixel noise of standard deviation `noise` is added to: what can be seen of it
 * under that noise. White noise has the density noise² at every wavenumber.
 */
export function underNoise(logPower: number, noise: number): number {
  return Math.log10(10 ** logPower + noise * noise);
}

export interface Moments {
  mean: number;
  std: number;
  /** Third and fourth standardised moments; 0 for a uniform field. */
  skewness: number;
  excessKurtosis: number;
  min: number;
  max: number;
}

export function moments(field: ArrayLike<number>): Moments {
  const count = field.length;
  let sum = 0;
  let min = Infinity;
  let max = -Infinity;
  for (let i = 0; i < count; i++) {
    sum += field[i];
    min = Math.min(min, field[i]);
    max = Math.max(max, field[i]);
  }
  const mean = sum / count;
  let second = 0;
  let third = 0;
  let fourth = 0;
  for (let i = 0; i < count; i++) {
    const d = field[i] - mean;
    second += d * d;
    third += d * d * d;
    fourth += d * d * d * d;
  }
  const variance = second / count;
  const uniform = variance < uniformVariance;
  return {
    mean,
    std: Math.sqrt(variance),
    skewness: uniform ? 0 : third / count / variance ** 1.5,
    excessKurtosis: uniform ? 0 : fourth / count / variance ** 2 - 3,
    min,
    max,
  };
}

/** Below it the shape of a distribution is rounding. */
const uniformVariance = 1e-12;

/** Names of the 45 spectral features, in order. */
export const spectralFeatureNames: readonly string[] = [
  ...['a', 'b'].flatMap((field) => Array.from({ length: radialBins }, (_, i) => `power ${i} of ${field}`)),
  ...['a', 'b'].flatMap((field) =>
    ['mean', 'std', 'skewness', 'excess kurtosis', 'min', 'max'].map((name) => `${name} of ${field}`),
  ),
  'correlation of a and b',
];

/**
 * What the spectral hybrid sees of a pattern: 16 radial log powers of a and of b, mean, standard deviation, skewness, excess kurtosis,
 * minimum and maximum of both, and their correlation. `a`, `b`: n² values, n a power of two. Blind to shifts and transposes.
 */
export function spectralFeatures(a: ArrayLike<number>, b: ArrayLike<number>, n: number): Float64Array {
  const features = new Float64Array(spectralFeatureNames.length);
  const power = radialLogPower(a, b, n);
  features.set(power[0], 0);
  features.set(power[1], radialBins);
  const ofA = moments(a);
  const ofB = moments(b);
  let at = 2 * radialBins;
  for (const m of [ofA, ofB]) {
    for (const value of [m.mean, m.std, m.skewness, m.excessKurtosis, m.min, m.max]) features[at++] = value;
  }
  let covariance = 0;
  for (let i = 0; i < a.length; i++) covariance += (a[i] - ofA.mean) * (b[i] - ofB.mean);
  const scale = a.length * ofA.std * ofB.std;
  features[at] = scale < a.length * uniformVariance ? 0 : covariance / scale;
  return features;
}
