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

/** The same row by its dense matrix: of few states that is written down faster than it is applied tensor by tensor. */
export function denseRow(tensor: Float64Array, dimension: number, length: number): RowOperator {
  const states = dimension ** length;
  const matrix = rowMatrix(tensor, dimension, length);
  const apply = (from: Float64Array, into: Float64Array) => {
    for (let a = 0, at = 0; a < states; a++) {
      let sum = 0;
      for (let b = 0; b < states; b++, at++) sum += matrix[at] * from[b];
      into[a] = sum;
    }
  };
  return { length, states, apply };
}

/** M_ab, [D^L][D^L], in about D^(2L+2) multiplications. */
function rowMatrix(tensor: Float64Array, D: number, length: number): Float64Array {
  // [states a][states b][first bond][last bond] of an open row.
  let open: Float64Array = new Float64Array(D ** 4);
  for (let a = 0, at = 0; a < D; a++) {
    for (let b = 0; b < D; b++) {
      for (let c = 0; c < D; c++) {
        for (let d = 0; d < D; d++, at++) open[at] = tensor[((a * D + c) * D + b) * D + d];
      }
    }
  }
  for (let done = 1; done < length - 1; done++) open = longer(open, tensor, D, D ** done);
  return length === 1 ? closed(open, D) : closedBy(open, tensor, D, D ** (length - 1));
}

/** An open row with one more tensor on its right. */
function longer(open: Float64Array, tensor: Float64Array, D: number, states: number): Float64Array {
  const result = new Float64Array(states ** 2 * D ** 4);
  for (let A = 0; A < states; A++) {
    for (let a = 0; a < D; a++) {
      for (let B = 0; B < states; B++) {
        for (let b = 0; b < D; b++) {
          const to = ((A * D + a) * states * D + B * D + b) * D * D;
          for (let first = 0; first < D; first++) {
            for (let c = 0; c < D; c++) {
              const left = open[((A * states + B) * D + first) * D + c];
              const right = ((a * D + c) * D + b) * D;
              for (let d = 0; d < D; d++) result[to + first * D + d] += left * tensor[right + d];
            }
          }
        }
      }
    }
  }
  return result;
}

/** Joins the two ends of a row of one tensor. */
function closed(open: Float64Array, D: number): Float64Array {
  return Float64Array.from({ length: D * D }, (_, i) => {
    let sum = 0;
    for (let c = 0; c < D; c++) sum += open[(i * D + c) * D + c];
    return sum;
  });
}

/** Joins the two ends of an open row by one more tensor. */
function closedBy(open: Float64Array, tensor: Float64Array, D: number, states: number): Float64Array {
  const result = new Float64Array((states * D) ** 2);
  for (let A = 0, at = 0; A < states; A++) {
    for (let a = 0; a < D; a++) {
      for (let B = 0; B < states; B++) {
        for (let b = 0; b < D; b++, at++) {
          let sum = 0;
          for (let c = 0; c < D; c++) {
            const right = ((a * D + c) * D + b) * D;
            for (let first = 0; first < D; first++)
              sum += open[((A * states + B) * D + first) * D + c] * tensor[right + first];
          }
          result[at] = sum;
        }
      }
    }
  }
  return result;
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
  const weights = new Float64Array(D);

  /** target[to + stride r] = Σ_s left[s][c] right[s][d] source[from + s step + r] for r below `count`. */
  const contract = (
    c: number,
    d: number,
    source: Float64Array,
    from: number,
    step: number,
    count: number,
    target: Float64Array,
    to: number,
    stride: number,
  ) => {
    for (let s = 0; s < D; s++) weights[s] = left[s * D + c] * right[s * D + d];
    for (let r = 0, j = to; r < count; r++, j += stride) {
      let sum = 0;
      for (let s = 0, i = from + r; s < D; s++, i += step) sum += weights[s] * source[i];
      target[j] = sum;
    }
  };

  return (from: Float64Array, into: Float64Array) => {
    for (let closing = 0; closing < D; closing++) {
      if (length === 1) {
        contract(closing, closing, from, 0, 1, 1, into, closing, 1);
        continue;
      }
      for (let d = 0; d < D; d++) contract(closing, d, from, 0, chain, chain, current, d * chain, 1);
      for (let site = 1; site < length - 1; site++) {
        for (let c = 0; c < D; c++) {
          for (let d = 0; d < D; d++) {
            contract(c, d, current, c * chain, rest, rest, next, d * chain + c, D);
          }
        }
        [current, next] = [next, current];
      }
      for (let c = 0; c < D; c++) {
        const to = turned ? c * D + closing : closing * chain + c;
        contract(c, closing, current, c * chain, rest, rest, into, to, turned ? D * D : D);
      }
    }
  };
}

function transposed(matrix: Float64Array, D: number): Float64Array {
  return matrix.map((_, i) => matrix[(i % D) * D + Math.floor(i / D)]);
}
