import * as tf from '@tensorflow/tfjs-core';
import type { ArrayRecord, FieldPreview, PatternGeneration } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../compute/random.ts';
import {
  Adam,
  Flow,
  gaussianNegativeLogLikelihood,
  restoreModules,
  saveModules,
  SimdEngine,
  squaredDistance,
} from '../../../compute/simd/index.ts';
import type { Patterns } from '../../gray-scott/patterns.ts';
import { flowCoordinatesOf, parameterBox, parameterDimension } from '../coordinates.ts';
import { agreement } from '../flow-pair.ts';
import { moveField, randomIsometry } from '../pictures/symmetry.ts';
import { mean, standardDeviation } from '../statistics/quantiles.ts';
import type { Standardisation } from '../statistics/standardisation.ts';
import { standardisationArrays } from '../stored.ts';
import type { Losses } from '../training.ts';
import { split } from '../turing/training-data.ts';
import { TensorAdam } from '../../../compute/tensors/adam.ts';
import { negativeLogLikelihood, type MultiScaleFlow } from './multi-scale-flow.ts';
import { createFlowV, imagesOf, type ConvolutionalSpec, type Fields } from './reader.ts';
import { TensorWeights } from '../../../compute/tensors/weights.ts';

const heldOutExamples = 64;
/** Temperature of sampled pictures: at 1 a flow's rare outliers are what one sees. */
const sampleTemperature = 0.7;

/**
 * MacroNet with a convolutional flow for φv on tensors and φu on the SIMD engine. The loss is that of `FlowPair`, with one
 * difference: NLL_v is taken per dimension and weighed as if v had as many dimensions as u, for thousands of pixels would
 * otherwise drown the prediction.
 */
export class ConvolutionalTraining {
  readonly engine = new SimdEngine();
  readonly flowU: Flow;
  /** Flow coordinates of all patterns, rows of 4. */
  readonly u: Float32Array;
  readonly #spec: ConvolutionalSpec;
  readonly #patterns: Patterns;
  readonly #training: number;
  readonly #planes: Standardisation;
  readonly #weights = new TensorWeights();
  readonly #flowV: MultiScaleFlow;
  readonly #adamU: Adam;
  readonly #adamV: TensorAdam;

