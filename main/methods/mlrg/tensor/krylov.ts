import { Matrix } from 'ml-matrix';
import { RandomStream } from '../../../compute/random.ts';
import { eigenpairs, type Eigenvalue } from './eigenpairs.ts';

/** A real matrix known by its products with vectors. */
export interface LinearOperator {
  readonly states: number;
  /** into = M from; both have `states` entries and are not the same array. */
  apply(from: Float64Array, into: Float64Array): void;
}

/**
 * Vectors in the first block: an eigenvalue is found as often as it occurs up to this multiplicity. The largest here, that of S6, is
 * 5 colours × 2 momenta.
 */
export const krylovBlock = 12;

/** Below this share of the largest image, what orthogonalisation leaves is rounding. */
const rounding = 1e-13;

/** An eigenvalue of the projected matrix with its vector: a real one, or the real and imaginary part of a complex one. */
export interface RitzPair {
  value: Eigenvalue;
  /** In the basis of the space. */
  vectors: Float64Array[];
  /** |M y − θ y| of the unit vector y. */
  residual: number;
}

export interface RitzPairs {
  /** Largest modulus first. */
  pairs: RitzPair[];
  /** Whether the projected matrix is symmetric: errors of its eigenvalues are then of the second order in the residuals. */
  symmetric: boolean;
}

/** Block Arnoldi, one vector at a time: M V = V H and what lies beyond the columns done. */
export class Krylov {
  readonly #operator: LinearOperator;
  /** Orthonormal; those beyond the columns have not been multiplied yet. */
  readonly #basis: Float64Array[] = [];
  /** Column j of H, as long as the basis was after it. */
  readonly #columns: number[][] = [];
  #scale = 0;

  constructor(operator: LinearOperator) {
    this.#operator = operator;
    // Fixed, so that the same matrix gives the same bits.
    const random = new RandomStream(0, 'first block of a Krylov space');
    for (let i = 0; i < krylovBlock; i++) {
      const vector = new Float64Array(operator.states).fill(1);
      if (i > 0) random.fillNormal(vector);
      this.#append(vector, 0);
    }
  }

  /** Vectors in the basis. */
  get size(): number {
    return this.#basis.length;
  }

  /** Whether the space is invariant: its eigenvalues are exact, and there is nothing to add. */
  get closed(): boolean {
    return this.#columns.length === this.#basis.length;
  }

  /** Multiplies `steps` more vectors of the basis, or all there are. */
  extend(steps: number): void {
    for (let i = 0; i < steps && !this.closed; i++) {
      const image = new Float64Array(this.#operator.states);
      this.#operator.apply(this.#basis[this.#columns.length], image);
      this.#scale = Math.max(this.#scale, Math.sqrt(dot(image, image)));
      this.#columns.push(this.#append(image, rounding * this.#scale));
    }
  }

  /** Orthogonalises twice and keeps what is left when it is more than `least`; answers the coefficients in the basis. */
  #append(vector: Float64Array, least: number): number[] {
    const coefficients = this.#basis.map(() => 0);
    for (let pass = 0; pass < 2; pass++) {
      for (const [i, kept] of this.#basis.entries()) {
        const overlap = dot(kept, vector);
        coefficients[i] += overlap;
        for (let k = 0; k < vector.length; k++) vector[k] -= overlap * kept[k];
      }
    }
    const left = Math.sqrt(dot(vector, vector));
    if (left > least && this.#basis.length < vector.length) {
      for (let k = 0; k < vector.length; k++) vector[k] /= left;
      this.#basis.push(vector);
      coefficients.push(left);
    }
    return coefficients;
  }

  ritz(): RitzPairs {
    const done = this.#columns.length;
    const projected = new Matrix(done, done);
    for (const [j, column] of this.#columns.entries()) {
      for (let i = 0; i < Math.min(done, column.length); i++) projected.set(i, j, column[i]);
    }
    const { pairs, symmetric } = eigenpairs(projected);
    const withResiduals = pairs.map(({ value, vectors }) => {
      let square = 0;
      let length = 0;
      for (const part of vectors) {
        for (let i = done; i < this.#basis.length; i++) {
          let beyond = 0;
          for (let j = 0; j < done; j++) beyond += (this.#columns[j][i] ?? 0) * part[j];
          square += beyond ** 2;
        }
        length += dot(part, part);
      }
      return { value, vectors, residual: Math.sqrt(square / length) };
    });
    return { pairs: withResiduals, symmetric };
  }

  /** A vector given in the basis, in full. */
  vector(coefficients: Float64Array): Float64Array {
    const full = new Float64Array(this.#operator.states);
    for (const [j, weight] of coefficients.entries()) {
      const kept = this.#basis[j];
      for (let k = 0; k < full.length; k++) full[k] += weight * kept[k];
    }
    return full;
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
