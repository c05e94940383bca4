import type { ArrayRecord, SpecOf } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../compute/random.ts';
import {
  ConvolutionEncoder,
  saveModules,
  type EncoderPass,
  type Matrix,
  type SimdEngine,
} from '../../../compute/simd/index.ts';
import { structureFeatures } from '../pictures/structure.ts';
import { standardise, type Standardisation } from '../statistics/standardisation.ts';
import { standardisationArrays } from '../stored.ts';
import { fieldFeatureCount, fieldFeatures, pictureFeatureCount, pictureFeatures } from './features.ts';
import { asPicture, type ObservedPattern } from './observation.ts';
import type { PatternReader, Reading } from './pattern-reader.ts';

/** Outputs of the encoder beyond the macrostate: what else the posterior head is told. */
const contextDimension = 24;
/** Patterns encoded in one pass. */
const chunk = 64;

/** Encoder of a specification, with room for the spectral features beside what the convolutions find. */
export function createEncoder(
  spec: SpecOf<'turing-cnn'>,
  size: number,
  engine: SimdEngine,
): ConvolutionEncoder {
  return new ConvolutionEncoder(engine, {
    name: 'encoder',
    inputChannels: channelsOf(spec),
    size,
    channels: spec.channels,
    extra: featureCountOf(spec),
    outputs: encoderOutputs(spec),
    stream: new RandomStream(spec.seed, 'weights of the encoder'),
  });
}

/** Rows of the encoder's output: the macrostate, then the context of the posterior head. */
export function encoderOutputs({ macroDimension }: SpecOf<'turing-cnn'>): number {
  return macroDimension + contextDimension;
}

export function channelsOf({ observation }: SpecOf<'turing-cnn'>): number {
  return observation === 'fields' ? 2 : 1;
}

export function featureCountOf({ observation }: SpecOf<'turing-cnn'>): number {
  return observation === 'fields' ? fieldFeatureCount : pictureFeatureCount;
}

/** Images and features of one pattern as the encoder is given them, before standardisation. */
export interface EncoderInput {
  /** a then b in their units, or the normalised picture; n² each. */
  planes: readonly Float32Array[];
  features: Float64Array;
}

/** The CNN's side of the pattern: circular convolutions and spectral features into one head. */
export class EncoderReader implements PatternReader {
  readonly observation: 'fields' | 'picture';
  readonly size: number;
  readonly conditionDimension: number;
  readonly gauges: PatternReader['gauges'];
  readonly #spec: SpecOf<'turing-cnn'>;
  readonly #engine: SimdEngine;
  readonly #encoder: ConvolutionEncoder;
  readonly #planes: Standardisation;
  readonly #features: Standardisation;

  constructor(parts: {
    spec: SpecOf<'turing-cnn'>;
    engine: SimdEngine;
    encoder: ConvolutionEncoder;
    size: number;
    /** Of a and b over all training pixels; pictures are normalised one by one and have mean 0, deviation 1. */
    planes: Standardisation;
    features: Standardisation;
  }) {
    this.observation = parts.spec.observation;
    this.size = parts.size;
    this.conditionDimension = encoderOutputs(parts.spec);
    this.gauges =
      this.observation === 'fields'
        ? [{ name: 'spectrum', to: 'neighbours', whitened: false }]
        : [
            { name: 'encoder', to: 'neighbours', whitened: true },
            { name: 'structure', to: 'neighbours', whitened: false },
          ];
    this.#spec = parts.spec;
    this.#engine = parts.engine;
    this.#encoder = parts.encoder;
    this.#planes = parts.planes;
    this.#features = parts.features;
  }

  /** What the encoder is given of a pattern. */
  prepare(pattern: ObservedPattern): EncoderInput {
    if (this.observation === 'picture') {
      const picture = asPicture(pattern);
      return { planes: [picture], features: pictureFeatures(picture, this.size, this.#spec.noise) };
    }
    if (pattern.observation !== 'fields') throw new TypeError('this encoder reads both fields');
    return {
      planes: [pattern.a, pattern.b],
      features: fieldFeatures(pattern.a, pattern.b, this.size, this.#spec.noise),
    };
  }

  /** One pass of the encoder, in the current scope of the engine. */
  encode(inputs: readonly EncoderInput[]): EncoderPass {
    const { mean, deviation } = this.#planes;
    const cells = this.size * this.size;
    const channels = mean.length;
    const images = this.#engine.floats(inputs.length * channels * cells);
    inputs.forEach(({ planes }, example) => {
      planes.forEach((plane, channel) => {
        const start = (example * channels + channel) * cells;
        const factor = 1 / deviation[channel];
        for (let i = 0; i < cells; i++) images[start + i] = (plane[i] - mean[channel]) * factor;
      });
    });
    const width = this.#features.mean.length;
    const rows = new Float64Array(inputs.length * width);
    inputs.forEach(({ features }, i) => rows.set(features, i * width));
    const extra: Matrix = this.#engine
      .zeros(width, inputs.length)
      .setExamples(standardise(rows, this.#features));
    return this.#encoder.forward(images, inputs.length, extra);
  }

  read(patterns: readonly ObservedPattern[]): Reading[] {
    const readings: Reading[] = [];
    for (let start = 0; start < patterns.length; start += chunk) {
      const inputs = patterns.slice(start, start + chunk).map((pattern) => this.prepare(pattern));
      readings.push(...this.readInputs(inputs));
    }
    return readings;
  }

  /** Readings of one chunk of prepared patterns. */
  readInputs(inputs: readonly EncoderInput[]): Reading[] {
    return this.#engine.scope(() => {
      const { output, pooled } = this.encode(inputs);
      const rows = output.toExamples();
      // What the convolutions found, without the input's own moments and the features given beside it.
      const found = pooled.slice(0, 2 * this.#spec.channels[3]).toExamples();
      const width = found.length / inputs.length;
      return inputs.map(({ planes, features }, i) => {
        const condition = rows.slice(i * output.rows, (i + 1) * output.rows);
        return {
          macrostate: Float64Array.from(condition.subarray(0, this.#spec.macroDimension)),
          condition,
          features:
            this.observation === 'fields'
              ? [features]
              : [found.slice(i * width, (i + 1) * width), structureFeatures(planes[0], this.size)],
        };
      });
    });
  }

  save(): ArrayRecord {
    return {
      ...saveModules([this.#encoder]),
      ...standardisationArrays('planes', this.#planes),
      ...standardisationArrays('features', this.#features),
    };
  }
}
