import type { RandomStream } from '../../../compute/random.ts';
import { normalisePicture } from './normalisation.ts';

/**
 * What may have happened to a field on its way to a user's picture: an unknown contrast curve, inversion, blur and noise.
 * Training draws all of them at random, so that the model learns not to look at them.
 */
export interface Degradation {
  /** Exponent of the contrast curve on the field scaled to [0, 1]. */
  contrast: number;
  /** Dark and bright exchanged. */
  inverted: boolean;
  /** Standard deviation of the Gaussian blur, in cells; 0 for none. */
  blur: number;
  /** Standard deviation of the pixel noise, in standard deviations of the picture. */
  noise: number;
  /** Magnification; 1 keeps the length scale. */
  zoom: number;
  /**
   * Angle in radians by which the periodic pattern is turned under the frame. Any but a multiple of a right angle makes it what users have:
   * a window into a larger pattern, which does not go on across its edges.
   */
  turn: number;
}

export interface DegradationRange {
  /** Largest pixel noise. */
  noise: number;
  /** Draw a magnification between .7 and 1.4. */
  unknownZoom: boolean;
  /** Share of pictures that are windows into a larger pattern; the others are periodic. */
  windows: number;
}

const zoomRange: readonly [number, number] = [0.7, 1.4];

/** Contrast exponents are log-uniform in [.6, 1.67]; half of the pictures are blurred, by up to one cell, two thirds are noisy. */
export function randomDegradation(range: DegradationRange, stream: RandomStream): Degradation {
  const logContrast = Math.log(1 / 0.6);
  return {
    contrast: Math.exp(stream.between(-logContrast, logContrast)),
    inverted: stream.uniform() < 0.5,
    blur: Math.max(0, stream.between(-1, 1)),
    noise: range.noise * Math.max(0, stream.between(-0.5, 1)),
    zoom: range.unknownZoom ? Math.exp(stream.between(Math.log(zoomRange[0]), Math.log(zoomRange[1]))) : 1,
    turn: stream.uniform() < range.windows ? stream.between(0, 2 * Math.PI) : 0,
  };
}

/** The normalised picture of a periodic n×n field after the degradation. */
export function degrade(
  field: Float32Array,
  n: number,
  { contrast, inverted, blur, noise, zoom, turn }: Degradation,
  stream: RandomStream,
): Float32Array {
  let picture = zoom === 1 && turn === 0 ? Float32Array.from(field) : lookThrough(field, n, zoom, turn);
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of picture) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const span = high > low ? high - low : 1;
  for (let i = 0; i < picture.length; i++) {
    const curved = ((picture[i] - low) / span) ** contrast;
    picture[i] = inverted ? 1 - curved : curved;
  }
  if (blur > 0) picture = gaussianBlur(picture, n, blur);
  normalisePicture(picture);
  if (noise > 0) for (let i = 0; i < picture.length; i++) picture[i] += noise * stream.normal();
  return normalisePicture(picture);
}

/** Separable periodic Gaussian blur, cut off at three standard deviations. */
export function gaussianBlur(picture: Float32Array, n: number, deviation: number): Float32Array {
  const radius = Math.max(1, Math.ceil(3 * deviation));
  const weights = Float64Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-((i - radius) ** 2) / (2 * deviation * deviation)),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const across = new Float32Array(picture.length);
  const result = new Float32Array(picture.length);
  for (let y = 0; y < n; y++) {
    for (let x = 0; x < n; x++) {
      let sum = 0;
      for (let i = -radius; i <= radius; i++) sum += weights[i + radius] * picture[y * n + ((x + i + n) % n)];
      across[y * n + x] = sum / total;
    }
  }
  for (let y = 0; y < n; y++) {
    for (let i = -radius; i <= radius; i++) {
      const weight = weights[i + radius] / total;
      const row = ((y + i + n) % n) * n;
      for (let x = 0; x < n; x++) result[y * n + x] += weight * across[row + x];
    }
  }
  return result;
}

/** The periodic field seen through a frame of n×n that is turned and magnified about its centre; bilinear. */
function lookThrough(field: Float32Array, n: number, zoom: number, turn: number): Float32Array {
  const result = new Float32Array(field.length);
  const alongX = Math.cos(turn) / zoom;
  const alongY = Math.sin(turn) / zoom;
  const centre = (n - 1) / 2;
  const wrapped = (index: number) => ((index % n) + n) % n;
  for (let y = 0; y < n; y++) {
    for (let x = 0; x < n; x++) {
      const fromX = centre + (x - centre) * alongX - (y - centre) * alongY;
      const fromY = centre + (x - centre) * alongY + (y - centre) * alongX;
      const left = Math.floor(fromX);
      const top = Math.floor(fromY);
      const fx = fromX - left;
      const fy = fromY - top;
      const upper = wrapped(top) * n;
      const lower = wrapped(top + 1) * n;
      const x0 = wrapped(left);
      const x1 = wrapped(left + 1);
      result[y * n + x] =
        (1 - fy) * ((1 - fx) * field[upper + x0] + fx * field[upper + x1]) +
        fy * ((1 - fx) * field[lower + x0] + fx * field[lower + x1]);
    }
  }
  return result;
}
