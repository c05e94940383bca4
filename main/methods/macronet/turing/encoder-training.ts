import type { PatternGeneration, SpecOf } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../compute/random.ts';
import {
  Flow,
  gaussianNegativeLogLikelihood,
  SimdEngine,
  squaredDistance,
  type ConvolutionEncoder,
  type Module,
} from '../../../compute/simd/index.ts';
import type { Patterns } from '../../gray-scott/patterns.ts';
import { flowCoordinatesOf, parameterBox, parameterDimension } from '../coordinates.ts';
import { agreement } from '../flow-pair.ts';
import { degrade, randomDegradation } from '../pictures/degradation.ts';
import { moveField, randomIsometry } from '../pictures/symmetry.ts';
import { fitStandardisation, type Standardisation } from '../statistics/standardisation.ts';
import { mean, standardDeviation } from '../statistics/quantiles.ts';
import type { Losses } from '../training.ts';
import { createEncoder, EncoderReader, encoderOutputs, type EncoderInput } from './encoder-reader.ts';
import { fieldFeatures, pictureFeatures } from './features.ts';
import type { ObservedPattern } from './observation.ts';
import { split } from './training-data.ts';

/** Most noise on the standardised spectral features while training on both fields: what keeps them from telling more than is seen. */
const featureTolerance = 0.2;
/** Share of training pictures that are windows into a larger pattern, as those of users are. */
const windowShare = 0.5;
const heldOutExamples = 192;
const standardisationPictures = 1000;

/** Flow φu and, conditioned on the encoder's output, the flow of the posterior head. */
export function createFlows(
  spec: SpecOf<'turing-cnn'>,
  engine: SimdEngine,
): { flowU: Flow; posterior: Flow } {
  return {
    flowU: Flow.fromSpec(engine, {
      name: 'flowU',
      dimension: parameterDimension,
      spec: spec.flowU,
      stream: new RandomStream(spec.seed, 'weights of φu'),
    }),
    posterior: Flow.fromSpec(engine, {
      name: 'posterior',
      dimension: parameterDimension,
      spec: { ...spec.flowU, layers: spec.posterior.layers, width: spec.posterior.width },
      condition: encoderOutputs(spec),
      stream: new RandomStream(spec.seed, 'weights of the posterior head'),
    }),
  };
}

/** Everything a training of the CNN works on: networks, patterns, and the losses of a batch. */
export class EncoderTraining {
  readonly engine: SimdEngine;
  readonly encoder: ConvolutionEncoder;
  readonly flowU: Flow;
  readonly posterior: Flow;
  readonly reader: EncoderReader;
  /** Flow coordinates of all patterns, rows of 4. */
  readonly u: Float32Array;
  readonly #spec: SpecOf<'turing-cnn'>;
  readonly #patterns: Patterns;
  readonly #training: number;
  /** Features of both fields as they are, for every pattern; empty for pictures. */
  readonly #clean: readonly Float64Array[];
  readonly #features: Standardisation;
  readonly #heldOut: { inputs: EncoderInput[]; u: Float32Array };

