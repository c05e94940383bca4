import type { RandomStream } from '../../compute/random.ts';
import { bondProbability } from './cluster-bonds.ts';
import type { Spins } from './spins.ts';

/** One Wolff cluster from a random site, flipped (Wolff, PRL 62, 361, 1989); `stack` is scratch of L² entries. Returns its size. */
export function flipCluster(
  spins: Spins,
  size: number,
  coupling: number,
  random: RandomStream,
  stack: Int32Array,
): number {
  const last = size - 1;
  const threshold = 2 ** 32 * bondProbability(coupling);
  const seed = Math.trunc((random.bits() * (size * size)) / 2 ** 32);
  const old = spins[seed];
  const flipped = old ^ 1;
  spins[seed] = flipped;
  stack[0] = seed;
  let height = 1;
  let count = 1;
  while (height > 0) {
    const site = stack[--height];
    const row = Math.trunc(site / size);
    const column = site - row * size;
    const start = site - column;
    // A flipped spin is in the cluster already; the others of the old sign are tried once for each bond to it.
    const right = start + (column === last ? 0 : column + 1);
    if (spins[right] === old && random.bits() < threshold) {
      spins[right] = flipped;
      stack[height++] = right;
      count++;
    }
    const left = start + (column === 0 ? last : column - 1);
    if (spins[left] === old && random.bits() < threshold) {
      spins[left] = flipped;
      stack[height++] = left;
      count++;
    }
    const down = (row === last ? 0 : row + 1) * size + column;
    if (spins[down] === old && random.bits() < threshold) {
      spins[down] = flipped;
      stack[height++] = down;
      count++;
    }
    const up = (row === 0 ? last : row - 1) * size + column;
    if (spins[up] === old && random.bits() < threshold) {
      spins[up] = flipped;
      stack[height++] = up;
      count++;
    }
  }
  return count;
}

/**
 * Clusters that flip about L² spins in all. The number depends on L and K only: a sweep that went on until so many spins have flipped would
 * end more often after large clusters, and averages over where it ends would be biased. Mean cluster size ⟨|C|⟩ = L²⟨m²⟩: the smaller of
 * 1.09 L^(7/4) (critical finite lattice) and 2.6 ξ^(7/4) with 1/ξ = ln coth K − 2K above T_c; L² (1 − sinh⁻⁴2K)^(1/4) below.
 */
export function clustersPerSweep(size: number, coupling: number): number {
  const sites = size * size;
  const critical = Math.min(sites, 1.09 * size ** 1.75);
  let cluster = critical;
  const inverseLength = -Math.log(Math.tanh(coupling)) - 2 * coupling;
  if (inverseLength > 0) cluster = Math.min(critical, Math.max(1, 2.6 * inverseLength ** -1.75));
  else if (inverseLength < 0)
    cluster = Math.max(critical, sites * (1 - Math.sinh(2 * coupling) ** -4) ** 0.25);
  return Math.max(1, Math.round(sites / cluster));
}