  /** On the current tensor backend. */
  constructor(spec: ConvolutionalSpec, patterns: Patterns, generation: PatternGeneration) {
    this.#spec = spec;
    this.#patterns = patterns;
    this.#training = split(patterns.count).training;
    this.u = flowCoordinatesOf(patterns.parameters, parameterBox(generation));
    this.flowU = Flow.fromSpec(this.engine, {
      name: 'flowU',
      dimension: parameterDimension,
      spec: spec.flowU,
      stream: new RandomStream(spec.seed, 'weights of φu'),
    });
    const { a, b } = patterns;
    this.#planes = {
      mean: Float64Array.of(mean(a), mean(b)),
      deviation: Float64Array.of(standardDeviation(a), standardDeviation(b)),
    };
    this.#flowV = createFlowV(spec, patterns.size, this.#weights);
    const { clip } = spec.optimiser;
    this.#adamU = new Adam(this.engine, this.flowU.parameters(), { clip });
    this.#adamV = new TensorAdam(this.#weights, { clip });
    const first = Array.from({ length: Math.min(256, this.#training) }, (_, i) => i);
    this.engine.scope(() => this.flowU.initialise(this.#coordinates(first)));
    const disturbing = new RandomStream(spec.seed, 'first patterns');
    tf.tidy(() => {
      const fields = first.slice(0, heldOutExamples).map((index) => this.#disturbed(index, disturbing));
      this.#flowV.initialise(imagesOf(fields, patterns.size, this.#planes));
    });
  }

  /** Trained numbers of φv. */
  get parameterCount(): number {
    return this.#weights.count;
  }

  /** One optimiser step on a random batch. */
  async step(stream: RandomStream, learningRate: number): Promise<Losses> {
    const { gamma, batch } = this.#spec;
    const chosen = Array.from({ length: batch }, () => stream.integer(this.#training));
    const fields = chosen.map((index) => this.#disturbed(index, stream));
    const macroU = this.#macrostatesU(chosen);
    const images = tf.tidy(() => imagesOf(fields, this.#patterns.size, this.#planes));
    const kept: { macro?: tf.Tensor; density?: tf.Tensor } = {};
    this.#adamV
      .minimise(() => {
        const { prediction, density, macro, weight } = this.#lossV(images, macroU);
        kept.macro = tf.keep(macro);
        kept.density = tf.keep(density);
        return tf.add(prediction, tf.mul(gamma * weight, density));
      }, learningRate)
      .dispose();
    const { macro, density } = kept;
    if (!macro || !density) throw new Error('the loss was not evaluated');
    const macroV = await macro.data();
    const [densityV] = await density.data();
    tf.dispose([images, macro, density]);
    const losses = this.#lossU(chosen, macroV, densityV, true);
    this.#adamU.step(learningRate);
    return losses;
  }

  /** The losses on patterns that are never trained on. */
  async heldOut(): Promise<Losses> {
    const { count, size } = this.#patterns;
    const chosen = Array.from(
      { length: Math.min(heldOutExamples, count - this.#training) },
      (_, i) => this.#training + i,
    );
    const macroU = this.#macrostatesU(chosen);
    const { macro, density } = tf.tidy(() => {
      const images = imagesOf(
        chosen.map((index) => this.#fields(index)),
        size,
        this.#planes,
      );
      const parts = this.#lossV(images, macroU);
      return { macro: parts.macro, density: parts.density };
    });
    const macroV = await macro.data();
    const [densityV] = await density.data();
    tf.dispose([macro, density]);
    return this.#lossU(chosen, macroV, densityV, false);
  }

  /** Field b of a held-out pattern, and of one drawn from its macrostate, φv⁻¹(β, z). */
  async sample(stream: RandomStream): Promise<FieldPreview[]> {
    const { size, count } = this.#patterns;
    const { macroDimension } = this.#spec;
    const example = this.#fields(this.#training + stream.integer(count - this.#training));
    const drawn = tf.tidy(() => {
      const { latent } = this.#flowV.forward(imagesOf([example], size, this.#planes));
      const macro = tf.slice2d(latent.head, [0, 0], [1, macroDimension]);
      const rest = noise(stream, [1, this.#flowV.headDimension - macroDimension]);
      const image = this.#flowV.inverse({
        head: tf.concat([macro, rest], 1) as tf.Tensor2D,
        factored: latent.factored.map(({ shape }) => noise(stream, shape)),
      });
      return tf.reshape(tf.slice4d(image, [0, 0, 0, 1], [1, size, size, 1]), [size * size]);
    });
    const values = await drawn.data();
    drawn.dispose();
    const data = Float32Array.from(
      values,
      (value) => value * this.#planes.deviation[1] + this.#planes.mean[1],
    );
    return [
      { width: size, height: size, data: example.b.slice(), label: 'b, held out' },
      { width: size, height: size, data, label: 'b, from the same macrostate' },
    ];
  }

  /** Weights of φu and φv and what standardises v. */
  async save(): Promise<ArrayRecord> {
    return {
      ...saveModules([this.flowU]),
      ...(await this.#weights.save()),
      ...standardisationArrays('planes', this.#planes),
    };
  }

  /** Also the optimisers: all that the next step depends on. */
  async checkpoint(): Promise<ArrayRecord> {
    return {
      ...(await this.save()),
      ...prefixed('u.', this.#adamU.save()),
      ...prefixed('v.', await this.#adamV.save()),
    };
  }

  restore(arrays: ArrayRecord): void {
    restoreModules([this.flowU], arrays);
    this.#weights.restore(arrays);
    this.#adamU.restore(withoutPrefix('u.', arrays));
    this.#adamV.restore(withoutPrefix('v.', arrays));
  }

  dispose(): void {
    this.#adamV.dispose();
    this.#weights.dispose();
  }

  #lossV(images: tf.Tensor4D, macroU: Float32Array) {
    const { macroDimension } = this.#spec;
    const [batch] = images.shape;
    const { latent, logDeterminant } = this.#flowV.forward(images);
    const macro = tf.slice2d(latent.head, [0, 0], [batch, macroDimension]);
    const target = tf.tensor2d(macroU, [batch, macroDimension]);
    const { mean: total, dimension } = negativeLogLikelihood(latent, logDeterminant);
    return {
      macro,
      prediction: tf.div(tf.sum(tf.square(tf.sub(macro, target))), batch) as tf.Scalar,
      density: tf.div(total, dimension) as tf.Scalar,
      weight: parameterDimension,
    };
  }

  /** φu's part of the loss given φv's macrostates [count][macroDimension]; adds to φu's gradients when `learn`. */
  #lossU(chosen: readonly number[], macroV: ArrayLike<number>, densityV: number, learn: boolean): Losses {
    const { engine, flowU } = this;
    const { gamma, macroDimension } = this.#spec;
    return engine.scope(() => {
      const pass = flowU.forward(this.#coordinates(chosen));
      const dz = engine.zeros(parameterDimension, chosen.length);
      const dLogDeterminant = engine.zeros(1, chosen.length);
      const z = pass.z.slice(0, macroDimension);
      const target = engine.zeros(macroDimension, chosen.length).setExamples(macroV);
      const prediction = squaredDistance(
        z,
        target,
        1,
        dz.slice(0, macroDimension),
        engine.zeros(macroDimension, chosen.length),
      );
      const densityU = gaussianNegativeLogLikelihood(pass.z, pass.logDeterminant, gamma, dz, dLogDeterminant);
      if (learn) pass.backward(dz, dLogDeterminant);
      return {
        total: prediction + gamma * (densityU + parameterDimension * densityV),
        prediction,
        'density of u': densityU,
        'density of v, per dimension': densityV,
        ...(learn ? {} : agreement(z, target)),
      };
    });
  }

  /** φu's macrostates, [count][macroDimension]. */
  #macrostatesU(chosen: readonly number[]): Float32Array {
    const { flowU, engine } = this;
    return engine.scope(() =>
      flowU.forward(this.#coordinates(chosen)).z.slice(0, this.#spec.macroDimension).toExamples(),
    );
  }

  #coordinates(chosen: readonly number[]) {
    const values = new Float32Array(chosen.length * parameterDimension);
    chosen.forEach((index, i) => {
      const start = index * parameterDimension;
      values.set(this.u.subarray(start, start + parameterDimension), i * parameterDimension);
    });
    return this.engine.zeros(parameterDimension, chosen.length).setExamples(values);
  }

  #fields(index: number): Fields {
    const cells = this.#patterns.size ** 2;
    const plane = (field: Float32Array) => field.subarray(index * cells, (index + 1) * cells);
    return { a: plane(this.#patterns.a), b: plane(this.#patterns.b) };
  }

  /** A training pattern moved by a random isometry, with pixel noise. */
  #disturbed(index: number, stream: RandomStream): Fields {
    const { size } = this.#patterns;
    const isometry = randomIsometry(size, stream);
    const moved = (field: Float32Array): Float32Array => {
      const target = new Float32Array(field.length);
      moveField(field, size, isometry, target);
      for (let i = 0; i < target.length; i++) target[i] += this.#spec.noise * stream.normal();
      return target;
    };
    const { a, b } = this.#fields(index);
    return { a: moved(a), b: moved(b) };
  }
}

function noise(stream: RandomStream, shape: number[]): tf.Tensor {
  const values = new Float32Array(shape.reduce((product, length) => product * length, 1));
  stream.fillNormal(values, sampleTemperature);
  return tf.tensor(values, shape);
}

function prefixed(prefix: string, arrays: ArrayRecord): ArrayRecord {
  return Object.fromEntries(Object.entries(arrays).map(([name, array]) => [prefix + name, array]));
}

function withoutPrefix(prefix: string, arrays: ArrayRecord): ArrayRecord {
  return Object.fromEntries(
    Object.entries(arrays)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, array]) => [name.slice(prefix.length), array]),
  );
}