  constructor(spec: SpecOf<'turing-cnn'>, patterns: Patterns, generation: PatternGeneration) {
    const { size, count } = patterns;
    this.#spec = spec;
    this.#patterns = patterns;
    this.#training = split(count).training;
    this.engine = new SimdEngine({ capacity: 2 ** 30 });
    this.u = flowCoordinatesOf(patterns.parameters, parameterBox(generation));
    this.encoder = createEncoder(spec, size, this.engine);
    const flows = createFlows(spec, this.engine);
    this.flowU = flows.flowU;
    this.posterior = flows.posterior;
    this.#clean = spec.observation === 'fields' ? this.#cleanFeatures() : [];
    this.#features = this.#measureFeatures();
    this.reader = new EncoderReader({
      spec,
      engine: this.engine,
      encoder: this.encoder,
      size,
      planes: this.#measurePlanes(),
      features: this.#features,
    });
    const chosen = Array.from(
      { length: Math.min(heldOutExamples, count - this.#training) },
      (_, i) => this.#training + i,
    );
    this.#heldOut = { inputs: this.#observed(chosen, 'held-out pictures'), u: this.#coordinates(chosen) };
  }

  get modules(): Module[] {
    return [this.encoder, this.flowU, this.posterior];
  }

  /** Sets data-dependent layers of the flows from training patterns. */
  initialise(): void {
    const chosen = Array.from({ length: Math.min(256, this.#training) }, (_, i) => i);
    const u = this.#coordinates(chosen);
    const readings = this.reader.readInputs(this.#observed(chosen, 'first pictures'));
    const conditions = Float32Array.from(readings.flatMap(({ condition }) => Array.from(condition)));
    const { engine } = this;
    engine.scope(() => {
      const x = engine.zeros(parameterDimension, chosen.length).setExamples(u);
      this.flowU.initialise(x);
      this.posterior.initialise(
        x,
        engine.zeros(this.reader.conditionDimension, chosen.length).setExamples(conditions),
      );
    });
  }

  /** Losses of a random batch, with gradients. */
  step(stream: RandomStream): Losses {
    const chosen = Array.from({ length: this.#spec.batch }, () => stream.integer(this.#training));
    const inputs = chosen.map((index) => this.#disturbed(index, stream));
    return this.#loss(inputs, this.#coordinates(chosen), true);
  }

  heldOut(): Losses {
    return this.#loss(this.#heldOut.inputs, this.#heldOut.u, false);
  }

  /** Patterns as a user would show them: fields as they are, pictures degraded at random. */
  observe(indices: readonly number[], name: string): ObservedPattern[] {
    const { size } = this.#patterns;
    const stream = new RandomStream(this.#spec.seed, name);
    return indices.map((index) =>
      this.#spec.observation === 'fields'
        ? { observation: 'fields', size, a: this.#plane('a', index), b: this.#plane('b', index) }
        : { observation: 'picture', size, picture: this.#picture(this.#plane('b', index), stream) },
    );
  }

  /**
   * L = |φu(u) − β|² + γ NLL_u + w NLL(u | encoder's output). There is no NLL_v: the encoder is not invertible, and NLL_u alone
   * keeps the macrostate from collapsing.
   */
  #loss(inputs: readonly EncoderInput[], u: Float32Array, learn: boolean): Losses {
    const { engine, flowU, posterior } = this;
    const { macroDimension, gamma } = this.#spec;
    const { weight } = this.#spec.posterior;
    const batch = inputs.length;
    const encoded = this.reader.encode(inputs);
    const dOutput = engine.zeros(encoded.output.rows, batch);
    const x = engine.zeros(parameterDimension, batch).setExamples(u);
    const passU = flowU.forward(x);
    const dU = engine.zeros(parameterDimension, batch);
    const dLogU = engine.zeros(1, batch);
    const macroU = passU.z.slice(0, macroDimension);
    const macroV = encoded.output.slice(0, macroDimension);
    const prediction = squaredDistance(
      macroU,
      macroV,
      1,
      dU.slice(0, macroDimension),
      dOutput.slice(0, macroDimension),
    );
    const density = gaussianNegativeLogLikelihood(passU.z, passU.logDeterminant, gamma, dU, dLogU);
    const passP = posterior.forward(x, encoded.output);
    const dP = engine.zeros(parameterDimension, batch);
    const dLogP = engine.zeros(1, batch);
    const posteriorLoss = gaussianNegativeLogLikelihood(passP.z, passP.logDeterminant, weight, dP, dLogP);
    if (learn) {
      passU.backward(dU, dLogU);
      passP.backward(dP, dLogP, dOutput);
      encoded.backward(dOutput);
    }
    return {
      total: prediction + gamma * density + weight * posteriorLoss,
      prediction,
      'density of u': density,
      posterior: posteriorLoss,
      ...(learn ? {} : agreement(macroU, macroV)),
    };
  }

  /** A training example: moved by a random isometry, with pixel noise or degraded to a picture. */
  #disturbed(index: number, stream: RandomStream): EncoderInput {
    const { size } = this.#patterns;
    const isometry = randomIsometry(size, stream);
    const moved = (name: 'a' | 'b') => {
      const target = new Float32Array(size * size);
      moveField(this.#plane(name, index), size, isometry, target);
      return target;
    };
    if (this.#spec.observation === 'picture') {
      const picture = this.#picture(moved('b'), stream);
      return { planes: [picture], features: pictureFeatures(picture, size, this.#spec.noise) };
    }
    const planes = [moved('a'), moved('b')];
    // From none to all of it: grown patterns have no noise, and must not be strangers.
    const share = stream.uniform();
    for (const plane of planes) {
      for (let i = 0; i < plane.length; i++) plane[i] += share * this.#spec.noise * stream.normal();
    }
    const { deviation } = this.#features;
    const features = this.#clean[index].map(
      (value, i) => value + share * featureTolerance * deviation[i] * stream.normal(),
    );
    return { planes, features };
  }

  #picture(field: Float32Array, stream: RandomStream): Float32Array {
    const { noise, unknownZoom } = this.#spec;
    const degradation = randomDegradation(
      { noise: pictureNoise(noise), unknownZoom, windows: windowShare },
      stream,
    );
    return degrade(field, this.#patterns.size, degradation, stream);
  }

  #observed(indices: readonly number[], name: string): EncoderInput[] {
    const { size } = this.#patterns;
    return this.observe(indices, name).map((pattern, i) => {
      if (pattern.observation === 'fields') {
        return { planes: [pattern.a, pattern.b], features: this.#clean[indices[i]] };
      }
      const { picture } = pattern;
      return { planes: [picture], features: pictureFeatures(picture, size, this.#spec.noise) };
    });
  }

  #plane(name: 'a' | 'b', index: number): Float32Array {
    const cells = this.#patterns.size ** 2;
    return this.#patterns[name].subarray(index * cells, (index + 1) * cells);
  }

  #coordinates(indices: readonly number[]): Float32Array {
    const u = new Float32Array(indices.length * parameterDimension);
    indices.forEach((index, i) => {
      const start = index * parameterDimension;
      u.set(this.u.subarray(start, start + parameterDimension), i * parameterDimension);
    });
    return u;
  }

  #cleanFeatures(): Float64Array[] {
    const { size, count } = this.#patterns;
    return Array.from({ length: count }, (_, i) =>
      fieldFeatures(this.#plane('a', i), this.#plane('b', i), size, this.#spec.noise),
    );
  }

  #measureFeatures(): Standardisation {
    const { size } = this.#patterns;
    const rows =
      this.#spec.observation === 'fields'
        ? this.#clean.slice(0, this.#training)
        : this.observe(
            Array.from({ length: Math.min(standardisationPictures, this.#training) }, (_, i) => i),
            'standardisation of pictures',
          ).map((pattern) =>
            pattern.observation === 'picture'
              ? pictureFeatures(pattern.picture, size, this.#spec.noise)
              : new Float64Array(0),
          );
    return fitStandardisation(Float64Array.from(rows.flatMap((row) => Array.from(row))), rows[0].length);
  }

  #measurePlanes(): Standardisation {
    if (this.#spec.observation === 'picture')
      return { mean: Float64Array.of(0), deviation: Float64Array.of(1) };
    const { a, b } = this.#patterns;
    return {
      mean: Float64Array.of(mean(a), mean(b)),
      deviation: Float64Array.of(standardDeviation(a), standardDeviation(b)),
    };
  }
}

/** Largest pixel noise of a degraded picture, in its standard deviations, from the noise on concentrations. */
function pictureNoise(noise: number): number {
  return 5 * noise;
}
