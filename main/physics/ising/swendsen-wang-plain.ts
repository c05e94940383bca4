import type { RandomStream } from '../../compute/random.ts';
import { bondProbability } from './cluster-bonds.ts';
import type { Spins } from './spins.ts';

/**
 * One Swendsen–Wang update of L×L spins as bytes, any L ≥ 2 (Swendsen and Wang, PRL 58, 86, 1987): bonds between equal spins are set with
 * probability 1 − e^(−2K), and each cluster of bonds gets a random sign. `parent` is scratch of L² entries. On L = 2 two neighbours share
 * two bonds, as the Hamiltonian of the torus has it.
 */
export function swendsenWangSweep(
  spins: Spins,
  size: number,
  coupling: number,
  random: RandomStream,
  parent: Int32Array,
): void {
  const sites = size * size;
  const threshold = 2 ** 32 * bondProbability(coupling);
  for (let site = 0; site < sites; site++) parent[site] = site;
  for (let row = 0, site = 0; row < size; row++) {
    for (let column = 0; column < size; column++, site++) {
      const right = column === size - 1 ? site - column : site + 1;
      if (spins[right] === spins[site] && random.bits() < threshold) join(parent, site, right);
      const down = row === size - 1 ? column : site + size;
      if (spins[down] === spins[site] && random.bits() < threshold) join(parent, site, down);
    }
  }
  // Parents come before their children, so each finds the new sign of its cluster at its parent already.
  for (let site = 0; site < sites; site++) {
    const above = parent[site];
    spins[site] = above === site ? random.bits() & 1 : spins[above];
  }
}

/** Joins the clusters of two sites; the root is the smallest site, so that parents never come after their children. */
function join(parent: Int32Array, a: number, b: number): void {
  a = root(parent, a);
  b = root(parent, b);
  if (a < b) parent[b] = a;
  else if (b < a) parent[a] = b;
}

function root(parent: Int32Array, site: number): number {
  let above = parent[site];
  while (above !== site) {
    // Path halving.
    const next = parent[above];
    parent[site] = next;
    site = next;
    above = parent[site];
  }
  return site;
}
