import type { Plaquette } from './boltzmann.ts';
import type { LinearOperator } from './krylov.ts';

/** The transfer matrix of a ring of L tensors on the D^L states of the ring; that of the first tensor is the most significant digit. */
export interface RowOperator extends LinearOperator {
  readonly length: number;
}

/**
 * Row of L general tensors T[x0][x1][x2][x3], neighbours joined by x1 and x3: M_ab = Σ_c Π_i T[a_i][c_i][b_i][c_i+1]. Tensor by tensor
 * one product takes about L D^(L+4) multiplications; the dense matrix takes D^(2L).
 */
export function tensorRow(tensor: Float64Array, dimension: number, length: number): RowOperator {
  const D = dimension;
  const states = D ** length;
  const rest = states / D;
  // [c][sites to come, then those done]: c is the bond to the next tensor.
  let current = new Float64Array(D * states);
  let next = new Float64Array(D * states);

  /** Adds what the tensor between the bonds c and d makes of the leading site: its new state becomes the last site. */
  const pass = (
    c: number,
    d: number,
    source: Float64Array,
    from: number,
    target: Float64Array,
    into: number,
  ) => {
    for (let a = 0; a < D; a++) {
      for (let b = 0; b < D; b++) {
        const weight = tensor[((a * D + c) * D + b) * D + d];
        if (weight === 0) continue;
        for (let r = 0, i = from + b * rest, j = into + a; r < rest; r++, i++, j += D)
          target[j] += weight * source[i];
      }
    }
  };

  const apply = (from: Float64Array, into: Float64Array) => {
    into.fill(0);
    // The bond that closes the ring is held fixed; each of its values is a chain.
    for (let closing = 0; closing < D; closing++) {
      if (length === 1) {
        pass(closing, closing, from, 0, into, 0);
        continue;
      }
      next.fill(0);
      for (let d = 0; d < D; d++) pass(closing, d, from, 0, next, d * states);
      [current, next] = [next, current];
      for (let site = 1; site < length - 1; site++) {
        next.fill(0);
        for (let c = 0; c < D; c++) {
          for (let d = 0; d < D; d++) pass(c, d, current, c * states, next, d * states);
        }
        [current, next] = [next, current];
      }
      for (let c = 0; c < D; c++) pass(c, closing, current, c * states, into, 0);
    }
  };
  return { length, states, apply };
}

/**
 * The same row for tensors that are products of bonds around a square, T = Π_k W_k[x_k][x_k+1], as those of a teacher are. M is then two
 * layers of the diagonal-to-diagonal transfer matrix, and a product takes about 2L D^(L+2) multiplications.
 */
export function plaquetteRow({ dimension, bonds }: Plaquette, length: number): RowOperator {
  const [w0, w1, w2, w3] = bonds;
  const states = dimension ** length;
  const middle = new Float64Array(states);
  // Bond c_i lies between the tensors i − 1 and i: upwards its neighbours are b_i−1 and b_i, downwards a_i lies between c_i and c_i+1.
  const up = layer(dimension, length, transposed(w1, dimension), w2, false);
  const down = layer(dimension, length, w3, transposed(w0, dimension), true);
  return {
    length,
    states,
    apply: (from, into) => {
      up(from, middle);
      down(middle, into);
    },
  };
}

/**
 * into[d_1 … d_L] = Σ_s Π_i left[s_i][d_i] right[s_i][d_i+1] from[s], site by site; `turned` orders the result as d_2 … d_L, d_1.
 */
function layer(D: number, length: number, left: Float64Array, right: Float64Array, turned: boolean) {
  const states = D ** length;
  const chain = states / D;
  const rest = chain / D;
  // [d_i][s_i … s_L, d_2 … d_i−1]
  let current = new Float64Array(states);
  let next = new Float64Array(states);

  return (from: Float64Array, into: Float64Array) => {
    into.fill(0);
    for (let closing = 0; closing < D; closing++) {
      if (length === 1) {
        for (let s = 0; s < D; s++) into[closing] += left[s * D + closing] * right[s * D + closing] * from[s];
        continue;
      }
      next.fill(0);
      for (let d = 0; d < D; d++) {
        for (let s = 0; s < D; s++) {
          const weight = left[s * D + closing] * right[s * D + d];
          for (let r = 0, i = s * chain, j = d * chain; r < chain; r++, i++, j++) next[j] += weight * from[i];
        }
      }
      [current, next] = [next, current];
      for (let site = 1; site < length - 1; site++) {
        next.fill(0);
        for (let c = 0; c < D; c++) {
          for (let d = 0; d < D; d++) {
            for (let s = 0; s < D; s++) {
              const weight = left[s * D + c] * right[s * D + d];
              for (let r = 0, i = c * chain + s * rest, j = d * chain + c; r < rest; r++, i++, j += D)
                next[j] += weight * current[i];
            }
          }
        }
        [current, next] = [next, current];
      }
      const [offset, stride] = turned ? [closing, D] : [closing * chain, 1];
      for (let c = 0; c < D; c++) {
        for (let s = 0; s < D; s++) {
          const weight = left[s * D + c] * right[s * D + closing];
          for (
            let r = 0, i = c * chain + s * rest, j = offset + c * stride;
            r < rest;
            r++, i++, j += D * stride
          )
            into[j] += weight * current[i];
        }
      }
    }
  };
}

function transposed(matrix: Float64Array, D: number): Float64Array {
  return matrix.map((_, i) => matrix[(i % D) * D + Math.floor(i / D)]);
}
