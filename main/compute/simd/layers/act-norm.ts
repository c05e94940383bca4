import type { SimdEngine } from '../engine.ts';
import type { FlowLayer, LayerPass } from '../layer.ts';
import { Matrix } from '../matrix.ts';
import { parameter, type Constant, type Parameter } from '../parameter.ts';

// A feature that never varies in the first batch must not be blown up without bound.
const leastDeviation = 1e-4;

/**
 * ActNorm (Kingma and Dhariwal 2018): z = exp(logScale)·x + shift per feature, both learned. `initialise` sets them so that its
 * batch leaves with mean 0 and standard deviation 1. log|det| = Σ logScale.
 */
export class ActNorm implements FlowLayer {
  readonly dimension: number;
  readonly #engine: SimdEngine;
  readonly #logScale: Parameter;
  readonly #shift: Parameter;

  constructor(engine: SimdEngine, options: { name: string; dimension: number }) {
    this.#engine = engine;
    this.dimension = options.dimension;
    this.#logScale = parameter(engine, `${options.name}.logScale`, [options.dimension]);
    this.#shift = parameter(engine, `${options.name}.shift`, [options.dimension]);
  }

  forward(x: Matrix, logDeterminant: Matrix): LayerPass {
    const { kernels } = this.#engine;
    const scale = this.#exponentials(1);
    const z = this.#affine(x, scale, this.#shift.valuePointer);
    this.#addLogDeterminant(logDeterminant, 1);
    return {
      z,
      backward: (dz, dLogDeterminant) => {
        const dx = this.#affine(dz, scale, 0);
        // d logScale = Σ dz·x·scale + Σ dLogDeterminant, and dx = dz·scale.
        kernels.rowDots(x.rows, x.padded, dx.pointer, x.pointer, x.stride, this.#logScale.gradientPointer);
        let total = 0;
        for (const value of dLogDeterminant.row(0)) total += value;
        for (let i = 0; i < this.dimension; i++) this.#logScale.gradient[i] += total;
        kernels.rowSums(dz.rows, dz.padded, dz.pointer, dz.stride, this.#shift.gradientPointer);
        return dx;
      },
    };
  }

  inverse(z: Matrix, logDeterminant: Matrix): Matrix {
    const scale = this.#exponentials(-1);
    const shift = this.#engine.floats(this.dimension);
    for (let i = 0; i < this.dimension; i++) shift[i] = -this.#shift.value[i] * scale[i];
    this.#addLogDeterminant(logDeterminant, -1);
    return this.#affine(z, scale, shift.byteOffset);
  }

  initialise(x: Matrix): Matrix {
    for (let i = 0; i < this.dimension; i++) {
      const values = x.row(i);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
      const scale = 1 / Math.max(leastDeviation, Math.sqrt(variance));
      this.#logScale.value[i] = Math.log(scale);
      this.#shift.value[i] = -mean * scale;
    }
    return this.#affine(x, this.#exponentials(1), this.#shift.valuePointer);
  }

  #exponentials(sign: number): Float32Array<ArrayBuffer> {
    const scale = this.#engine.floats(this.dimension);
    for (let i = 0; i < this.dimension; i++) scale[i] = Math.exp(sign * this.#logScale.value[i]);
    return scale;
  }

  #affine(x: Matrix, scale: Float32Array, shift: number): Matrix {
    const z = Matrix.allocate(this.#engine, x.rows, x.columns);
    this.#engine.kernels.affineRows(
      x.rows,
      x.padded,
      x.pointer,
      x.stride,
      scale.byteOffset,
      shift,
      z.pointer,
    );
    return z;
  }

  #addLogDeterminant(logDeterminant: Matrix, sign: number): void {
    let sum = 0;
    for (const value of this.#logScale.value) sum += value;
    const row = logDeterminant.row(0);
    for (let j = 0; j < row.length; j++) row[j] += sign * sum;
  }

  parameters(): Parameter[] {
    return [this.#logScale, this.#shift];
  }

  constants(): Constant[] {
    return [];
  }
}
