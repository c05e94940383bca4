import type { RandomStream } from '../../../compute/random.ts';
import type { SimdEngine } from '../../../compute/simd/engine.ts';
import { Matrix } from '../../../compute/simd/matrix.ts';
import { parameter, type Parameter } from '../../../compute/simd/parameter.ts';

export interface EncoderShape {
  fields: number;
  /** Steps that P sees. */
  steps: number;
  /** S^d. */
  places: number;
  /** A kernel in space times one in time, instead of one of both. */
  separable: boolean;
  /** The macro state is −1 or 1, with straight-through gradients. */
  binary: boolean;
}

/** Numbers of one P: weights and an offset per macro field. */
export function encoderParameters({ fields, steps, places, separable }: EncoderShape): number {
  return fields * ((separable ? fields * places + steps : fields * steps * places) + 1);
}

/**
 * As many P as there are restarts, all on the same patches: macro field o = Σ w[o][field][step][place] · x + b[o]. Separable: w = a[o][field]
 * [place] · c[o][step]. Binary macro states are the sign of that, with the derivative of 2·sigmoid − 1 in place of the derivative of the sign.
 */
export class Encoders {
  readonly shape: EncoderShape;
  /** [count · F][patches]: macro states. */
  readonly output: Matrix;
  /** [count · F][patches]: gradient of the loss to them, written by the caller. */
  readonly dOutput: Matrix;
  readonly #engine: SimdEngine;
  readonly #count: number;
  readonly #slope: Matrix | null;
  /** The weights as one kernel and their gradient, [count · F][F · steps · places]; trained themselves when they are joint. */
  readonly #kernel: Parameter;
  readonly #space: Parameter | null;
  readonly #time: Parameter | null;
  readonly #offset: Parameter;

  constructor(engine: SimdEngine, count: number, shape: EncoderShape, patches: number) {
    const { fields, steps, places, separable } = shape;
    this.shape = shape;
    this.#engine = engine;
    this.#count = count;
    this.output = engine.zeros(count * fields, patches);
    this.dOutput = engine.zeros(count * fields, patches);
    this.#slope = shape.binary ? engine.zeros(count * fields, patches) : null;
    this.#kernel = parameter(engine, 'map.kernel', [count, fields, fields, steps, places]);
    this.#space = separable ? parameter(engine, 'map.space', [count, fields, fields, places]) : null;
    this.#time = separable ? parameter(engine, 'map.time', [count, fields, steps]) : null;
    this.#offset = parameter(engine, 'map.offset', [count, fields]);
  }

  parameters(): Parameter[] {
    const weights = this.#space && this.#time ? [this.#space, this.#time] : [this.#kernel];
    return [...weights, this.#offset];
  }

  /** Gaussian weights, scaled so that every macro field varies over `inputs` [F · steps · places][patches] as micro fields do: by 1. */
  initialise(random: RandomStream, inputs: Matrix): void {
    for (const { value } of this.parameters().slice(0, -1)) random.fillNormal(value);
    const { fields } = this.shape;
    this.#linear(inputs);
    for (let row = 0; row < this.#count * fields; row++) {
      const scale = 1 / (deviationOf(this.output.row(row)) || 1);
      const weights = this.#space ?? this.#kernel;
      const size = weights.value.length / (this.#count * fields);
      for (let i = row * size; i < (row + 1) * size; i++) weights.value[i] *= scale;
    }
  }

  forward(inputs: Matrix): void {
    this.#linear(inputs);
    if (!this.#slope) return;
    const y = this.output.data;
    const s = this.#slope.data;
    for (let i = 0; i < y.length; i++) {
      const probability = 1 / (1 + Math.exp(-y[i]));
      s[i] = 2 * probability * (1 - probability);
      y[i] = y[i] > 0 ? 1 : -1;
    }
  }

  /** From `dOutput` (which is overwritten where states are binary) to the gradients of the parameters. */
  backward(inputs: Matrix): void {
    const { fields } = this.shape;
    const { kernels } = this.#engine;
    const d = this.dOutput;
    if (this.#slope) {
      const s = this.#slope.data;
      for (let i = 0; i < s.length; i++) d.data[i] *= s[i];
    }
    const rows = this.#count * fields;
    const gradient = this.#kernel.gradientPointer;
    if (this.#space) this.#kernel.gradient.fill(0);
    kernels.gemmNT(
      rows,
      inputs.rows,
      d.padded,
      d.pointer,
      d.stride,
      inputs.pointer,
      inputs.stride,
      gradient,
      inputs.rows,
    );
    kernels.rowSums(rows, d.padded, d.pointer, d.stride, this.#offset.gradientPointer);
    if (this.#space && this.#time) this.#toFactors(this.#space, this.#time);
  }

  /** Weights [F][F][steps][places] and offsets [F] of P number `index`, copied. */
  weights(index: number): { kernel: Float32Array; offset: Float32Array } {
    this.#multiply();
    const [kernel, offset] = [this.#kernel, this.#offset].map(({ value }) => {
      const size = value.length / this.#count;
      return value.slice(index * size, (index + 1) * size);
    });
    return { kernel, offset };
  }

  #linear(inputs: Matrix): void {
    this.#multiply();
    const y = this.output;
    const { kernels } = this.#engine;
    const [weights, offset] = [this.#kernel.valuePointer, this.#offset.valuePointer];
    kernels.gemm(
      y.rows,
      y.padded,
      inputs.rows,
      weights,
      inputs.rows,
      1,
      inputs.pointer,
      inputs.stride,
      y.pointer,
      y.stride,
      offset,
      0,
      0,
      0,
    );
  }

  /** w[o][field][step][place] = a[o][field][place] · c[o][step]. */
  #multiply(): void {
    if (!this.#space || !this.#time) return;
    const space = this.#space.value;
    const time = this.#time.value;
    this.#eachWeight((weight, a, c) => {
      this.#kernel.value[weight] = space[a] * time[c];
    });
  }

  #toFactors(space: Parameter, time: Parameter): void {
    this.#eachWeight((weight, a, c) => {
      const gradient = this.#kernel.gradient[weight];
      space.gradient[a] += gradient * time.value[c];
      time.gradient[c] += gradient * space.value[a];
    });
  }

  /** Every weight with its factors: indices into the kernel, the spatial and the temporal factors. */
  #eachWeight(visit: (weight: number, a: number, c: number) => void): void {
    const { fields, steps, places } = this.shape;
    let weight = 0;
    for (let row = 0; row < this.#count * fields; row++) {
      for (let field = 0; field < fields; field++) {
        for (let step = 0; step < steps; step++) {
          for (let place = 0; place < places; place++, weight++) {
            visit(weight, (row * fields + field) * places + place, row * steps + step);
          }
        }
      }
    }
  }
}

function deviationOf(values: Float32Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
