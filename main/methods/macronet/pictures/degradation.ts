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
}

export interface DegradationRange {
  /** Largest pixel noise. */
  noise: number;
  /** Draw a magnification between .7 and 1.4. */
  unknownZoom: boolean;
}

const zoomRange: readonly [number, number] = [0.7, 1.4];

/** Contrast exponents are log-uniform in [.6, 1.67], blurs uniform in [0, 1] in half of the pictures. */
export function randomDegradation(range: DegradationRange, stream: RandomStream): Degradation {
  const logContrast = Math.log(1 / 0.6);
  return {
    contrast: Math.exp(stream.between(-logContrast, logContrast)),
    inverted: stream.uniform() < 0.5,
    blur: Math.max(0, stream.between(-1, 1)),
    noise: stream.between(0, range.noise),
    zoom: range.unknownZoom ? Math.exp(stream.between(Math.log(zoomRange[0]), Math.log(zoomRange[1]))) : 1,
  };
}

/** The normalised picture of a periodic n×n field after the degradation. */
export function degrade(
  field: Float32Array,
  n: number,
  { contrast, inverted, blur, noise, zoom }: Degradation,
  stream: RandomStream,
): Float32Array {
  let picture = zoom === 1 ? Float32Array.from(field) : magnify(field, n, zoom);
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

/** The periodic field seen with another length scale: bilinear, about the origin, wrapped where it is smaller than the frame. */
function magnify(field: Float32Array, n: number, zoom: number): Float32Array {
  const result = new Float32Array(field.length);
  for (let y = 0; y < n; y++) {
    const fromY = y / zoom;
    const y0 = Math.floor(fromY);
    const fy = fromY - y0;
    for (let x = 0; x < n; x++) {
      const fromX = x / zoom;
      const x0 = Math.floor(fromX);
      const fx = fromX - x0;
      const at = (row: number, column: number) => field[(row % n) * n + (column % n)];
      result[y * n + x] =
        (1 - fy) * ((1 - fx) * at(y0, x0) + fx * at(y0, x0 + 1)) +
        fy * ((1 - fx) * at(y0 + 1, x0) + fx * at(y0 + 1, x0 + 1));
    }
  }
  return result;
}
