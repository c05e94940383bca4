import type {
  ArrayRecord,
  Measured,
  ParameterName,
  PatternGeneration,
  SpecOf,
} from '../../../../preload/contract/index.ts';
import type { RandomStream } from '../../../compute/random.ts';
import { Matrix, saveModules, type Flow, type SimdEngine } from '../../../compute/simd/index.ts';
import { parameterBox, parameterDimension, type ParameterBox } from '../coordinates.ts';
import { completeMacrostate, mapBack, mapThrough } from '../flow-pair.ts';
import type { StrangenessScale } from '../out-of-distribution.ts';
import type { LogDensity } from '../samplers/importance-sampling.ts';
import { cholesky, forwardSubstitute } from '../statistics/symmetric.ts';
import type { PatternReader, Reading } from './pattern-reader.ts';
import type { Comparison } from './scoring.ts';
import type { TrainingReference } from './reference.ts';

export type TuringModelSpec = SpecOf<'turing-hybrid' | 'turing-cnn' | 'turing-convolutional'>;

/** The posterior head: a flow on the parameters, conditioned on what the encoder says of the pattern. */
export interface PosteriorHead {
  flow: Flow;
  /** Deviation of the base noise that makes held-out intervals right; 1 for a head that is neither too sure nor too shy. */
  scale: number;
}

export interface TuringModelParts {
  spec: TuringModelSpec;
  generation: PatternGeneration;
  engine: SimdEngine;
  flowU: Flow;
  reader: PatternReader;
  posterior: PosteriorHead | null;
  reference: TrainingReference;
  strangeness: StrangenessScale;
  /** Covariance of φu(u) − φv(v) on held-out pairs, macroDimension². */
  residual: Float64Array;
  /** Distance of a pattern to its twin (same parameters, new seed) on held-out patterns, both ways to compare. */
  floor: Record<Comparison['name'], Measured>;
  /** Share of each parameter's variance that a pattern fixes (η²), on held-out patterns. */
  importance: Record<ParameterName, Measured>;
}

/** Below it the base noise is taken as this, where a density is needed. */
const leastTemperature = 0.05;

/** A trained model of Turing patterns: reads a pattern, and samples parameters for it. Samples are flow coordinates, rows of 4. */
export class TuringModel {
  readonly spec: TuringModelSpec;
  readonly generation: PatternGeneration;
  readonly box: ParameterBox;
  readonly macroDimension: number;
  readonly reader: PatternReader;
  readonly posterior: PosteriorHead | null;
  readonly reference: TrainingReference;
  readonly strangeness: StrangenessScale;
  readonly floor: TuringModelParts['floor'];
  readonly importance: TuringModelParts['importance'];
  readonly #engine: SimdEngine;
  readonly #flowU: Flow;
  readonly #residual: Float64Array;

  constructor(parts: TuringModelParts) {
    this.spec = parts.spec;
    this.generation = parts.generation;
    this.box = parameterBox(parts.generation);
    this.macroDimension = parts.spec.macroDimension;
    this.reader = parts.reader;
    this.posterior = parts.posterior;
    this.reference = parts.reference;
    this.strangeness = parts.strangeness;
    this.floor = parts.floor;
    this.importance = parts.importance;
    this.#engine = parts.engine;
    this.#flowU = parts.flowU;
    this.#residual = parts.residual;
  }

  get observation(): 'fields' | 'picture' {
    return this.reader.observation;
  }

