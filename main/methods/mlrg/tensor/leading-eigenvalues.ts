import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { HostError } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../compute/random.ts';
import type { RowOperator } from './row-operator.ts';

/** An eigenvalue of a general real matrix. */
export interface Eigenvalue {
  re: number;
  im: number;
}

/** Up to here the matrix is written out and diagonalised as a whole. */
const dense = 64;

/**
 * Vectors in the first block of the Krylov space: an eigenvalue is found as often as it occurs up to this multiplicity. The largest
 * here, that of S6, is 5 colours × 2 momenta.
 */
const block = 12;

/** Numbers in the basis: 256 MB. */
const largestBasis = 2 ** 25;

/** Residual of an eigenvalue relative to the largest; eigenvalues of the normal matrices here are then certain to about its square. */
const tolerance = 1e-10;

/** Below this share of the largest image, what orthogonalisation leaves is rounding. */
const rounding = 1e-13;

/**
 * Eigenvalues of a transfer matrix, largest modulus first: all of a small one, else those of a block Krylov space that was extended until
 * the first `count` have converged, and so have all that contribute to the trace of the `power`-th power. The smaller ones behind them
 * are not accurate on their own. Throws HostError 'too-large' when that takes more than 256 MB.
 */
export function leadingEigenvalues(operator: RowOperator, count: number, power: number): Eigenvalue[] {
  const { states } = operator;
  if (states <= dense) return eigenvalues(written(operator)).values;
  const krylov = new Krylov(operator);
  for (;;) {
    krylov.extend(2 * block);
    const { values, residuals } = krylov.ritz();
    const largest = modulus(values[0]);
    const converged = values.every((value, k) => {
      const allowed = k < count ? tolerance : tolerance * (largest / modulus(value)) ** (power - 1);
      return residuals[k] <= allowed * largest;
    });
    if (converged) return values;
    if ((krylov.size + 2 * block) * states > largestBasis) {
      throw new HostError('too-large', `The leading eigenvalues of ${states} states did not converge.`, {
        remedy: 'Take a shorter row.',
      });
    }
  }
}

export const modulus = ({ re, im }: Eigenvalue) => Math.hypot(re, im);

/** Block Arnoldi, one vector at a time: M V = V H + what lies beyond the columns done. */
class Krylov {
  readonly #operator: RowOperator;
  /** Orthonormal; those from #done on have not been multiplied yet. */
  readonly #basis: Float64Array[] = [];
  /** Column j of H, as long as the basis was after it. */
  readonly #columns: number[][] = [];
  #scale = 0;

  constructor(operator: RowOperator) {
    this.#operator = operator;
    // Fixed, so that the same row gives the same bits.
    const random = new RandomStream(0, 'first block of a transfer row');
    for (let i = 0; i < block; i++) {
      const vector = new Float64Array(operator.states).fill(1);
      if (i > 0) random.fillNormal(vector);
      this.#append(vector, 0);
    }
  }

  get size(): number {
    return this.#basis.length;
  }

  /** Multiplies `steps` more vectors of the basis, or all there are when the space is closed. */
  extend(steps: number): void {
    for (let i = 0; i < steps && this.#columns.length < this.#basis.length; i++) {
      const image = new Float64Array(this.#operator.states);
      this.#operator.apply(this.#basis[this.#columns.length], image);
      this.#scale = Math.max(this.#scale, norm(image));
      this.#columns.push(this.#append(image, rounding * this.#scale));
    }
  }

  /** Orthogonalises twice, keeps what is left when it is more than `least`; the coefficients in the basis. */
  #append(vector: Float64Array, least: number): number[] {
    const coefficients = new Array<number>(this.#basis.length).fill(0);
    for (let pass = 0; pass < 2; pass++) {
      for (const [i, kept] of this.#basis.entries()) {
        const overlap = dot(kept, vector);
        coefficients[i] += overlap;
        for (let k = 0; k < vector.length; k++) vector[k] -= overlap * kept[k];
      }
    }
    const left = norm(vector);
    if (left > least && this.#basis.length < vector.length) {
      for (let k = 0; k < vector.length; k++) vector[k] /= left;
      this.#basis.push(vector);
      coefficients.push(left);
    }
    return coefficients;
  }

  /** Eigenvalues of the projected matrix with the norms of M y − θ y. */
  ritz(): { values: Eigenvalue[]; residuals: number[] } {
    const done = this.#columns.length;
    const projected = new Matrix(done, done);
    for (const [j, column] of this.#columns.entries()) {
      for (let i = 0; i < Math.min(done, column.length); i++) projected.set(i, j, column[i]);
    }
    const { values, vectors } = eigenvalues(projected);
    const residuals = values.map((_, k) => {
      let square = 0;
      let length = 0;
      for (const part of vectors[k]) {
        for (let i = done; i < this.#basis.length; i++) {
          let beyond = 0;
          for (let j = 0; j < done; j++) beyond += (this.#columns[j][i] ?? 0) * part[j];
          square += beyond ** 2;
        }
        length += dot(part, part);
      }
      return Math.sqrt(square / length);
    });
    return { values, residuals };
  }
}

function written({ states, apply }: RowOperator): Matrix {
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

/** All of a small matrix, largest modulus first, with their vectors: a real one, or the real and imaginary part of a complex one. */
function eigenvalues(matrix: Matrix): { values: Eigenvalue[]; vectors: Float64Array[][] } {
  const size = matrix.rows;
  let largest = 0;
  let skew = 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      largest = Math.max(largest, Math.abs(matrix.get(i, j)));
      skew = Math.max(skew, Math.abs(matrix.get(i, j) - matrix.get(j, i)));
    }
  }
  if (!Number.isFinite(largest)) throw new HostError('unstable', 'The transfer matrix is not finite.');
  const symmetric = skew <= rounding * largest;
  const { realEigenvalues, imaginaryEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(matrix, {
    assumeSymmetric: symmetric,
  });
  const column = (k: number) => Float64Array.from(eigenvectorMatrix.getColumn(k));
  const pairs = realEigenvalues.map((re, k) => {
    const im = imaginaryEigenvalues[k];
    // A conjugate pair stores its real part first, then its imaginary part.
    const vectors = im === 0 ? [column(k)] : im > 0 ? [column(k), column(k + 1)] : [column(k - 1), column(k)];
    return { value: { re, im }, vectors };
  });
  pairs.sort((a, b) => modulus(b.value) - modulus(a.value));
  return { values: pairs.map(({ value }) => value), vectors: pairs.map(({ vectors }) => vectors) };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

const norm = (vector: Float64Array) => Math.sqrt(dot(vector, vector));
