import type { DynamicsSettings } from '../../../../preload/contract/index.ts';
import type { RandomStream } from '../../../compute/random.ts';
import type { SimdEngine } from '../../../compute/simd/engine.ts';
import { epilogue } from '../../../compute/simd/kernels.ts';
import { Matrix } from '../../../compute/simd/matrix.ts';
import { parameter, type Parameter } from '../../../compute/simd/parameter.ts';

export type Activation = Exclude<DynamicsSettings['activation'], 'auto'>;

export interface PerceptronShape {
  inputs: number;
  units: number;
  outputs: number;
  activation: Activation;
  /** A linear map of the input is added to the output. */
  linear: boolean;
}

export const perceptronParameters = ({ inputs, units, outputs, linear }: PerceptronShape) =>
  units * (inputs + 1) + outputs * (units + 1 + (linear ? inputs : 0));

/** What a forward pass leaves for the way back; one serves all restarts in turn. */
export class PerceptronPass {
  /** [units][batch] */
  readonly hidden: Matrix;
  /** Derivative of the activation, [units][batch]. */
  readonly slope: Matrix;
  /** Gradient of the loss to the pre-activations, [units][batch]. */
  readonly dHidden: Matrix;
  /** [outputs][batch] */
  readonly output: Matrix;

  constructor(engine: SimdEngine, { units, outputs }: PerceptronShape, batch: number) {
    this.hidden = engine.zeros(units, batch);
    this.slope = engine.zeros(units, batch);
    this.dHidden = engine.zeros(units, batch);
    this.output = engine.zeros(outputs, batch);
  }
}

/**
 * As many perceptrons W₂·a(W₁·x + b₁) + b₂ (+ A·x) of one shape as there are restarts. Batches are feature-major; the gradients are written by
 * hand over the engine's matrix kernels.
 */
export class Perceptrons {
  readonly shape: PerceptronShape;
  readonly count: number;
  readonly #engine: SimdEngine;
  /** [count][units][inputs], [count][units], [count][outputs][units], [count][outputs]. */
  readonly #weight1: Parameter;
  readonly #bias1: Parameter;
  readonly #weight2: Parameter;
  readonly #bias2: Parameter;
  /** A, [count][outputs][inputs]; no numbers where there is none. */
  readonly #linear: Parameter;

  constructor(engine: SimdEngine, name: string, count: number, shape: PerceptronShape) {
    const { inputs, units, outputs, linear } = shape;
    this.#engine = engine;
    this.shape = shape;
    this.count = count;
    this.#weight1 = parameter(engine, `${name}.weight1`, [count, units, inputs]);
    this.#bias1 = parameter(engine, `${name}.bias1`, [count, units]);
    this.#weight2 = parameter(engine, `${name}.weight2`, [count, outputs, units]);
    this.#bias2 = parameter(engine, `${name}.bias2`, [count, outputs]);
    this.#linear = parameter(engine, `${name}.linear`, [linear ? count : 0, outputs, inputs]);
  }

