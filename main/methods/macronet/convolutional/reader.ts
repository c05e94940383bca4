import * as tf from '@tensorflow/tfjs-core';
import type { ArrayRecord, SpecOf } from '../../../../preload/contract/index.ts';
import { chooseBackend } from '../../../compute/backends/index.ts';
import { RandomStream } from '../../../compute/random.ts';
import type { Standardisation } from '../statistics/standardisation.ts';
import { readStandardisation, standardisationArrays } from '../stored.ts';
import { fieldFeatures } from '../turing/features.ts';
import type { ObservedPattern } from '../turing/observation.ts';
import type { PatternReader, Reading } from '../turing/pattern-reader.ts';
import { MultiScaleFlow } from './multi-scale-flow.ts';
import { TensorWeights } from '../../../compute/tensors/weights.ts';

export type ConvolutionalSpec = SpecOf<'turing-convolutional'>;

/** Fields a and b. */
export const fieldCount = 2;
/** Patterns in one pass. */
const chunk = 32;

/** φv of a specification for patterns of this size, with initial weights drawn from the specification's seed. */
export function createFlowV(spec: ConvolutionalSpec, size: number, weights: TensorWeights): MultiScaleFlow {
  return new MultiScaleFlow({
    weights,
    size,
    channels: fieldCount,
    squeeze: spec.squeeze,
    scales: spec.scales,
    couplings: spec.couplings,
    hidden: spec.hidden,
    head: spec.head,
    clamp: spec.clamp,
    stream: new RandomStream(spec.seed, 'weights of φv'),
  });
}

/** Fields a and b of one pattern, n² each. */
export interface Fields {
  a: Float32Array;
  b: Float32Array;
}

/** Standardised patterns as the flow takes them, [count, size, size, 2]. Within tf.tidy. */
export function imagesOf(patterns: readonly Fields[], size: number, planes: Standardisation): tf.Tensor4D {
  const cells = size * size;
  const values = new Float32Array(patterns.length * cells * fieldCount);
  const [meanA, meanB] = planes.mean;
  const [deviationA, deviationB] = planes.deviation;
  let t = 0;
  for (const { a, b } of patterns) {
    for (let i = 0; i < cells; i++) {
      values[t++] = (a[i] - meanA) / deviationA;
      values[t++] = (b[i] - meanB) / deviationB;
    }
  }
  return tf.tensor4d(values, [patterns.length, size, size, fieldCount]);
}

/**
 * The convolutional flow's side of the pattern. It reads on the wasm backend whatever it was trained on: a reading is small, must be
 * there at once, and should be the same everywhere.
 */
export class ConvolutionalReader implements PatternReader {
  readonly observation = 'fields';
  readonly size: number;
  readonly conditionDimension = 0;
  readonly gauges = [{ name: 'spectrum', to: 'neighbours', whitened: false }] as const;
  readonly #spec: ConvolutionalSpec;
  readonly #flow: MultiScaleFlow;
  readonly #planes: Standardisation;
  readonly #arrays: ArrayRecord;

  /** @param arrays weights of φv and `planes.mean`, `planes.deviation`; throws HostError 'bad-file' where they don't fit */
  static async load(
    spec: ConvolutionalSpec,
    size: number,
    arrays: ArrayRecord,
  ): Promise<ConvolutionalReader> {
    await chooseBackend('wasm');
    return new ConvolutionalReader(spec, size, arrays);
  }

  private constructor(spec: ConvolutionalSpec, size: number, arrays: ArrayRecord) {
    const weights = new TensorWeights();
    this.size = size;
    this.#spec = spec;
    this.#flow = createFlowV(spec, size, weights);
    weights.restore(arrays);
    this.#planes = readStandardisation(arrays, 'planes', fieldCount);
    this.#arrays = { ...weights.pick(arrays), ...standardisationArrays('planes', this.#planes) };
  }

  read(patterns: readonly ObservedPattern[]): Reading[] {
    const { size } = this;
    const { macroDimension } = this.#spec;
    const readings: Reading[] = [];
    for (let start = 0; start < patterns.length; start += chunk) {
      const fields = patterns.slice(start, start + chunk).map((pattern) => {
        if (pattern.observation !== 'fields') throw new TypeError('the convolutional flow reads both fields');
        return pattern;
      });
      const head = tf.tidy(() => {
        const { latent } = this.#flow.forward(imagesOf(fields, size, this.#planes));
        return latent.head.dataSync();
      });
      fields.forEach(({ a, b }, i) => {
        const first = i * this.#flow.headDimension;
        readings.push({
          macrostate: Float64Array.from(head.subarray(first, first + macroDimension)),
          condition: new Float32Array(0),
          features: [fieldFeatures(a, b, size, 0)],
        });
      });
    }
    return readings;
  }

  save(): ArrayRecord {
    return this.#arrays;
  }
}
