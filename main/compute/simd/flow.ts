import type { FlowSpec } from '../../../preload/contract/experiments/training.ts';
import type { RandomStream } from '../random.ts';
import type { SimdEngine } from './engine.ts';
import type { FlowLayer } from './layer.ts';
import { ActNorm } from './layers/act-norm.ts';
import { AffineCoupling } from './layers/affine-coupling.ts';
import { LearnedLinear } from './layers/learned-linear.ts';
import { Rotation } from './layers/rotation.ts';
import type { Matrix } from './matrix.ts';
import type { Constant, Module, Parameter } from './parameter.ts';

export interface FlowOptions {
  /** Prefix of the names of its parameters: unique within a model. */
  name: string;
  dimension: number;
  spec: FlowSpec;
  /** Rows of the condition that every coupling sees; 0 (default) for none. */
  condition?: number;
  /** Draws rotations and initial weights. */
  stream: RandomStream;
}

export interface FlowPass {
  /** [dimension][batch] */
  z: Matrix;
  /** [1][batch]: log|det ∂z/∂x| of each example. */
  logDeterminant: Matrix;
  /**
   * From gradients of a loss to z and to logDeterminant to its gradient to x. Adds to the parameters' gradients and, when it is
   * given, to `dCondition` [condition][batch].
   */
  backward(dz: Matrix, dLogDeterminant: Matrix, dCondition?: Matrix): Matrix;
}

/**
 * A normalising flow on vectors: a sequence of invertible layers. `forward` and `inverse` allocate in the current scope of the
 * engine, and a pass keeps its own intermediate results: several passes of one flow (shared weights) may be alive at once.
 */
export class Flow implements Module {
  readonly dimension: number;
  readonly layers: readonly FlowLayer[];
  readonly #engine: SimdEngine;

  /** The flow a specification asks for: as many (mixing, affine coupling) pairs as it has layers. */
  static fromSpec(engine: SimdEngine, options: FlowOptions): Flow {
    const { spec, dimension, stream, condition } = options;
    const layers: FlowLayer[] = [];
    for (let index = 0; index < spec.layers; index++) {
      const name = `${options.name}.${index}`;
      if (spec.mixing === 'learned') {
        layers.push(
          new ActNorm(engine, { name: `${name}.norm`, dimension }),
          new LearnedLinear(engine, { name: `${name}.linear`, dimension, stream }),
        );
      } else {
        layers.push(new Rotation(engine, { name: `${name}.mixing`, dimension, stream }));
      }
      layers.push(
        new AffineCoupling(engine, {
          name: `${name}.coupling`,
          dimension,
          width: spec.width,
          clamp: spec.clamp,
          stream,
          ...(condition === undefined ? {} : { condition }),
        }),
      );
    }
    return new Flow(engine, layers);
  }

  constructor(engine: SimdEngine, layers: readonly FlowLayer[]) {
    this.#engine = engine;
    this.layers = layers;
    this.dimension = layers[0].dimension;
    const odd = layers.find((layer) => layer.dimension !== this.dimension);
    if (odd) throw new RangeError(`a layer of ${odd.dimension} in a flow of ${this.dimension} dimensions`);
  }

  /** x [dimension][batch], condition [condition][batch]. */
  forward(x: Matrix, condition?: Matrix): FlowPass {
    const logDeterminant = this.#engine.zeros(1, x.columns);
    const backwards: ((dz: Matrix, dLogDeterminant: Matrix, dCondition?: Matrix) => Matrix)[] = [];
    let z = x;
    for (const layer of this.layers) {
      const pass = layer.forward(z, logDeterminant, condition);
      z = pass.z;
      backwards.push(pass.backward);
    }
    return {
      z,
      logDeterminant,
      backward: (dz, dLogDeterminant, dCondition) =>
        backwards.reduceRight((gradient, step) => step(gradient, dLogDeterminant, dCondition), dz),
    };
  }

  /** x such that forward(x).z = z, and log|det ∂x/∂z| of each example. */
  inverse(z: Matrix, condition?: Matrix): { x: Matrix; logDeterminant: Matrix } {
    const logDeterminant = this.#engine.zeros(1, z.columns);
    const x = this.layers.reduceRight((y, layer) => layer.inverse(y, logDeterminant, condition), z);
    return { x, logDeterminant };
  }

  /** Sets ActNorm layers from a first batch; to be called once before training. Flows with rotations have nothing to set. */
  initialise(x: Matrix, condition?: Matrix): void {
    this.#engine.scope(() => {
      this.layers.reduce((y, layer) => layer.initialise(y, condition), x);
    });
  }

  parameters(): Parameter[] {
    return this.layers.flatMap((layer) => layer.parameters());
  }

  constants(): Constant[] {
    return this.layers.flatMap((layer) => layer.constants());
  }
}
