import type { RandomStream } from '../../../compute/random.ts';
import type { SimdEngine } from '../../../compute/simd/engine.ts';
import type { Matrix } from '../../../compute/simd/matrix.ts';
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

/** Values of a patch that P sees: F · steps · places. */
const patchSize = ({ fields, steps, places }: EncoderShape) => fields * steps * places;

/** Trained numbers of one P. */
export function encoderParameters(shape: EncoderShape): number {
  const { fields, steps, places, separable, binary } = shape;
  const weights = separable ? fields * places + steps : patchSize(shape);
  return fields * (weights + (binary ? 1 : 0));
}

/**
 * As many P as there are restarts, all on the same patches: macro field y[o] = Σ w[o][field][step][place] · x. Separable: w is a kernel in
 * space a[o][field][place] times one in time c[o][step].
 *
 * Real macro fields have variance 1 (as standardised micro fields have), w = v/√(vᵀCv) with the covariance C of the patches: the amplitude
 * at which f is asked is the one it was learnt at. Without that P drifts to amplitudes that f has never seen. Binary macro states are the sign
 * of y[o] + b[o], with the derivative of 2·sigmoid − 1 in place of that of the sign.
 */
export class Encoders {
  readonly shape: EncoderShape;
  /** [count · F][patches]: macro states. */
  readonly output: Matrix;
  /** [count · F][patches]: gradient of the loss to them, written by the caller. */
  readonly dOutput: Matrix;
  readonly #engine: SimdEngine;
  readonly #count: number;
  readonly #rows: number;
  readonly #size: number;
  /** v, [count][F][F][steps][places]; trained itself when it is not separable. */
  readonly #kernel: Parameter;
  readonly #factors: { space: Parameter; time: Parameter } | null;
  /** What `#kernel` is divided by, and C·v, in real maps. */
  readonly #real: { covariance: Matrix; product: Matrix; deviation: Float64Array } | null;
  readonly #binary: { offset: Parameter; slope: Matrix } | null;
  /** w, laid out as v, and the gradient to it. */
  readonly #weights: Parameter;

  constructor(engine: SimdEngine, count: number, shape: EncoderShape, patches: number) {
    const { fields, steps, places, separable, binary } = shape;
    const size = patchSize(shape);
    const rows = count * fields;
    this.shape = shape;
    this.#engine = engine;
    this.#count = count;
    this.#rows = rows;
    this.#size = size;
    this.output = engine.zeros(rows, patches);
    this.dOutput = engine.zeros(rows, patches);
    this.#kernel = parameter(engine, 'map.kernel', [count, fields, fields, steps, places]);
    this.#weights = parameter(engine, 'map.weights', this.#kernel.shape);
    this.#factors = separable
      ? {
          space: parameter(engine, 'map.space', [count, fields, fields, places]),
          time: parameter(engine, 'map.time', [count, fields, steps]),
        }
      : null;
    this.#real = binary
      ? null
      : {
          covariance: engine.zeros(size, size),
          product: engine.zeros(rows, size),
          deviation: new Float64Array(rows),
        };
    this.#binary = binary
      ? { offset: parameter(engine, 'map.offset', [count, fields]), slope: engine.zeros(rows, patches) }
      : null;
  }

  parameters(): Parameter[] {
    const weights = this.#factors ? [this.#factors.space, this.#factors.time] : [this.#kernel];
    return this.#binary ? [...weights, this.#binary.offset] : weights;
  }

  /** Adds patches [F · steps · places][patches] to the covariance; `share` is their part of all that will be added. */
  observe(inputs: Matrix, share: number): void {
    if (!this.#real) return;
    const { covariance } = this.#real;
    const size = this.#size;
    const sums = this.#engine.zeros(size, size);
    const { stride, pointer } = inputs;
    this.#engine.kernels.gemmNT(
      size,
      size,
      inputs.padded,
      pointer,
      stride,
      pointer,
      stride,
      sums.pointer,
      sums.stride,
    );
    for (let i = 0; i < covariance.data.length; i++) {
      covariance.data[i] += (share / inputs.columns) * sums.data[i];
    }
  }

