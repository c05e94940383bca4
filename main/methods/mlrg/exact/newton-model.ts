import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

export interface NewtonStep {
  /** Overwritten by the next step. */
  step: Float64Array;
  /** Its Euclidean length. */
  length: number;
  /** What the quadratic model promises of it. */
  gain: number;
  /** Whether it is Newton's own step: the Hessian is positive definite and the region does not cut it short. */
  free: boolean;
}

/** Curvatures below this part of the largest are flat directions, along which nothing moves. */
const flat = 1e-15;

/** Steps for a function of few variables from its gradient and Hessian. */
export class NewtonModel {
  readonly #size: number;
  readonly #factor: Float64Array;
  readonly #step: Float64Array;

  constructor(size: number) {
    this.#size = size;
    this.#factor = new Float64Array(size * size);
    this.#step = new Float64Array(size);
  }

  /**
   * Newton's step where the Hessian is positive definite and the step is no longer than `radius`; otherwise a step of at most that length
   * with −g/(|λ| + μ) along the eigenvectors of the Hessian, which goes down whatever the signs of its eigenvalues λ.
   */
  step(gradient: Float64Array, hessian: Float64Array, radius: number): NewtonStep {
    const step = this.#step;
    this.#factor.set(hessian);
    if (factorise(this.#factor, this.#size)) {
      for (let m = 0; m < step.length; m++) step[m] = -gradient[m];
      substitute(this.#factor, this.#size, step);
      const length = Math.hypot(...step);
      if (length <= radius) return { step, length, gain: this.#gain(gradient, hessian), free: true };
    }
    this.#restricted(gradient, hessian, radius);
    return { step, length: Math.hypot(...step), gain: this.#gain(gradient, hessian), free: false };
  }

  /** Direction of the most negative curvature if it is below −`part` of the largest. */
  downhill(hessian: Float64Array, part: number): Float64Array | null {
    const { values, vectors } = this.#decompose(hessian);
    const lowest = values.indexOf(Math.min(...values));
    const scale = Math.max(...values.map(Math.abs));
    return values[lowest] < -part * scale ? Float64Array.from(vectors.getColumn(lowest)) : null;
  }

  #restricted(gradient: Float64Array, hessian: Float64Array, radius: number): void {
    const { values, vectors } = this.#decompose(hessian);
    const slopes = vectors.transpose().mmul(Matrix.columnVector(gradient)).getColumn(0);
    const curvatures = values.map(Math.abs);
    const least = flat * Math.max(...curvatures);
    const part = (i: number, damping: number) =>
      curvatures[i] <= least ? 0 : -slopes[i] / (curvatures[i] + damping);
    const length = (damping: number) => Math.hypot(...slopes.map((_, i) => part(i, damping)));
    let damping = 0;
    if (length(0) > radius) {
      // The length falls with the damping; bisection in its logarithm is quick enough for a few variables.
      let [low, high] = [0, Math.hypot(...slopes) / radius];
      for (let i = 0; i < 60 && high - low > 1e-3 * high; i++) {
        damping = low === 0 ? high / 1000 : Math.sqrt(low * high);
        if (length(damping) > radius) low = damping;
        else high = damping;
        if (low === 0 && high < least) break;
      }
      damping = high;
    }
    const step = vectors.mmul(Matrix.columnVector(slopes.map((_, i) => part(i, damping)))).getColumn(0);
    this.#step.set(step);
  }

  #gain(gradient: Float64Array, hessian: Float64Array): number {
    const size = this.#size;
    const step = this.#step;
    let gain = 0;
    for (let m = 0; m < size; m++) {
      let curved = 0;
      for (let n = 0; n < size; n++) curved += hessian[m * size + n] * step[n];
      gain -= step[m] * (gradient[m] + 0.5 * curved);
    }
    return gain;
  }

  #decompose(hessian: Float64Array): { values: number[]; vectors: Matrix } {
    const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(
      Matrix.from1DArray(this.#size, this.#size, hessian),
      { assumeSymmetric: true },
    );
    return { values: realEigenvalues, vectors: eigenvectorMatrix };
  }
}

/** Largest component of a vector. */
export function largest(vector: Float64Array): number {
  let most = 0;
  for (let m = 0; m < vector.length; m++) most = Math.max(most, Math.abs(vector[m]));
  return most;
}

/** Cholesky factor in the lower triangle, in place; false where the matrix is not positive definite beyond rounding. */
function factorise(matrix: Float64Array, size: number): boolean {
  for (let i = 0; i < size; i++) {
    const diagonal = matrix[i * size + i];
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * size + j];
      for (let k = 0; k < j; k++) sum -= matrix[i * size + k] * matrix[j * size + k];
      if (i !== j) matrix[i * size + j] = sum / matrix[j * size + j];
      else if (sum > 1e-14 * diagonal && sum > 0) matrix[i * size + i] = Math.sqrt(sum);
      else return false;
    }
  }
  return true;
}

function substitute(factor: Float64Array, size: number, x: Float64Array): void {
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) x[i] -= factor[i * size + k] * x[k];
    x[i] /= factor[i * size + i];
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) x[i] -= factor[k * size + i] * x[k];
    x[i] /= factor[i * size + i];
  }
}
