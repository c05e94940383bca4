import type { Spins } from '../../../main/physics/ising/spins.ts';

/** State `code` of L² spins, spin i in bit i. */
export function stateOf(code: number, sites: number): Spins {
  return Uint8Array.from({ length: sites }, (_, i) => (code >> i) & 1);
}

export function codeOf(spins: Spins): number {
  return spins.reduce((code, spin, i) => code | (spin << i), 0);
}

/** Σσσ over the 2L² bonds of the torus, spin by spin. */
export function bondSum(spins: Spins, size: number): number {
  let alike = 0;
  for (let row = 0; row < size; row++) {
    const below = row === size - 1 ? 0 : row + 1;
    for (let column = 0; column < size; column++) {
      const right = column === size - 1 ? 0 : column + 1;
      const spin = spins[row * size + column];
      if (spin === spins[row * size + right]) alike++;
      if (spin === spins[below * size + column]) alike++;
    }
  }
  return 2 * alike - 2 * size * size;
}

/** Boltzmann probabilities of all 2^(L²) states, by code. */
export function boltzmann(size: number, coupling: number): Float64Array {
  const sites = size * size;
  const weights = Float64Array.from({ length: 2 ** sites }, (_, code) =>
    Math.exp(coupling * (bondSum(stateOf(code, sites), size) - 2 * sites)),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/**
 * Deviation of χ² from its mean in standard deviations; cells with fewer than ten expected counts are taken together.
 * @param expected counts, of the same sum as `counts`.
 */
export function chiSquareDeviation(counts: Float64Array, expected: Float64Array): number {
  let chiSquare = 0;
  let cells = 0;
  let [restCounts, restExpected] = [0, 0];
  const add = (count: number, mean: number) => {
    chiSquare += (count - mean) ** 2 / mean;
    cells++;
  };
  for (const [i, mean] of expected.entries()) {
    if (mean >= 10) {
      add(counts[i], mean);
    } else {
      restCounts += counts[i];
      restExpected += mean;
    }
  }
  if (restExpected > 0) add(restCounts, restExpected);
  return (chiSquare - (cells - 1)) / Math.sqrt(2 * (cells - 1));
}
