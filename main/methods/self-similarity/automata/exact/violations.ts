import type { Contexts } from './contexts.ts';

/** Maps P of at most 16 block states are numbers: bit s is P of state s. */

/**
 * With s = 1 − 2P: Σ over all contexts of s(next) · Σ_S weights[S] · Π_{i ∈ S} s(neighbour i), for all 2^states maps at once, S being a set
 * of neighbours 4·left + 2·centre + right. The sum is a polynomial of at most fourth order in the signs of the block states, so it is
 * gathered by monomials and evaluated everywhere by one Walsh–Hadamard transform. Exact: integers only.
 */
export function correlations(contexts: Contexts, weights: ArrayLike<number>): Int32Array {
  const { states, count, left, centre, right, next } = contexts;
  const sums = new Int32Array(2 ** states);
  for (let set = 0; set < 8; set++) {
    const weight = weights[set];
    if (weight === 0) continue;
    const withLeft = set >> 2;
    const withCentre = (set >> 1) & 1;
    const withRight = set & 1;
    for (let i = 0; i < count; i++) {
      // The square of a sign is 1: a state that is met twice drops out.
      const monomial =
        (1 << next[i]) ^ (withLeft << left[i]) ^ (withCentre << centre[i]) ^ (withRight << right[i]);
      sums[monomial] += weight;
    }
  }
  walshHadamard(sums);
  return sums;
}

/** In how many of all contexts Eq. 6 fails, P(next) ≠ f(P(left), P(centre), P(right)), for all 2^states maps P. */
export function violationsOfAll(rule: number, contexts: Contexts): Int32Array {
  const sums = correlations(contexts, walshOf(rule));
  for (let map = 0; map < sums.length; map++) sums[map] = contexts.count / 2 - sums[map] / 16;
  return sums;
}

/** Eight times the Walsh coefficients of 1 − 2f: Σ over contexts i of (1 − 2f(i)) (−1)^|i ∧ S|. */
function walshOf(rule: number): Int32Array {
  const coefficients = Int32Array.from({ length: 8 }, (_, i) => 1 - 2 * ((rule >> i) & 1));
  walshHadamard(coefficients);
  return coefficients;
}

/** values[k] becomes Σ_m values[m] (−1)^|k ∧ m|, in place; their number is a power of two. */
export function walshHadamard(values: Int32Array): void {
  const { length } = values;
  for (let half = 1; half < length; half *= 2) {
    for (let start = 0; start < length; start += 2 * half) {
      for (let i = start; i < start + half; i++) {
        const a = values[i];
        const b = values[i + half];
        values[i] = a + b;
        values[i + half] = a - b;
      }
    }
  }
}
