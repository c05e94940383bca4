import type { PatternDistance } from '../../../preload/contract/designs.ts';
import { moments, radialBins, radialLogPower, tapered, underNoise } from './spectral.ts';

const quantileCount = 11;

/** Length of `descriptor`: spectrum, quantiles, and three moments. */
export const descriptorLength = radialBins + quantileCount + 3;
/** Length of `pictureDescriptor`: spectrum and quantiles; a normalised picture has no moments left. */
export const pictureDescriptorLength = radialBins + quantileCount;

/**
 * The measure by which patterns are compared, never shown to a network: 16 radial log powers of b, its 11 quantiles 0, 10, … 100%, mean
 * of a, mean of b, standard deviation of b. `a`, `b`: n² concentrations, n a power of two.
 */
export function descriptor(a: ArrayLike<number>, b: ArrayLike<number>, n: number): Float64Array {
  const result = new Float64Array(descriptorLength);
  const [spectrum] = radialLogPower(b, b, n);
  result.set(spectrum, 0);
  result.set(quantiles(b), radialBins);
  const ofB = moments(b);
  result.set([moments(a).mean, ofB.mean, ofB.std], radialBins + quantileCount);
  return result;
}

/**
 * The same for one channel of unknown contrast: the picture is brought to mean 0 and standard deviation 1 first; 27 numbers. Its sign is
 * unknown too: compare with `DescriptorSpace.pictureDistance`. Of a `window` into a larger pattern, which does not go on across its edges,
 * the spectrum is taken under a taper.
 */
export function pictureDescriptor(picture: ArrayLike<number>, n: number, window = false): Float64Array {
  const { mean, std } = moments(picture);
  const scale = std > 0 ? 1 / std : 0;
  const normalised = Float64Array.from(picture, (value) => (value - mean) * scale);
  const result = new Float64Array(pictureDescriptorLength);
  const seen = window ? tapered(normalised, n) : normalised;
  const [spectrum] = radialLogPower(seen, seen, n);
  result.set(spectrum, 0);
  result.set(quantiles(normalised), radialBins);
  return result;
}

/** Standard deviation of the noise under which pictures are compared, of that of the picture. */
const visibleNoise = 0.15;

/** A factor of two in power, which an unknown noise of about the visible one makes. */
export const visibleScale = 0.3;

/**
 * A picture descriptor as far as it can be seen: its spectrum under noise of .15. Real pictures have noise, blur and eight bits; the tails of
 * a grown pattern's spectrum, ten decades below its peak, would decide every distance to them.
 */
export function visible(picture: Float64Array): Float64Array {
  return picture.map((value, i) => (i < radialBins ? underNoise(value, visibleNoise) : value));
}

/** Descriptor of the negative of a picture: the same spectrum, quantiles mirrored. */
export function negated(picture: Float64Array): Float64Array {
  const result = picture.slice();
  for (let i = 0; i < quantileCount; i++) {
    result[radialBins + i] = -picture[radialBins + quantileCount - 1 - i];
  }
  return result;
}

/** Quantiles 0, 1/10, … 1 by linear interpolation between order statistics. */
function quantiles(field: ArrayLike<number>): Float64Array {
  const sorted = Float64Array.from(field).toSorted();
  return Float64Array.from({ length: quantileCount }, (_, i) => {
    const position = (i / (quantileCount - 1)) * (sorted.length - 1);
    const below = Math.floor(position);
    const above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  });
}

/**
 * The space distances are measured in: every number is divided by its standard deviation over training patterns, the groups (spectrum,
 * quantiles, moments) weigh the same however many numbers they have. It serves both kinds of descriptor.
 */
export class DescriptorSpace {
  readonly mean: Float64Array;
  /** Standard deviations; 1 where the training patterns do not differ. */
  readonly scale: Float64Array;

  constructor(mean: ArrayLike<number>, scale: ArrayLike<number>) {
    this.mean = Float64Array.from(mean);
    this.scale = Float64Array.from(scale);
  }

  /**
   * Statistics of training patterns, one descriptor each. `smallestScale`: no number counts for more than one that varies by this much; it
   * keeps numbers that hardly differ among the training patterns from deciding distances to an example that was measured with
   * errors. Throws RangeError when there are no patterns.
   */
  static fit(descriptors: readonly Float64Array[], smallestScale = 0): DescriptorSpace {
    if (descriptors.length === 0) throw new RangeError('a descriptor space needs training patterns');
    const length = descriptors[0].length;
    const columns = Array.from({ length }, (_, i) => moments(descriptors.map((d) => d[i])));
    return new DescriptorSpace(
      columns.map((column) => column.mean),
      columns.map((column) => Math.max(smallestScale, column.std > 1e-9 ? column.std : 1)),
    );
  }

  /** z-scores, the coordinates distances are made of. */
  standardise(d: Float64Array): Float64Array {
    return d.map((value, i) => (value - this.mean[i]) / this.scale[i]);
  }

  /**
   * Root mean square difference of z-scores by group, and over the groups. For pictures `moments` is 0 and does not
   * count.
   */
  distance(first: Float64Array, second: Float64Array): PatternDistance {
    const group = (from: number, to: number) => {
      let sum = 0;
      for (let i = from; i < to; i++) sum += ((first[i] - second[i]) / this.scale[i]) ** 2;
      return to > from ? sum / (to - from) : 0;
    };
    const spectrum = group(0, radialBins);
    const intensity = group(radialBins, radialBins + quantileCount);
    const ofMoments = group(radialBins + quantileCount, this.scale.length);
    const groups = this.scale.length > radialBins + quantileCount ? 3 : 2;
    return {
      total: Math.sqrt((spectrum + intensity + ofMoments) / groups),
      spectrum: Math.sqrt(spectrum),
      intensity: Math.sqrt(intensity),
      moments: Math.sqrt(ofMoments),
    };
  }

  /** Distance of two pictures whose signs are unknown: that of the better sign. */
  pictureDistance(first: Float64Array, second: Float64Array): PatternDistance {
    const same = this.distance(first, second);
    const opposite = this.distance(negated(first), second);
    return same.total <= opposite.total ? same : opposite;
  }
}
