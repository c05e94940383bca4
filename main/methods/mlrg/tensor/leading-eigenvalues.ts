import { Matrix } from 'ml-matrix';
import { HostError } from '../../../../preload/contract/index.ts';
import { eigenpairs, eigenvalues, modulus, type Eigenvalue } from './eigenpairs.ts';
import { Krylov, krylovBlock, type LinearOperator, type RitzPair, type RitzPairs } from './krylov.ts';

/** Up to this many states a matrix is written out and diagonalised as a whole. */
export const writtenOut = 256;

/** Up to here that takes less time than a few vectors of a Krylov space do. */
const smallest = 64;

/** Numbers in the basis: 256 MB. */
const largestBasis = 2 ** 25;

/** Residual relative to the largest eigenvalue that a value may have, and in a symmetric matrix, whose error is of the order of its square. */
const tolerance = 1e-10;
const symmetricTolerance = 1e-7;

/** Relative change of the trace since the last extension of the Krylov space. */
const traceTolerance = 1e-11;

/**
 * Eigenvalues of a transfer matrix, largest modulus first: all of a small one, else those of a block Krylov space that was extended until
 * the first `count` have converged, and so has the trace of the `power`-th power. The smaller ones behind them are not accurate on their
 * own. Throws HostError 'too-large' when that takes more than 256 MB.
 */
export function leadingEigenvalues(operator: LinearOperator, count: number, power: number): Eigenvalue[] {
  if (operator.states <= writtenOut) return eigenvalues(written(operator));
  let before = 0;
  const { pairs } = converged(operator, count, ({ pairs: found, symmetric }, largest) => {
    const trace = traceOfPower(
      found.map(({ value }) => value),
      power,
    );
    const moved = Math.abs(trace / before - 1);
    before = trace;
    const allowed = (symmetric ? symmetricTolerance : tolerance) * largest;
    return moved <= traceTolerance && found.slice(0, count).every(({ residual }) => residual <= allowed);
  });
  return pairs.map(({ value }) => value);
}

/** Σ (λ / λ_0)^power; the imaginary parts of conjugate pairs cancel. */
export function traceOfPower(eigenvalues: readonly Eigenvalue[], power: number): number {
  const largest = modulus(eigenvalues[0]);
  let sum = 0;
  for (const { re, im } of eigenvalues) {
    sum += (Math.hypot(re, im) / largest) ** power * Math.cos(power * Math.atan2(im, re));
  }
  return sum;
}

/** The `count` eigenvalues of largest modulus of a symmetric matrix with their orthonormal vectors; fewer where the rank is less. */
export function leadingEigenvectors(
  operator: LinearOperator,
  count: number,
): { value: number; vector: Float64Array }[] {
  if (operator.states <= smallest) {
    return eigenpairs(written(operator))
      .pairs.slice(0, count)
      .map(({ value, vectors }) => ({ value: value.re, vector: vectors[0] }));
  }
  const { space, pairs } = converged(operator, count, ({ pairs: found }, largest) =>
    found.slice(0, count).every(({ residual }) => residual <= tolerance * largest),
  );
  return pairs
    .slice(0, count)
    .map(({ value, vectors }) => ({ value: value.re, vector: space.vector(vectors[0]) }));
}

/** Extends a Krylov space until it has `least` eigenvalues and `done` is content with them, or until it is closed. */
function converged(
  operator: LinearOperator,
  least: number,
  done: (found: RitzPairs, largest: number) => boolean,
): { space: Krylov; pairs: RitzPair[] } {
  const space = new Krylov(operator);
  for (;;) {
    space.extend(2 * krylovBlock);
    const found = space.ritz();
    const { pairs } = found;
    if (space.closed || (pairs.length >= least && done(found, modulus(pairs[0].value))))
      return { space, pairs };
    if ((space.size + 2 * krylovBlock) * operator.states > largestBasis) {
      throw new HostError(
        'too-large',
        `The leading eigenvalues of ${operator.states} states did not converge.`,
        {
          remedy: 'Take a shorter row.',
        },
      );
    }
  }
}

function written(operator: LinearOperator): Matrix {
  const { states } = operator;
  const matrix = new Matrix(states, states);
  const unit = new Float64Array(states);
  const image = new Float64Array(states);
  for (let j = 0; j < states; j++) {
    unit.fill(0);
    unit[j] = 1;
    operator.apply(unit, image);
    for (let i = 0; i < states; i++) matrix.set(i, j, image[i]);
  }
  return matrix;
}
