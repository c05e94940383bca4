import type { ArrayRecord, GrayScottParameters, Measured } from '../../../../preload/contract/index.ts';
import {
  descriptorLength,
  DescriptorSpace,
  descriptor,
  visible,
  visibleScale,
} from '../../../physics/gray-scott/index.ts';
import { parametersOf, type Patterns } from '../../gray-scott/patterns.ts';
import { arrayNamed } from '../stored.ts';
import {
  fieldComparison,
  pictureComparison,
  toPictureDescriptor,
  visibleComparison,
  type Comparison,
} from './scoring.ts';

/** Most training patterns a model carries along. */
const limit = 5000;

/**
 * Training patterns as a model carries them: enough to look the nearest ones up and to grow them again, to measure distances in
 * the space they span, and to show where an example lies among them.
 */
export class TrainingReference {
  readonly count: number;
  /** Rows of Da, Db, F, k. */
  readonly parameters: Float64Array;
  readonly seeds: Uint32Array;
  /** Descriptors of both fields, rows of 30. */
  readonly descriptors: Float32Array;
  /** Macrostates φv, rows of the macro dimension. */
  readonly macrostates: Float32Array;
  /** The ways to compare patterns, in the space that these span. */
  readonly comparisons: Record<Comparison['name'], Comparison>;

  constructor(parts: {
    parameters: Float64Array;
    seeds: Uint32Array;
    descriptors: Float32Array;
    macrostates: Float32Array;
  }) {
    this.parameters = parts.parameters;
    this.seeds = parts.seeds;
    this.descriptors = parts.descriptors;
    this.macrostates = parts.macrostates;
    this.count = parts.seeds.length;
    const rows = Array.from({ length: this.count }, (_, i) => this.descriptorOf(i));
    const pictures = rows.map(toPictureDescriptor);
    this.comparisons = {
      fields: fieldComparison(DescriptorSpace.fit(rows)),
      picture: pictureComparison(DescriptorSpace.fit(pictures)),
      visible: visibleComparison(DescriptorSpace.fit(pictures.map(visible), visibleScale)),
    };
  }

  static load(arrays: ArrayRecord): TrainingReference {
    return new TrainingReference({
      parameters: arrayNamed(arrays, 'reference.parameters', Float64Array),
      seeds: arrayNamed(arrays, 'reference.seeds', Uint32Array),
      descriptors: arrayNamed(arrays, 'reference.descriptors', Float32Array),
      macrostates: arrayNamed(arrays, 'reference.macrostates', Float32Array),
    });
  }

  save(): ArrayRecord {
    const { count, parameters, seeds, descriptors, macrostates } = this;
    return {
      'reference.parameters': { shape: [count, 4], data: parameters },
      'reference.seeds': { shape: [count], data: seeds },
      'reference.descriptors': { shape: [count, descriptorLength], data: descriptors },
      'reference.macrostates': { shape: [count, macrostates.length / count], data: macrostates },
    };
  }

  descriptorOf(index: number): Float64Array {
    return Float64Array.from(
      this.descriptors.subarray(index * descriptorLength, (index + 1) * descriptorLength),
    );
  }

  parametersOf(index: number): GrayScottParameters {
    return parametersOf(this, index);
  }
}

/** How many of so many training patterns a model carries. */
export function referenceCount(patterns: number): number {
  return Math.min(patterns, limit);
}

/** Descriptors of the first `count` patterns, rows of 30. */
export function describePatterns(patterns: Patterns, count: number): Float32Array {
  const { size, a, b } = patterns;
  const cells = size * size;
  const rows = new Float32Array(count * descriptorLength);
  for (let i = 0; i < count; i++) {
    const plane = (field: Float32Array) => field.subarray(i * cells, (i + 1) * cells);
    rows.set(descriptor(plane(a), plane(b), size), i * descriptorLength);
  }
  return rows;
}

/** Typical distances behind a score where the example's own are not known. */
export interface TypicalDistances {
  /** Same parameters, new seed. */
  floor: Measured;
}
