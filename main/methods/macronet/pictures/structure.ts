import { moments, radialBins, radialLogPower } from '../../../physics/gray-scott/index.ts';
import { gaussianBlur } from './degradation.ts';
import { rankPicture } from './normalisation.ts';

/** Scales of the band passes and of the gradients, in cells. */
const bandScales = [1, 2, 4] as const;
const gradientScales = [1, 2] as const;
const momentsPerBand = 3;
const momentsPerGradient = 4;

/** Length of `structureFeatures`. */
export const structureFeatureCount =
  radialBins + momentsPerBand * bandScales.length + momentsPerGradient * gradientScales.length;

/** Spectral density of the rounding and noise that pictures come with; finer structure is not looked at. */
const powerFloor = 1e-3;
const smallest = 1e-4;

/**
 * What tells a pattern from other pictures, whatever its contrast curve and sign: of the picture's ranks, 16 radial log powers;
 * deviation, |skewness| and log kurtosis of the bands between blurs of 0, 1, 2 and 4 cells; mean, relative deviation, skewness and
 * log kurtosis of the gradient after blurs of 1 and 2 cells. Random fields with a pattern's spectrum lack its sharp, even edges.
 */
export function structureFeatures(picture: Float32Array, n: number): Float64Array {
  const ranks = rankPicture(picture);
  const [spectrum] = radialLogPower(ranks, ranks, n);
  const features = Array.from(spectrum, (logPower) => Math.log10(10 ** logPower + powerFloor));
  let finer = ranks;
  for (const scale of bandScales) {
    const coarser = gaussianBlur(ranks, n, scale);
    const band = moments(finer.map((value, i) => value - coarser[i]));
    features.push(
      Math.log(band.std + smallest),
      Math.abs(band.skewness),
      Math.log(Math.max(band.excessKurtosis + 3, smallest)),
    );
    finer = coarser;
  }
  for (const scale of gradientScales) {
    const slope = moments(gradientMagnitude(gaussianBlur(ranks, n, scale), n));
    features.push(
      Math.log(slope.mean + smallest),
      slope.std / (slope.mean + smallest),
      slope.skewness,
      Math.log(Math.max(slope.excessKurtosis + 3, smallest)),
    );
  }
  return Float64Array.from(features);
}

/** |∇| by forward differences, periodic. */
function gradientMagnitude(field: Float32Array, n: number): Float32Array {
  const magnitude = new Float32Array(n * n);
  for (let y = 0; y < n; y++) {
    const below = ((y + 1) % n) * n;
    for (let x = 0; x < n; x++) {
      const here = field[y * n + x];
      magnitude[y * n + x] = Math.hypot(field[y * n + ((x + 1) % n)] - here, field[below + x] - here);
    }
  }
  return magnitude;
}
