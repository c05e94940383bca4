import { Matrix } from 'ml-matrix';
import { HostError } from '../../../../preload/contract/index.ts';
import { eigenpairs, modulus, type Eigenvalue } from './eigenpairs.ts';
import { Krylov, krylovBlock, type LinearOperator, type RitzPair } from './krylov.ts';

/** Up to here a matrix is written out and diagonalised as a whole. */
const dense = 64;

/** Numbers in the basis: 256 MB. */
const largestBasis = 2 ** 25;

/** Residual of an eigenvalue relative to the largest; eigenvalues of the nearly normal matrices here are certain to about its square. */
const tolerance = 1e-10;

/**
 * Eigenvalues of a transfer matrix, largest modulus first: all of a small one, else those of a block Krylov space that was extended until
 * the first `count` have converged, and so have all that contribute to the trace of the `power`-th power. The smaller ones behind them
 * are not accurate on their own. Throws HostError 'too-large' when that takes more than 256 MB.
 */
export function leadingEigenvalues(operator: LinearOperator, count: number, power: number): Eigenvalue[] {
  if (operator.states <= dense) return eigenpairs(written(operator)).map(({ value }) => value);
  const { pairs } = converged(operator, count, (pair, k, largest) => {
    const weight = k < count ? 1 : (modulus(pair.value) / largest) ** (power - 1);
    return pair.residual * weight <= tolerance * largest;
  });
  return pairs.map(({ value }) => value);
}

/** The `count` eigenvalues of largest modulus of a symmetric matrix with their orthonormal vectors; fewer where the rank is less. */
export function leadingEigenvectors(
  operator: LinearOperator,
  count: number,
): { value: number; vector: Float64Array }[] {
  if (operator.states <= dense) {
    return eigenpairs(written(operator))
      .slice(0, count)
      .map(({ value, vectors }) => ({ value: value.re, vector: vectors[0] }));
  }
  const { space, pairs } = converged(
    operator,
    count,
    ({ residual }, k, largest) => k >= count || residual <= tolerance * largest,
  );
  return pairs
    .slice(0, count)
    .map(({ value, vectors }) => ({ value: value.re, vector: space.vector(vectors[0]) }));
}

function converged(
  operator: LinearOperator,
  least: number,
  done: (pair: RitzPair, k: number, largest: number) => boolean,
): { space: Krylov; pairs: RitzPair[] } {
  const space = new Krylov(operator);
  for (;;) {
    space.extend(2 * krylovBlock);
    const pairs = space.ritz();
    const largest = modulus(pairs[0].value);
    const enough = pairs.length >= least && pairs.every((pair, k) => done(pair, k, largest));
    if (enough || space.closed) return { space, pairs };
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

function written({ states, apply }: LinearOperator): Matrix {
  const matrix = new Matrix(states, states);
  const unit = new Float64Array(states);
  const image = new Float64Array(states);
  for (let j = 0; j < states; j++) {
    unit.fill(0);
    unit[j] = 1;
    apply(unit, image);
    for (let i = 0; i < states; i++) matrix.set(i, j, image[i]);
  }
  return matrix;
}
