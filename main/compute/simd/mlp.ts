import type { RandomStream } from '../random.ts';
import type { SimdEngine } from './engine.ts';
import { epilogue } from './kernels.ts';
import { Matrix } from './matrix.ts';
import { parameter, weights, type Constant, type Module, type Parameter } from './parameter.ts';

export interface MlpOptions {
  /** Prefix of its parameters' names. */
  name: string;
  /** Inputs, hidden widths, outputs; the input may be given in parts that sum to the first. */
  sizes: readonly number[];
  /** Slope of the hidden rectifiers below 0; 0 (default) is ReLU. */
  slope?: number;
  /** Gain of the last layer's initial weights; default 1. */
  lastGain?: number;
  /** Draws the initial weights. */
  stream: RandomStream;
}

export interface MlpPass {
  /** [outputs][batch] */
  y: Matrix;
  /** Adds to the parameters' gradients, and to the gradient of each input part that is given. */
  backward(dy: Matrix, dParts?: readonly (Matrix | undefined)[]): void;
}

/** A multilayer perceptron with rectified hidden layers and a linear last one. */
export class Mlp implements Module {
  readonly #engine: SimdEngine;
  readonly #weights: Parameter[] = [];
  readonly #biases: Parameter[] = [];
  readonly #slope: number;
  readonly sizes: readonly number[];

  constructor(engine: SimdEngine, options: MlpOptions) {
    this.#engine = engine;
    this.#slope = options.slope ?? 0;
    this.sizes = options.sizes;
    const last = options.sizes.length - 2;
    for (let layer = 0; layer <= last; layer++) {
      const [inputs, outputs] = [options.sizes[layer], options.sizes[layer + 1]];
      const gain = layer === last ? (options.lastGain ?? 1) : 1;
      this.#weights.push(
        weights(engine, `${options.name}.weight${layer}`, outputs, inputs, options.stream, gain),
      );
      this.#biases.push(parameter(engine, `${options.name}.bias${layer}`, [outputs]));
    }
  }

  /** `parts`: the input's rows, in order, as matrices of one batch; concatenation costs nothing. */
  forward(parts: readonly Matrix[]): MlpPass {
    const { kernels } = this.#engine;
    const { columns } = parts[0];
    const last = this.#weights.length - 1;
    const given = parts.reduce((sum, part) => sum + part.rows, 0);
    if (given !== this.sizes[0]) throw new RangeError(`${given} input rows for an Mlp of ${this.sizes[0]}`);
    const activations: Matrix[] = [];
    let inputs = parts;
    for (let layer = 0; layer <= last; layer++) {
      const weight = this.#weights[layer];
      const [outputs, width] = weight.shape;
      const y = Matrix.allocate(this.#engine, outputs, columns);
      const final = layer === last ? epilogue.none : epilogue.rectify;
      let offset = 0;
      for (const [index, part] of inputs.entries()) {
        const closing = index === inputs.length - 1;
        kernels.gemm(
          outputs,
          y.padded,
          part.rows,
          weight.valuePointer + 4 * offset,
          width,
          1,
          part.pointer,
          part.stride,
          y.pointer,
          y.stride,
          closing ? this.#biases[layer].valuePointer : 0,
          (index > 0 ? epilogue.accumulate : epilogue.none) | (closing ? final : epilogue.none),
          this.#slope,
          0,
        );
        offset += part.rows;
      }
      activations.push(y);
      inputs = [y];
    }
    return {
      y: activations[last],
      backward: (dy, dParts) => this.#backward(parts, activations, dy, dParts ?? []),
    };
  }

  #backward(
    parts: readonly Matrix[],
    activations: readonly Matrix[],
    dy: Matrix,
    dParts: readonly (Matrix | undefined)[],
  ): void {
    const { kernels } = this.#engine;
    let gradient = dy;
    for (let layer = this.#weights.length - 1; layer >= 0; layer--) {
      const weight = this.#weights[layer];
      const [outputs, width] = weight.shape;
      kernels.rowSums(
        outputs,
        gradient.padded,
        gradient.pointer,
        gradient.stride,
        this.#biases[layer].gradientPointer,
      );
      const inputs = layer === 0 ? parts : [activations[layer - 1]];
      let offset = 0;
      for (const input of inputs) {
        kernels.gemmNT(
          outputs,
          input.rows,
          gradient.padded,
          gradient.pointer,
          gradient.stride,
          input.pointer,
          input.stride,
          weight.gradientPointer + 4 * offset,
          width,
        );
        offset += input.rows;
      }
      if (layer > 0) {
        const hidden = activations[layer - 1];
        const dHidden = Matrix.allocate(this.#engine, hidden.rows, hidden.columns);
        this.#toInput(weight, 0, gradient, dHidden, epilogue.mask, hidden.pointer);
        gradient = dHidden;
      } else {
        offset = 0;
        for (const [index, part] of parts.entries()) {
          const target = dParts[index];
          if (target) this.#toInput(weight, offset, gradient, target, epilogue.accumulate, 0);
          offset += part.rows;
        }
      }
    }
  }

  /** dInput = Wᵀ·gradient over the columns of W that start at `offset`. */
  #toInput(
    weight: Parameter,
    offset: number,
    gradient: Matrix,
    target: Matrix,
    flags: number,
    mask: number,
  ): void {
    this.#engine.kernels.gemm(
      target.rows,
      gradient.padded,
      gradient.rows,
      weight.valuePointer + 4 * offset,
      1,
      weight.shape[1],
      gradient.pointer,
      gradient.stride,
      target.pointer,
      target.stride,
      0,
      flags,
      this.#slope,
      mask,
    );
  }

  parameters(): Parameter[] {
    return this.#weights.flatMap((weight, layer) => [weight, this.#biases[layer]]);
  }

  constants(): Constant[] {
    return [];
  }
}
