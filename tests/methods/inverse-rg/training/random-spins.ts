import { RandomStream } from '../../../../main/compute/random.ts';
import { blockMajority } from '../../../../main/physics/ising/blocking.ts';
import { heatBathSweep } from '../../../../main/physics/ising/single-spin.ts';
import type { Spins } from '../../../../main/physics/ising/spins.ts';

/** Spins of a small lattice that know of each other: a few sweeps at K = 0.4 from a random start, and their majority blocks. */
export function blockedSpins(size: number, seed: number): { fine: Spins; coarse: Spins; ties: number } {
  const random = new RandomStream(seed, 'spins for tests');
  const fine = Uint8Array.from({ length: size * size }, () => random.bits() & 1);
  for (let sweep = 0; sweep < 4; sweep++) heatBathSweep(fine, size, 0.4, random);
  const coarse = new Uint8Array((size * size) / 4);
  return { fine, coarse, ties: blockMajority(fine, size, random, coarse) };
}

/** Mirror images of σ or μ: rows and columns turned round or not. A mirror of the fine lattice is one of the blocks. */
export function mirrored(spins: Spins, size: number, rows: boolean, columns: boolean): Spins {
  return spins.map((_, i) => {
    const [row, column] = [Math.floor(i / size), i % size];
    return spins[(rows ? size - 1 - row : row) * size + (columns ? size - 1 - column : column)];
  });
}
