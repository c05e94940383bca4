import type { RandomStream } from '../../random.ts';
import type { SimdEngine } from '../engine.ts';
import { epilogue } from '../kernels.ts';
import type { FlowLayer, LayerPass } from '../layer.ts';
import { Matrix } from '../matrix.ts';
import { constant, type Constant, type Parameter } from '../parameter.ts';
import { randomOrthogonal } from './orthogonal.ts';

/** A fixed random rotation z = R·x (or reflection) drawn from `stream`: mixes what couplings keep apart. log|det| = 0. */
export class Rotation implements FlowLayer {
  readonly dimension: number;
  readonly #engine: SimdEngine;
  readonly #rotation: Constant;

  constructor(engine: SimdEngine, options: { name: string; dimension: number; stream: RandomStream }) {
    this.#engine = engine;
    this.dimension = options.dimension;
    this.#rotation = constant(engine, `${options.name}.rotation`, [options.dimension, options.dimension]);
    this.#rotation.value.set(randomOrthogonal(options.dimension, options.stream));
  }

  forward(x: Matrix): LayerPass {
    return { z: this.#apply(x, false), backward: (dz) => this.#apply(dz, true) };
  }

  inverse(z: Matrix): Matrix {
    return this.#apply(z, true);
  }

  initialise(x: Matrix): Matrix {
    return this.#apply(x, false);
  }

  /** R·x, or Rᵀ·x = R⁻¹·x by swapping the strides. */
  #apply(x: Matrix, transposed: boolean): Matrix {
    const { dimension } = this;
    const z = Matrix.allocate(this.#engine, dimension, x.columns);
    this.#engine.kernels.gemm(
      dimension,
      x.padded,
      dimension,
      this.#rotation.valuePointer,
      transposed ? 1 : dimension,
      transposed ? dimension : 1,
      x.pointer,
      x.stride,
      z.pointer,
      z.stride,
      0,
      epilogue.none,
      0,
      0,
    );
    return z;
  }

  parameters(): Parameter[] {
    return [];
  }

  constants(): Constant[] {
    return [this.#rotation];
  }
}