  /** Gaussian weights. */
  initialise(random: RandomStream): void {
    const weights = this.#factors ? [this.#factors.space, this.#factors.time] : [this.#kernel];
    for (const { value } of weights) random.fillNormal(value, 1 / Math.sqrt(this.#size));
  }

  forward(inputs: Matrix): void {
    this.#makeWeights();
    const y = this.output;
    const offset = this.#binary ? this.#binary.offset.valuePointer : 0;
    this.#engine.kernels.gemm(
      y.rows,
      y.padded,
      this.#size,
      this.#weights.valuePointer,
      this.#size,
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
    if (!this.#binary) return;
    const s = this.#binary.slope.data;
    for (let i = 0; i < s.length; i++) {
      const probability = 1 / (1 + Math.exp(-y.data[i]));
      s[i] = 2 * probability * (1 - probability);
      y.data[i] = y.data[i] > 0 ? 1 : -1;
    }
  }

  /** From `dOutput` (which is overwritten where states are binary) to the gradients of the parameters. */
  backward(inputs: Matrix): void {
    const { kernels } = this.#engine;
    const d = this.dOutput;
    if (this.#binary) {
      const s = this.#binary.slope.data;
      for (let i = 0; i < s.length; i++) d.data[i] *= s[i];
      kernels.rowSums(d.rows, d.padded, d.pointer, d.stride, this.#binary.offset.gradientPointer);
    }
    const weights = this.#weights;
    weights.gradient.fill(0);
    kernels.gemmNT(
      d.rows,
      this.#size,
      d.padded,
      d.pointer,
      d.stride,
      inputs.pointer,
      inputs.stride,
      weights.gradientPointer,
      this.#size,
    );
    this.#toKernel();
    this.#toFactors();
  }

  /** w [F][F][steps][places] and b [F] (0 where there is none) of P number `index`, copied. */
  weights(index: number): { kernel: Float32Array; offset: Float32Array } {
    this.#makeWeights();
    const { fields } = this.shape;
    const size = fields * this.#size;
    return {
      kernel: this.#weights.value.slice(index * size, (index + 1) * size),
      offset:
        this.#binary?.offset.value.slice(index * fields, (index + 1) * fields) ?? new Float32Array(fields),
    };
  }

  /** w from what is trained. */
  #makeWeights(): void {
    const kernel = this.#kernel.value;
    const weights = this.#weights.value;
    if (this.#factors) {
      const [space, time] = [this.#factors.space.value, this.#factors.time.value];
      this.#eachWeight((weight, a, c) => void (kernel[weight] = space[a] * time[c]));
    }
    if (!this.#real) {
      weights.set(kernel);
      return;
    }
    const { covariance, product, deviation } = this.#real;
    const size = this.#size;
    this.#engine.kernels.gemm(
      this.#rows,
      product.padded,
      size,
      this.#kernel.valuePointer,
      size,
      1,
      covariance.pointer,
      covariance.stride,
      product.pointer,
      product.stride,
      0,
      0,
      0,
      0,
    );
    for (let row = 0; row < this.#rows; row++) {
      const variance = dot(kernel, row * size, product.data, row * product.stride, size);
      // Fields that never vary have no scale.
      deviation[row] = Math.sqrt(Math.max(0, variance)) || 1;
      for (let i = row * size; i < (row + 1) * size; i++) weights[i] = kernel[i] / deviation[row];
    }
  }

  /** Gradient to v from that to w: g/n − (g·v) C·v/n³ with n² = vᵀCv. */
  #toKernel(): void {
    const [target, gradient, size] = [this.#kernel.gradient, this.#weights.gradient, this.#size];
    if (!this.#real) {
      target.set(gradient);
      return;
    }
    const { product, deviation } = this.#real;
    for (let row = 0; row < this.#rows; row++) {
      const along = dot(gradient, row * size, this.#kernel.value, row * size, size) / deviation[row] ** 2;
      for (let i = 0; i < size; i++) {
        const place = row * size + i;
        target[place] = (gradient[place] - along * product.data[row * product.stride + i]) / deviation[row];
      }
    }
  }

  #toFactors(): void {
    if (!this.#factors) return;
    const { space, time } = this.#factors;
    const kernel = this.#kernel.gradient;
    this.#eachWeight((weight, a, c) => {
      space.gradient[a] += kernel[weight] * time.value[c];
      time.gradient[c] += kernel[weight] * space.value[a];
    });
  }

  /** Every weight with the places of its factors in space and time. */
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

function dot(a: Float32Array, startA: number, b: Float32Array, startB: number, length: number): number {
  let sum = 0;
  for (let i = 0; i < length; i++) sum += a[startA + i] * b[startB + i];
  return sum;
}
