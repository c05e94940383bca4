import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import type { Likelihood, LossTerms } from './likelihood.ts';

/** Below this norm the gradient is what rounding leaves of it. */
const negligibleGradient = 1e-14;
const mostIterations = 100;
/** Halvings of a step that does not lower the loss. */
const mostHalvings = 40;

export interface NewtonResult {
  weights: Float64Array;
  /** At the optimum. */
  terms: LossTerms;
  gradientNorm: number;
  iterations: number;
}

export interface NewtonStep {
  iteration: number;
  weights: Float64Array;
  loss: number;
  gradientNorm: number;
}

/**
 * Minimises a convex loss by Newton's method with step halving, from `start` (zero weights by default) until the gradient is rounding
 * noise. Where the Hessian is singular, the least ridge that lets it be factorised is added: such data leave directions of the
 * weights undecided, and the step then ignores them. `onStep` sees the start and every iteration.
 */
export function minimiseByNewton(
  likelihood: Likelihood,
  onStep: (step: NewtonStep) => void = () => {},
  start: Float64Array = new Float64Array(likelihood.parameters),
): NewtonResult {
  let weights = start;
  let terms = likelihood.evaluate(weights);
  let gradientNorm = norm(terms.gradient);
  let iteration = 0;
  onStep({ iteration, weights, loss: terms.loss, gradientNorm });
  while (iteration < mostIterations && gradientNorm > negligibleGradient) {
    const next = descend(likelihood, weights, terms);
    if (!next) break;
    const better = next.terms.loss < terms.loss || norm(next.terms.gradient) < gradientNorm;
    if (!better) break;
    ({ weights, terms } = next);
    gradientNorm = norm(terms.gradient);
    iteration++;
    onStep({ iteration, weights, loss: terms.loss, gradientNorm });
  }
  return { weights, terms, gradientNorm, iterations: iteration };
}

/** One Newton step, halved until the loss does not rise; null when no step along the direction helps. */
function descend(
  likelihood: Likelihood,
  weights: Float64Array,
  terms: LossTerms,
): { weights: Float64Array; terms: LossTerms } | null {
  const direction = solveSymmetric(terms.hessian, terms.gradient);
  // The last steps change the loss by less than it can be told apart.
  const rounding = 4 * Number.EPSILON * terms.loss;
  for (let halving = 0, step = 1; halving < mostHalvings; halving++, step /= 2) {
    const tried = weights.map((weight, i) => weight - step * direction[i]);
    const next = likelihood.evaluate(tried);
    if (next.loss <= terms.loss + rounding) return { weights: tried, terms: next };
  }
  return null;
}

/** x of A·x = b for a positive semidefinite A [n²] of any scale. */
function solveSymmetric(a: Float64Array, b: Float64Array): Float64Array {
  return Float64Array.from(factorise(a, b.length).solve(Matrix.columnVector(b)).getColumn(0));
}

/** Inverse of a positive definite matrix [n²], row by row; null when it is singular to working precision. */
export function inverseOf(a: Float64Array, n: number): Float64Array | null {
  const factor = new CholeskyDecomposition(asMatrix(a, n));
  if (!factor.isPositiveDefinite()) return null;
  const pivots = factor.lowerTriangularMatrix.diagonal();
  const largest = Math.max(...Array.from({ length: n }, (_, i) => a[i * n + i]));
  // A pivot is a variance left after the directions before it; what rounding leaves is no information.
  if (pivots.some((pivot) => pivot * pivot < 1e-13 * largest)) return null;
  return Float64Array.from(factor.solve(Matrix.eye(n)).to1DArray());
}

function factorise(a: Float64Array, n: number): CholeskyDecomposition {
  const matrix = asMatrix(a, n);
  const trace = matrix.trace();
  let factor = new CholeskyDecomposition(matrix);
  for (let ridge = 1e-14; !factor.isPositiveDefinite(); ridge *= 100) {
    if (!(ridge * trace > 0 && ridge < 1)) throw new RangeError('a Hessian is not positive semidefinite');
    factor = new CholeskyDecomposition(Matrix.add(matrix, Matrix.eye(n, n, ridge * trace)));
  }
  return factor;
}

function asMatrix(a: Float64Array, n: number): Matrix {
  return Matrix.from1DArray(n, n, a);
}

export function norm(vector: Float64Array): number {
  return Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
}
