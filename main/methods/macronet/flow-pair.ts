import type { FlowSpec } from '../../../preload/contract/index.ts';
import {
  Flow,
  gaussianNegativeLogLikelihood,
  Matrix,
  squaredDistance,
  type Constant,
  type Module,
  type Parameter,
  type SimdEngine,
} from '../../compute/simd/index.ts';
import { RandomStream } from '../../compute/random.ts';
import { correlation } from './statistics/ranks.ts';
import { standardDeviation } from './statistics/quantiles.ts';
import type { Losses } from './training.ts';

export interface FlowPairOptions {
  seed: number;
  dimensionU: number;
  dimensionV: number;
  macroDimension: number;
  flowU: FlowSpec;
  flowV: FlowSpec;
}

/**
 * MacroNet on two vectors (Fig. 3A): flows φu and φv whose first `macroDimension` outputs are trained to agree and whose other
 * outputs are trained to be normal. Works on standardised coordinates; what they are is the owner's business.
 */
export class FlowPair implements Module {
  readonly engine: SimdEngine;
  readonly macroDimension: number;
  readonly flowU: Flow;
  readonly flowV: Flow;

  constructor(engine: SimdEngine, options: FlowPairOptions) {
    const { seed, dimensionU, dimensionV } = options;
    this.engine = engine;
    this.macroDimension = options.macroDimension;
    this.flowU = Flow.fromSpec(engine, {
      name: 'flowU',
      dimension: dimensionU,
      spec: options.flowU,
      stream: new RandomStream(seed, 'weights of φu'),
    });
    this.flowV = Flow.fromSpec(engine, {
      name: 'flowV',
      dimension: dimensionV,
      spec: options.flowV,
      stream: new RandomStream(seed, 'weights of φv'),
    });
  }

  /**
   * L = |φu(u) − φv(v)|² + γ (NLL_u + NLL_v) on the macro dimensions (Eqs. 3 to 6; Eqs. 4 and 5 as printed have the wrong sign
   * on log P). Adds to the gradients when `learn`. In a scope of the engine.
   *
   * @param u examples [batch][dimensionU]
   * @param v examples [batch][dimensionV]
   */
  loss(u: ArrayLike<number>, v: ArrayLike<number>, gamma: number, learn: boolean): Losses {
    const { engine, flowU, flowV, macroDimension } = this;
    const batch = u.length / flowU.dimension;
    const passU = flowU.forward(engine.zeros(flowU.dimension, batch).setExamples(u));
    const passV = flowV.forward(engine.zeros(flowV.dimension, batch).setExamples(v));
    const gradients = [passU, passV].map(({ z }) => ({
      dz: engine.zeros(z.rows, batch),
      dLogDeterminant: engine.zeros(1, batch),
    }));
    const [ofU, ofV] = gradients;
    const macroU = passU.z.slice(0, macroDimension);
    const macroV = passV.z.slice(0, macroDimension);
    const prediction = squaredDistance(
      macroU,
      macroV,
      1,
      ofU.dz.slice(0, macroDimension),
      ofV.dz.slice(0, macroDimension),
    );
    const densityU = gaussianNegativeLogLikelihood(
      passU.z,
      passU.logDeterminant,
      gamma,
      ofU.dz,
      ofU.dLogDeterminant,
    );
    const densityV = gaussianNegativeLogLikelihood(
      passV.z,
      passV.logDeterminant,
      gamma,
      ofV.dz,
      ofV.dLogDeterminant,
    );
    if (learn) {
      passU.backward(ofU.dz, ofU.dLogDeterminant);
      passV.backward(ofV.dz, ofV.dLogDeterminant);
    }
    return {
      total: prediction + gamma * (densityU + densityV),
      prediction,
      'density of u': densityU,
      'density of v': densityV,
      ...(learn ? {} : agreement(macroU, macroV)),
    };
  }

  /** Sets data-dependent layers (ActNorm) from a first batch. */
  initialise(u: ArrayLike<number>, v: ArrayLike<number>): void {
    const { engine, flowU, flowV } = this;
    engine.scope(() => {
      flowU.initialise(engine.zeros(flowU.dimension, u.length / flowU.dimension).setExamples(u));
      flowV.initialise(engine.zeros(flowV.dimension, v.length / flowV.dimension).setExamples(v));
    });
  }

  parameters(): Parameter[] {
    return [...this.flowU.parameters(), ...this.flowV.parameters()];
  }

  constants(): Constant[] {
    return [...this.flowU.constants(), ...this.flowV.constants()];
  }
}

/**
 * How well two readings of the macrostate agree: mean correlation ρ over its dimensions, and mean standard deviation, which
 * the loss shrinks to √(γ / (γ + 2(1 − ρ))).
 */
export function agreement(u: Matrix, v: Matrix): Record<string, number> {
  let rho = 0;
  let deviation = 0;
  for (let i = 0; i < u.rows; i++) {
    rho += correlation(u.row(i), v.row(i)) / u.rows;
    deviation += standardDeviation(v.row(i)) / u.rows;
  }
  return { correlation: rho, 'macrostate deviation': deviation };
}

/** φ(x) for examples [count][dimension], in examples too. */
export function mapThrough(flow: Flow, engine: SimdEngine, examples: ArrayLike<number>): Float32Array {
  return engine.scope(() => {
    const x = engine.zeros(flow.dimension, examples.length / flow.dimension).setExamples(examples);
    return flow.forward(x).z.toExamples();
  });
}

/** φ⁻¹(z) for examples [count][dimension], in examples too. */
export function mapBack(flow: Flow, engine: SimdEngine, examples: ArrayLike<number>): Float32Array {
  return engine.scope(() => {
    const z = engine.zeros(flow.dimension, examples.length / flow.dimension).setExamples(examples);
    return flow.inverse(z).x.toExamples();
  });
}

/** z drawn from a standard normal with the macrostate in its first places: [count][dimension]. */
export function completeMacrostate(
  macrostate: ArrayLike<number>,
  dimension: number,
  count: number,
  stream: RandomStream,
  temperature = 1,
): Float32Array {
  const z = new Float32Array(count * dimension);
  stream.fillNormal(z, temperature);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < macrostate.length; j++) z[i * dimension + j] = macrostate[j];
  }
  return z;
}
