import type { SamplingAlgorithm } from '../../../preload/contract/index.ts';
import type { RandomStream } from '../../compute/random.ts';
import { heatBathSweep, metropolisSweep } from './single-spin.ts';
import type { Spins } from './spins.ts';
import { swendsenWangSweep } from './swendsen-wang-plain.ts';
import { isPackable, PackedLattice } from './swendsen-wang.ts';
import { clustersPerSweep, flipCluster } from './wolff.ts';

/** A Markov chain on the Boltzmann distribution e^(K Σσσ). Its whole state is its spins and that of its random stream. */
export interface Sampler {
  readonly size: number;
  sweep(): void;
  /** Copies the spins into `into`, which is returned. */
  read(into: Spins): Spins;
  load(spins: Spins): void;
}

export interface SamplerOptions {
  algorithm: SamplingAlgorithm;
  /** L ≥ 2. */
  size: number;
  /** K ≥ 0. */
  coupling: number;
  start: 'random' | 'ordered';
  random: RandomStream;
}

export function createSampler({ algorithm, size, coupling, start, random }: SamplerOptions): Sampler {
  const spins = new Uint8Array(size * size).fill(1);
  if (start === 'random') for (let site = 0; site < spins.length; site++) spins[site] = random.bits() >>> 31;
  switch (algorithm) {
    case 'swendsen-wang': {
      if (isPackable(size)) return packedSampler(new PackedLattice(size, coupling), spins, random);
      const parent = new Int32Array(size * size);
      return byteSampler(spins, size, () => swendsenWangSweep(spins, size, coupling, random, parent));
    }
    case 'wolff': {
      const stack = new Int32Array(size * size);
      const clusters = clustersPerSweep(size, coupling);
      return byteSampler(spins, size, () => {
        for (let i = 0; i < clusters; i++) flipCluster(spins, size, coupling, random, stack);
      });
    }
    case 'heat-bath':
      return byteSampler(spins, size, () => heatBathSweep(spins, size, coupling, random));
    case 'metropolis':
      return byteSampler(spins, size, () => metropolisSweep(spins, size, coupling, random));
  }
}

function byteSampler(spins: Spins, size: number, sweep: () => void): Sampler {
  return {
    size,
    sweep,
    read(into) {
      into.set(spins);
      return into;
    },
    load: (source) => spins.set(source),
  };
}

function packedSampler(lattice: PackedLattice, spins: Spins, random: RandomStream): Sampler {
  lattice.load(spins);
  return {
    size: lattice.size,
    sweep: () => lattice.sweep(random),
    read: (into) => lattice.read(into),
    load: (source) => lattice.load(source),
  };
}
