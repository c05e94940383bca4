import type { SimdEngine } from '../engine.ts';
import type { FlowLayer, LayerPass } from '../layer.ts';
import { Matrix } from '../matrix.ts';
import type { Constant, Parameter } from '../parameter.ts';

/**
 * Factor-out (Dinh et al. 2017): only the first rows go on through `inner`; the rest leave the flow as they are, to be judged by
 * the base density: Gaussian, as `gaussianNegativeLogLikelihood` takes all rows of z. So z = [inner(x₁); x₂].
 */
export class FactorOut implements FlowLayer {
  readonly dimension: number;
  readonly #engine: SimdEngine;
  readonly #inner: FlowLayer;

  constructor(engine: SimdEngine, options: { dimension: number; inner: FlowLayer }) {
    if (options.inner.dimension > options.dimension) {
      throw new RangeError(
        `${options.inner.dimension} rows cannot go on from a layer of ${options.dimension}`,
      );
    }
    this.#engine = engine;
    this.dimension = options.dimension;
    this.#inner = options.inner;
  }

  forward(x: Matrix, logDeterminant: Matrix, condition?: Matrix): LayerPass {
    const pass = this.#inner.forward(this.#going(x), logDeterminant, condition);
    return {
      z: this.#join(pass.z, x),
      backward: (dz, dLogDeterminant, dCondition) =>
        this.#join(pass.backward(this.#going(dz), dLogDeterminant, dCondition), dz),
    };
  }

  inverse(z: Matrix, logDeterminant: Matrix, condition?: Matrix): Matrix {
    return this.#join(this.#inner.inverse(this.#going(z), logDeterminant, condition), z);
  }

  initialise(x: Matrix, condition?: Matrix): Matrix {
    return this.#join(this.#inner.initialise(this.#going(x), condition), x);
  }

  #going(x: Matrix): Matrix {
    return x.slice(0, this.#inner.dimension);
  }

  #join(first: Matrix, whole: Matrix): Matrix {
    const kept = this.#inner.dimension;
    const result = Matrix.allocate(this.#engine, whole.rows, whole.columns);
    result.slice(0, kept).copyFrom(first);
    result.slice(kept, this.dimension - kept).copyFrom(whole.slice(kept, this.dimension - kept));
    return result;
  }

  parameters(): Parameter[] {
    return this.#inner.parameters();
  }

  constants(): Constant[] {
    return this.#inner.constants();
  }
}
