import type { RandomStream } from '../../random.ts';
import type { SimdEngine } from '../engine.ts';
import { epilogue } from '../kernels.ts';
import type { FlowLayer, LayerPass } from '../layer.ts';
import { Matrix } from '../matrix.ts';
import { constant, parameter, type Constant, type Parameter } from '../parameter.ts';
import { randomOrthogonal } from './orthogonal.ts';
import { decompose, multiply, transposed, triangularInverse } from './triangular.ts';

/**
 * Learned invertible linear map z = W·x, the 1×1 convolution of Glow (Kingma and Dhariwal 2018, section 3.2) with
 * W = P·L·(U + diag(sign·exp(logDiagonal))): P a fixed permutation, L unit lower, U strictly upper triangular. It starts as a
 * random orthogonal matrix and stays invertible whatever the optimiser does. log|det| = Σ logDiagonal.
 */
export class LearnedLinear implements FlowLayer {
  readonly dimension: number;
  readonly #engine: SimdEngine;
  /** Strictly lower part of L below the diagonal, strictly upper part of U above it; the diagonal is not used. */
  readonly #triangles: Parameter;
  readonly #logDiagonal: Parameter;
  readonly #sign: Constant;
  /** Row i of L·U is row permutation[i] of W. */
  readonly #permutation: Constant;

  constructor(engine: SimdEngine, options: { name: string; dimension: number; stream: RandomStream }) {
    const n = options.dimension;
    this.#engine = engine;
    this.dimension = n;
    this.#triangles = parameter(engine, `${options.name}.triangles`, [n, n]);
    this.#logDiagonal = parameter(engine, `${options.name}.logDiagonal`, [n]);
    this.#sign = constant(engine, `${options.name}.sign`, [n]);
    this.#permutation = constant(engine, `${options.name}.permutation`, [n]);
    const { packed, order } = decompose(randomOrthogonal(n, options.stream), n);
    for (let i = 0; i < n; i++) {
      this.#logDiagonal.value[i] = Math.log(Math.abs(packed[i * n + i]));
      this.#sign.value[i] = Math.sign(packed[i * n + i]);
      this.#permutation.value[i] = order[i];
      packed[i * n + i] = 0;
    }
    this.#triangles.value.set(packed);
  }

  forward(x: Matrix, logDeterminant: Matrix): LayerPass {
    const { lower, upper } = this.#factors();
    const w = this.#toMemory(this.#permuted(multiply(lower, upper, this.dimension)));
    this.#addLogDeterminant(logDeterminant, 1);
    return {
      z: this.#product(w, x, false),
      backward: (dz, dLogDeterminant) => {
        this.#parameterGradients(x, dz, dLogDeterminant, lower, upper);
        return this.#product(w, dz, true);
      },
    };
  }

  inverse(z: Matrix, logDeterminant: Matrix): Matrix {
    const n = this.dimension;
    const { lower, upper } = this.#factors();
    const product = multiply(triangularInverse(upper, n, 'upper'), triangularInverse(lower, n, 'lower'), n);
    const inverse = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) inverse[i * n + this.#permutation.value[j]] = product[i * n + j];
    }
    this.#addLogDeterminant(logDeterminant, -1);
    return this.#product(this.#toMemory(inverse), z, false);
  }

  initialise(x: Matrix): Matrix {
    return this.forward(x, this.#engine.zeros(1, x.columns)).z;
  }

  #factors(): { lower: Float64Array; upper: Float64Array } {
    const n = this.dimension;
    const lower = new Float64Array(n * n);
    const upper = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const value = this.#triangles.value[i * n + j];
        if (j < i) lower[i * n + j] = value;
        else if (j > i) upper[i * n + j] = value;
      }
      lower[i * n + i] = 1;
      upper[i * n + i] = this.#sign.value[i] * Math.exp(this.#logDiagonal.value[i]);
    }
    return { lower, upper };
  }

  /** P·matrix: row i of `matrix` goes to row permutation[i]. */
  #permuted(matrix: Float64Array): Float64Array {
    const n = this.dimension;
    const result = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      result.set(matrix.subarray(i * n, i * n + n), this.#permutation.value[i] * n);
    }
    return result;
  }

  #toMemory(matrix: Float64Array): number {
    const copy = this.#engine.floats(matrix.length);
    copy.set(matrix);
    return copy.byteOffset;
  }

  #product(w: number, x: Matrix, transpose: boolean): Matrix {
    const n = this.dimension;
    const z = Matrix.allocate(this.#engine, n, x.columns);
    this.#engine.kernels.gemm(
      n,
      x.padded,
      n,
      w,
      transpose ? 1 : n,
      transpose ? n : 1,
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

  /** dW = dz·xᵀ; with G = Pᵀ·dW: dL = G·Uᵀ below the diagonal, dU = Lᵀ·G on and above it. */
  #parameterGradients(
    x: Matrix,
    dz: Matrix,
    dLogDeterminant: Matrix,
    lower: Float64Array,
    upper: Float64Array,
  ): void {
    const n = this.dimension;
    const dW = this.#engine.floats(n * n);
    this.#engine.kernels.gemmNT(n, n, x.padded, dz.pointer, dz.stride, x.pointer, x.stride, dW.byteOffset, n);
    const g = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      const from = this.#permutation.value[i] * n;
      g.set(dW.subarray(from, from + n), i * n);
    }
    const dLower = multiply(g, transposed(upper, n), n);
    const dUpper = multiply(transposed(lower, n), g, n);
    let total = 0;
    for (const value of dLogDeterminant.row(0)) total += value;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        if (i !== j) this.#triangles.gradient[i * n + j] += j < i ? dLower[i * n + j] : dUpper[i * n + j];
      }
      this.#logDiagonal.gradient[i] += dUpper[i * n + i] * upper[i * n + i] + total;
    }
  }

  #addLogDeterminant(logDeterminant: Matrix, sign: number): void {
    let sum = 0;
    for (const value of this.#logDiagonal.value) sum += value;
    const row = logDeterminant.row(0);
    for (let j = 0; j < row.length; j++) row[j] += sign * sum;
  }

  parameters(): Parameter[] {
    return [this.#triangles, this.#logDiagonal];
  }

  constants(): Constant[] {
    return [this.#sign, this.#permutation];
  }
}
