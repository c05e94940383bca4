import type { Contexts } from './contexts.ts';

/**
 * Maps P of at most 16 block states are numbers: bit s is P of state s. What is asked of all 2^states maps at once is, in the signs
 * 1 − 2P of the block states, a polynomial of at most fourth order (three neighbours and the cell after them). So it is gathered by
 * monomials and evaluated everywhere by one Walsh–Hadamard transform: exact, in integers.
 */

/** In how many of all contexts Eq. 6 fails, P(next) ≠ f(P(left), P(centre), P(right)), for all maps P. */
export function violationsOfAll(rule: number, contexts: Contexts): Int32Array {
  // Eight times the Walsh coefficients of 1 − 2f, by sets of neighbours.
  const coefficients = Int32Array.from({ length: 8 }, (_, i) => 1 - 2 * ((rule >> i) & 1));
  walshHadamard(coefficients);
  const sums = new Int32Array(2 ** contexts.states);
  for (let set = 0; set < 8; set++) {
    const coefficient = coefficients[set];
    if (coefficient === 0) continue;
    for (let i = 0; i < contexts.count; i++) sums[monomial(contexts, i, set)] += coefficient;
  }
  // Eight times: contexts in which the signs agree, minus those in which they do not.
  walshHadamard(sums);
  for (let map = 0; map < sums.length; map++) sums[map] = contexts.count / 2 - sums[map] / 16;
  return sums;
}

/** States whose signs are multiplied: the next one, and those of a set 4·left + 2·centre + right of neighbours. A square is 1. */
function monomial({ left, centre, right, next }: Contexts, i: number, set: number): number {
  return (1 << next[i]) ^ ((set >> 2) << left[i]) ^ (((set >> 1) & 1) << centre[i]) ^ ((set & 1) << right[i]);
}

/**
 * values[k] becomes Σ_m values[m] (−1)^|k ∧ m|, in place; their number is a power of two. Two bits of the index in one pass over the
 * memory, and the last one by itself where their number is odd.
 */
export function walshHadamard(values: Int32Array): void {
  const { length } = values;
  let unit = 1;
  for (; 4 * unit <= length; unit *= 4) {
    for (let start = 0; start < length; start += 4 * unit) {
      for (let i = start; i < start + unit; i++) {
        const a = values[i] + values[i + unit];
        const b = values[i] - values[i + unit];
        const c = values[i + 2 * unit] + values[i + 3 * unit];
        const d = values[i + 2 * unit] - values[i + 3 * unit];
        values[i] = a + c;
        values[i + unit] = b + d;
        values[i + 2 * unit] = a - c;
        values[i + 3 * unit] = b - d;
      }
    }
  }
  if (unit === length) return;
  for (let i = 0; i < unit; i++) {
    const a = values[i];
    const b = values[i + unit];
    values[i] = a + b;
    values[i + unit] = a - b;
  }
}