  /** φu(u)'s macrostate of parameter sets, rows of `macroDimension`. */
  macrostatesOf(u: ArrayLike<number>): Float32Array {
    const z = mapThrough(this.#flowU, this.#engine, u);
    const count = u.length / parameterDimension;
    const d = this.macroDimension;
    const rows = new Float32Array(count * d);
    for (let i = 0; i < count; i++) {
      rows.set(z.subarray(i * parameterDimension, i * parameterDimension + d), i * d);
    }
    return rows;
  }

  /** φu⁻¹(β, z), z ~ N(0, T²): parameter sets of exactly this macrostate. */
  sampleClass(
    { macrostate }: Reading,
    count: number,
    temperature: number,
    stream: RandomStream,
  ): Float32Array {
    const z = completeMacrostate(macrostate, parameterDimension, count, stream, temperature);
    return mapBack(this.#flowU, this.#engine, z);
  }

  /** φu⁻¹(β, z) along z in its first free coordinate, the others 0: the equivalence curve through a macrostate. */
  classCurve({ macrostate }: Reading, points: number, reach: number): Float32Array {
    const z = new Float32Array(points * parameterDimension);
    for (let i = 0; i < points; i++) {
      z.set(macrostate, i * parameterDimension);
      if (this.macroDimension < parameterDimension) {
        z[i * parameterDimension + this.macroDimension] = reach * ((2 * i) / (points - 1) - 1);
      }
    }
    return mapBack(this.#flowU, this.#engine, z);
  }

  /**
   * log density of the class with its macrostate widened by the held-out residuals, β + N(0, Σ): what there is to condition on
   * when parameters are held, since hardly any parameter set meets both a macrostate and a held value exactly.
   */
  classDensity({ macrostate }: Reading, temperature: number): LogDensity {
    const d = this.macroDimension;
    const lower = cholesky(this.#residual, d);
    const free = Math.max(temperature, leastTemperature) ** -2;
    return (u) =>
      this.#logDensity(this.#flowU, u, null, (z, column) => {
        const shift = forwardSubstitute(
          lower,
          d,
          Float64Array.from(macrostate, (beta, i) => z.row(i)[column] - beta),
        );
        let sum = 0;
        for (const value of shift) sum += value * value;
        for (let i = d; i < parameterDimension; i++) sum += free * z.row(i)[column] ** 2;
        return sum;
      });
  }

  /** Samples of the posterior head, base noise scaled by the temperature. Throws when the model has none. */
  samplePosterior(
    { condition }: Reading,
    count: number,
    temperature: number,
    stream: RandomStream,
  ): Float32Array {
    const { flow, scale } = this.#head();
    const engine = this.#engine;
    const z = new Float32Array(count * parameterDimension);
    stream.fillNormal(z, scale * temperature);
    return engine.scope(() =>
      flow
        .inverse(engine.zeros(parameterDimension, count).setExamples(z), this.#repeat(condition, count))
        .x.toExamples(),
    );
  }

  /** log density of the posterior head at a temperature, up to a constant. */
  posteriorDensity({ condition }: Reading, temperature: number): LogDensity {
    const { flow, scale } = this.#head();
    const precision = (scale * Math.max(temperature, leastTemperature)) ** -2;
    return (u) =>
      this.#logDensity(flow, u, condition, (z, column) => {
        let sum = 0;
        for (let i = 0; i < parameterDimension; i++) sum += precision * z.row(i)[column] ** 2;
        return sum;
      });
  }

  /** |z|² of parameter sets in the base of the posterior head, each given its own reading: χ² with 4 degrees if calibrated. */
  baseDistances(readings: readonly Reading[], u: ArrayLike<number>): Float64Array {
    const { flow } = this.#head();
    const engine = this.#engine;
    return engine.scope(() => {
      const conditions = new Float32Array(readings.length * this.reader.conditionDimension);
      readings.forEach(({ condition }, i) => conditions.set(condition, i * condition.length));
      const pass = flow.forward(
        engine.zeros(parameterDimension, readings.length).setExamples(u),
        engine.zeros(this.reader.conditionDimension, readings.length).setExamples(conditions),
      );
      const z = pass.z.toExamples();
      return Float64Array.from({ length: readings.length }, (_, i) =>
        z.subarray(i * parameterDimension, (i + 1) * parameterDimension).reduce((sum, x) => sum + x * x, 0),
      );
    });
  }

  /** weights.npz: with the specification, the whole model. */
  save(): ArrayRecord {
    const d = this.macroDimension;
    return {
      ...saveModules([this.#flowU, ...(this.posterior ? [this.posterior.flow] : [])]),
      ...this.reader.save(),
      ...this.reference.save(),
      ...this.strangeness.save(),
      residual: { shape: [d, d], data: this.#residual },
      'posterior.scale': { shape: [1], data: Float64Array.of(this.posterior?.scale ?? 1) },
    };
  }

  #head(): PosteriorHead {
    if (!this.posterior) throw new Error(`a ${this.spec.kind} has no posterior head`);
    return this.posterior;
  }

  #repeat(condition: Float32Array, count: number): Matrix {
    const matrix = this.#engine.zeros(condition.length, count);
    condition.forEach((value, i) => matrix.row(i).fill(value));
    return matrix;
  }

  /** −½ quadratic(z) + log|det ∂z/∂u| of each row of u. */
  #logDensity(
    flow: Flow,
    u: Float64Array,
    condition: Float32Array | null,
    quadratic: (z: Matrix, column: number) => number,
  ): Float64Array {
    const engine = this.#engine;
    const count = u.length / parameterDimension;
    return engine.scope(() => {
      const pass = flow.forward(
        engine.zeros(parameterDimension, count).setExamples(u),
        condition ? this.#repeat(condition, count) : undefined,
      );
      const logDeterminant = pass.logDeterminant.row(0);
      return Float64Array.from({ length: count }, (_, i) => logDeterminant[i] - quadratic(pass.z, i) / 2);
    });
  }
}
