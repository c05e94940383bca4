import type { RandomStream } from '../../../compute/random.ts';

/** Inverse temperatures of the replicas from β down to 0, denser towards 0; of a single replica β alone. */
export function temperatureLadder(beta: number, replicas: number): Float64Array {
  if (replicas === 1) return Float64Array.of(beta);
  return Float64Array.from({ length: replicas }, (_, r) => beta * ((replicas - 1 - r) / (replicas - 1)) ** 2);
}

/**
 * Probability to exchange the states of two replicas, which keeps the product of their Boltzmann distributions: min(1, exp((β_i − β_j)(U_i − U_j)))
 * (Swendsen and Wang 1986).
 */
export function exchangeProbability(betas: [number, number], energies: [number, number]): number {
  return Math.min(1, Math.exp((betas[0] - betas[1]) * (energies[0] - energies[1])));
}

/**
 * Offers every pair of neighbouring replicas of every ladder an exchange, first the even pairs, then the odd ones. Replica r of ladder b is state
 * r·ladders + b. `swap` exchanges two states with their energies. Returns how many exchanges were made.
 */
export function exchangeReplicas(
  betas: Float64Array,
  energies: Float64Array,
  random: RandomStream,
  swap: (one: number, other: number) => void,
): number {
  const ladders = energies.length / betas.length;
  let made = 0;
  for (const parity of [0, 1]) {
    for (let r = parity; r + 1 < betas.length; r += 2) {
      for (let b = 0; b < ladders; b++) {
        const cold = r * ladders + b;
        const hot = cold + ladders;
        const probability = exchangeProbability([betas[r], betas[r + 1]], [energies[cold], energies[hot]]);
        if (random.uniform() < probability) {
          swap(cold, hot);
          made++;
        }
      }
    }
  }
  return made;
}