  /** Gaussian weights of variance gain/inputs, gain 2 for ReLU (He et al. 2015) and 1 otherwise; A = 0. */
  initialise(random: RandomStream): void {
    const { inputs, units, activation } = this.shape;
    random.fillNormal(this.#weight1.value, Math.sqrt((activation === 'relu' ? 2 : 1) / inputs));
    random.fillNormal(this.#weight2.value, Math.sqrt(1 / units));
  }

  parameters(): Parameter[] {
    return [this.#weight1, this.#bias1, this.#weight2, this.#bias2, this.#linear];
  }

  /** Weights of perceptron `index`, copied. */
  weights(index: number): PerceptronWeights {
    const [weight1, bias1, weight2, bias2, linear] = this.parameters().map(({ value }) => {
      const size = value.length / this.count;
      return value.slice(index * size, (index + 1) * size);
    });
    return { shape: this.shape, weight1, bias1, weight2, bias2, linear };
  }

  /** Gives every perceptron these weights. */
  assign(weights: PerceptronWeights): void {
    const blocks = [weights.weight1, weights.bias1, weights.weight2, weights.bias2, weights.linear];
    for (const [i, { value }] of this.parameters().entries()) {
      for (let index = 0; index < this.count; index++) value.set(blocks[i], index * blocks[i].length);
    }
  }

  /** Perceptron `index` on the matrix [inputs][batch] at byte pointer `x`; the output is in the pass. */
  forward(index: number, x: number, pass: PerceptronPass): void {
    const { inputs, units, outputs, activation, linear } = this.shape;
    const { kernels } = this.#engine;
    const { hidden, output } = pass;
    const n = hidden.padded;
    const [weight1, bias1, weight2, bias2, matrix] = this.#pointers(index, 'valuePointer');
    kernels.gemm(units, n, inputs, weight1, inputs, 1, x, n, hidden.pointer, n, bias1, 0, 0, 0);
    activate(this.#engine, activation, pass);
    kernels.gemm(outputs, n, units, weight2, units, 1, hidden.pointer, n, output.pointer, n, bias2, 0, 0, 0);
    if (linear)
      kernels.gemm(
        outputs,
        n,
        inputs,
        matrix,
        inputs,
        1,
        x,
        n,
        output.pointer,
        n,
        0,
        epilogue.accumulate,
        0,
        0,
      );
  }

  /**
   * The way back from `dOutput` [outputs][batch]: adds to the gradients of the parameters where `learn`, writes (or with `dx` 0 leaves out)
   * the gradient to the input at byte pointer `dx`.
   */
  backward(
    index: number,
    x: number,
    pass: PerceptronPass,
    dOutput: Matrix,
    learn: boolean,
    dx: number,
  ): void {
    const { inputs, units, outputs, linear } = this.shape;
    const { kernels } = this.#engine;
    const { hidden, slope, dHidden } = pass;
    const n = hidden.padded;
    const [weight1, , weight2, , matrix] = this.#pointers(index, 'valuePointer');
    kernels.gemm(units, n, outputs, weight2, 1, units, dOutput.pointer, n, dHidden.pointer, n, 0, 0, 0, 0);
    const d = dHidden.data;
    const s = slope.data;
    for (let i = 0; i < d.length; i++) d[i] *= s[i];
    if (dx) kernels.gemm(inputs, n, units, weight1, 1, inputs, dHidden.pointer, n, dx, n, 0, 0, 0, 0);
    if (dx && linear)
      kernels.gemm(
        inputs,
        n,
        outputs,
        matrix,
        1,
        inputs,
        dOutput.pointer,
        n,
        dx,
        n,
        0,
        epilogue.accumulate,
        0,
        0,
      );
    if (!learn) return;
    const [dWeight1, dBias1, dWeight2, dBias2, dMatrix] = this.#pointers(index, 'gradientPointer');
    kernels.gemmNT(outputs, units, n, dOutput.pointer, n, hidden.pointer, n, dWeight2, units);
    kernels.rowSums(outputs, n, dOutput.pointer, n, dBias2);
    if (linear) kernels.gemmNT(outputs, inputs, n, dOutput.pointer, n, x, n, dMatrix, inputs);
    kernels.gemmNT(units, inputs, n, dHidden.pointer, n, x, n, dWeight1, inputs);
    kernels.rowSums(units, n, dHidden.pointer, n, dBias1);
  }

  #pointers(index: number, which: 'valuePointer' | 'gradientPointer'): number[] {
    return this.parameters().map((block) => block[which] + (4 * index * block.value.length) / this.count);
  }
}

/** One perceptron outside the engine. */
export interface PerceptronWeights {
  shape: PerceptronShape;
  /** [units][inputs] */
  weight1: Float32Array;
  bias1: Float32Array;
  /** [outputs][units] */
  weight2: Float32Array;
  bias2: Float32Array;
  /** [outputs][inputs], empty where there is no linear map. */
  linear: Float32Array;
}

function activate(engine: SimdEngine, activation: Activation, { hidden, slope }: PerceptronPass): void {
  const h = hidden.data;
  const s = slope.data;
  switch (activation) {
    case 'tanh':
      engine.kernels.hyperbolicTangent(h.length, hidden.pointer, hidden.pointer);
      for (let i = 0; i < h.length; i++) s[i] = 1 - h[i] * h[i];
      break;
    case 'sin':
      for (let i = 0; i < h.length; i++) {
        s[i] = Math.cos(h[i]);
        h[i] = Math.sin(h[i]);
      }
      break;
    case 'relu':
      for (let i = 0; i < h.length; i++) {
        s[i] = h[i] > 0 ? 1 : 0;
        h[i] *= s[i];
      }
      break;
  }
}
