import type { PatternDistance } from '../../../../preload/contract/index.ts';
import { isPeriodic } from '../../../data/picture.ts';
import {
  descriptor,
  descriptorLength,
  pictureDescriptor,
  pictureDescriptorLength,
  radialBins,
  visible,
  type DescriptorSpace,
} from '../../../physics/gray-scott/index.ts';
import type { ObservedPattern } from './observation.ts';

const quantiles = pictureDescriptorLength - radialBins;
const meanOfB = descriptorLength - 2;
const deviationOfB = descriptorLength - 1;

/**
 * The picture descriptor of a pattern's b from the descriptor of both fields: normalising a field shifts its log spectrum and
 * its quantiles, nothing else.
 */
export function toPictureDescriptor(fields: Float64Array): Float64Array {
  const deviation = fields[deviationOfB] > 0 ? fields[deviationOfB] : 1;
  const picture = new Float64Array(pictureDescriptorLength);
  for (let i = 0; i < radialBins; i++) picture[i] = fields[i] - 2 * Math.log10(deviation);
  for (let i = radialBins; i < radialBins + quantiles; i++) {
    picture[i] = (fields[i] - fields[meanOfB]) / deviation;
  }
  return picture;
}

/** The descriptor of an example as it is compared with grown patterns: of both fields, or of what one picture shows. */
export function describeExample(pattern: ObservedPattern): Float64Array {
  const { size } = pattern;
  if (pattern.observation === 'fields') return descriptor(pattern.a, pattern.b, size);
  const { picture } = pattern;
  return pictureDescriptor(picture, size, !isPeriodic({ shape: [size, size], data: picture }));
}

function shown(d: Float64Array): Float64Array {
  return d.length === descriptorLength ? toPictureDescriptor(d) : d;
}

/** How two patterns are compared: by both fields; as pictures of unknown contrast and sign; or as far as real pictures show it. */
export interface Comparison {
  name: 'fields' | 'picture' | 'visible';
  /** From descriptors of both fields (30 numbers) or, for pictures, of either kind brought to 27. */
  distance(first: Float64Array, second: Float64Array): PatternDistance;
}

export function fieldComparison(space: DescriptorSpace): Comparison {
  return { name: 'fields', distance: (first, second) => space.distance(first, second) };
}

export function pictureComparison(space: DescriptorSpace): Comparison {
  return {
    name: 'picture',
    distance: (first, second) => space.pictureDistance(shown(first), shown(second)),
  };
}

/** The same under the noise that real pictures have: what designs are searched and judged by when the example is one. */
export function visibleComparison(space: DescriptorSpace): Comparison {
  return {
    name: 'visible',
    distance: (first, second) => space.pictureDistance(visible(shown(first)), visible(shown(second))),
  };
}

/**
 * (d_random − d) / (d_random − d_floor): 1 is as close as the same parameters from a new seed, 0 is a random pattern. NaN where
 * the two references do not differ.
 */
export function score(distance: number, floor: number, random: number): number {
  return random > floor ? (random - distance) / (random - floor) : Number.NaN;
}
