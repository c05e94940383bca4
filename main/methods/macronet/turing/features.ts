import {
  moments,
  radialBins,
  radialLogPower,
  spectralFeatures,
  tapered,
  underNoise,
} from '../../../physics/gray-scott/index.ts';
import { rankPicture } from '../pictures/normalisation.ts';

/** Length of `fieldFeatures`. */
export const fieldFeatureCount = 45;
/** Length of `pictureFeatures`. */
export const pictureFeatureCount = 2 * radialBins + 2;

/**
 * The 45 spectral features of both fields as they appear under pixel noise: the exponential tails of the spectra would tell
 * more than anybody sees in a pattern.
 */
export function fieldFeatures(a: Float32Array, b: Float32Array, n: number, noise: number): Float64Array {
  const features = spectralFeatures(a, b, n);
  for (let i = 0; i < 2 * radialBins; i++) features[i] = underNoise(features[i], noise);
  return features;
}

/**
 * Features of a normalised picture that do not depend on its sign: 16 radial log powers of the picture's ranks, 16 of the
 * picture itself, the size of its skewness, and its excess kurtosis; spectra under pixel noise, and tapered, because pictures need not go on
 * across their edges.
 */
export function pictureFeatures(picture: Float32Array, n: number, noise: number): Float64Array {
  const [ranks, values] = radialLogPower(tapered(rankPicture(picture), n), tapered(picture, n), n);
  const { skewness, excessKurtosis } = moments(picture);
  const features = new Float64Array(pictureFeatureCount);
  for (let i = 0; i < radialBins; i++) {
    features[i] = underNoise(ranks[i], noise);
    features[radialBins + i] = underNoise(values[i], noise);
  }
  features[2 * radialBins] = Math.abs(skewness);
  features[2 * radialBins + 1] = excessKurtosis;
  return features;
}
