import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import type { Divergence } from './divergence.ts';

/** A local minimum of a divergence over its student. */
export interface Minimum {
  couplings: Float64Array;
  nats: number;
  /** Largest component of the gradient that is left. */
  residual: number;
  /** Newton steps taken. */
  iterations: number;
  /** Whether the last Newton step was negligible. */
  converged: boolean;
}

const mostIterations = 200;
/** A Newton step below this part of the couplings is the last: the next would be smaller by its square. */
const smallStep = 1e-8;
/** Largest change of a coupling in one step. */
const longestStep = 1;
/** Damping relative to the largest curvature: at first, and the least, which keeps flat directions at rest. */
const firstDamping = 1e-3;
const leastDamping = 1e-11;
/** A predicted gain below this, in nats, is lost in rounding; steps are then judged by the gradient. */
const rounding = 1e-13;
/** A curvature below minus this part of the largest makes a stationary point a saddle. */
const saddle = 1e-7;
/** Saddles left before giving up. */
const mostSaddles = 6;

/**
 * Damped Newton steps (Levenberg) from `start` to a local minimum. Saddle points are left along their most negative curvature: on the bare
 * axis the gradient along the other couplings of the hidden spin vanishes by its gauge, whatever the minimum.
 */
export function minimise(divergence: Divergence, start: Float64Array): Minimum {
  const descent = new Descent(divergence, start);
  for (let saddles = 0; ; saddles++) {
    const converged = descent.run();
    const downhill = descent.downhill();
    if (downhill === null || saddles === mostSaddles) {
      return { ...descent.minimum(), converged: converged && downhill === null };
    }
    descent.leave(downhill);
  }
}

class Descent {
  readonly #divergence: Divergence;
  readonly #size: number;
  #couplings: Float64Array;
  #gradient: Float64Array;
  #hessian: Float64Array;
  #nats: number;
  #trial: Float64Array;
  #trialGradient: Float64Array;
  #trialHessian: Float64Array;
  readonly #factor: Float64Array;
  readonly #step: Float64Array;
  #iterations = 0;

  constructor(divergence: Divergence, start: Float64Array) {
    const size = divergence.couplings;
    this.#divergence = divergence;
    this.#size = size;
    this.#couplings = Float64Array.from(start);
    this.#gradient = new Float64Array(size);
    this.#hessian = new Float64Array(size * size);
    this.#trial = new Float64Array(size);
    this.#trialGradient = new Float64Array(size);
    this.#trialHessian = new Float64Array(size * size);
    this.#factor = new Float64Array(size * size);
    this.#step = new Float64Array(size);
    this.#nats = divergence.evaluate(this.#couplings, this.#gradient, this.#hessian);
  }

  minimum(): Omit<Minimum, 'converged'> {
    return {
      couplings: this.#couplings.slice(),
      // Rounding can leave a divergence of nothing just below zero.
      nats: Math.max(0, this.#nats),
      residual: largest(this.#gradient),
      iterations: this.#iterations,
    };
  }

  /** Goes down until steps are negligible; whether it got there. */
  run(): boolean {
    let damping = firstDamping;
    while (this.#iterations < mostIterations) {
      const curvature = this.#largestCurvature();
      if (curvature === 0) return largest(this.#gradient) === 0;
      while (!this.#solve(damping * curvature)) damping = Math.max(4 * damping, firstDamping);
      const step = this.#step;
      const length = largest(step);
      if (length > longestStep) for (let m = 0; m < step.length; m++) step[m] *= longestStep / length;
      const negligible =
        damping <= leastDamping && length <= smallStep * Math.max(largest(this.#couplings), smallStep);
      const better = this.#try();
      if (negligible) return true;
      this.#iterations++;
      if (better) damping = damping < 100 * leastDamping ? leastDamping : damping / 30;
      else if (damping <= leastDamping && length <= 1e3 * smallStep * largest(this.#couplings)) return true;
      else damping = Math.max(8 * damping, 1e-6);
      // Where no damping helps, rounding is all that is left.
      if (damping > 1e12) return false;
    }
    return false;
  }

  /** Direction of a curvature that is clearly negative; null where there is none. */
  downhill(): number[] | null {
    const { realEigenvalues: values, eigenvectorMatrix: vectors } = new EigenvalueDecomposition(
      Matrix.from1DArray(this.#size, this.#size, this.#hessian),
      { assumeSymmetric: true },
    );
    const lowest = values.indexOf(Math.min(...values));
    return values[lowest] < -saddle * Math.max(...values.map(Math.abs)) ? vectors.getColumn(lowest) : null;
  }

  /** Moves off along a direction, the way on which the divergence falls most. */
  leave(direction: readonly number[]): void {
    const scale = Math.max(largest(this.#couplings), 0.1);
    let best = { nats: Infinity, couplings: this.#couplings };
    for (const part of [0.5, -0.5, 0.2, -0.2, 0.05, -0.05, 0.01, -0.01]) {
      const couplings = this.#couplings.map((coupling, m) => coupling + part * scale * direction[m]);
      const nats = this.#divergence.evaluate(couplings);
      if (nats < best.nats) best = { nats, couplings };
    }
    this.#couplings = best.couplings;
    this.#nats = this.#divergence.evaluate(this.#couplings, this.#gradient, this.#hessian);
  }

  #largestCurvature(): number {
    let most = 0;
    for (let m = 0; m < this.#size; m++) most = Math.max(most, Math.abs(this.#hessian[m * this.#size + m]));
    return most;
  }

  /** Step of the damped Newton equations; false when the damped Hessian is not positive definite. */
  #solve(damping: number): boolean {
    const size = this.#size;
    const factor = this.#factor;
    factor.set(this.#hessian);
    for (let m = 0; m < size; m++) factor[m * size + m] += damping;
    if (!factorise(factor, size)) return false;
    for (let m = 0; m < size; m++) this.#step[m] = -this.#gradient[m];
    substitute(factor, size, this.#step);
    return true;
  }

  /** Takes the step if it goes down. */
  #try(): boolean {
    const size = this.#size;
    let gain = 0;
    for (let m = 0; m < size; m++) {
      let curved = 0;
      for (let n = 0; n < size; n++) curved += this.#hessian[m * size + n] * this.#step[n];
      gain -= this.#step[m] * (this.#gradient[m] + 0.5 * curved);
      this.#trial[m] = this.#couplings[m] + this.#step[m];
    }
    const nats = this.#divergence.evaluate(this.#trial, this.#trialGradient, this.#trialHessian);
    const better =
      gain > rounding
        ? this.#nats - nats > 1e-4 * gain
        : largest(this.#trialGradient) < largest(this.#gradient);
    if (!better) return false;
    this.#nats = nats;
    [this.#couplings, this.#trial] = [this.#trial, this.#couplings];
    [this.#gradient, this.#trialGradient] = [this.#trialGradient, this.#gradient];
    [this.#hessian, this.#trialHessian] = [this.#trialHessian, this.#hessian];
    return true;
  }
}

/** Cholesky factor in the lower triangle, in place; false where the matrix is not positive definite. */
function factorise(matrix: Float64Array, size: number): boolean {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * size + j];
      for (let k = 0; k < j; k++) sum -= matrix[i * size + k] * matrix[j * size + k];
      if (i !== j) matrix[i * size + j] = sum / matrix[j * size + j];
      else if (sum > 0) matrix[i * size + i] = Math.sqrt(sum);
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

function largest(vector: Float64Array): number {
  let most = 0;
  for (let m = 0; m < vector.length; m++) most = Math.max(most, Math.abs(vector[m]));
  return most;
}
