import type { SamplingAlgorithm } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../compute/random.ts';
import { createSampler } from '../../../physics/ising/samplers.ts';
import { packedBytes, packSpins, unpackSpins, type Spins } from '../../../physics/ising/spins.ts';

/** A chain between two segments: all that its future depends on. */
export interface ChainState {
  /** Spins, 8 to a byte. */
  packed: Uint8Array;
  random: number[];
  /** Sweeps of warm-up done so far. */
  warm: number;
}

/** A stretch of one Markov chain. Chains of other seeds, numbers, lattices, couplings or algorithms have random streams of their own. */
export interface ChainSegment {
  /** L. */
  size: number;
  /** K. */
  coupling: number;
  algorithm: SamplingAlgorithm;
  seed: number;
  /** Number of the chain. */
  chain: number;
  /** Configurations to draw in this segment. */
  configurations: number;
  /** Sweeps before each configuration. */
  spacing: number;
  /** Sweeps of the whole warm-up; those that `state` has behind it are not done again. */
  warmUp: number;
  start: 'random' | 'ordered';
  /** Where the segment before ended; null at the beginning of the chain. */
  state: ChainState | null;
}

/**
 * Runs a segment and hands each configuration to `each`, `index` from 0 in this segment; the spins are reused for the next one. Returns the
 * state for the segment that follows: a chain in many segments has the same bits as in one.
 */
export function runSegment(segment: ChainSegment, each: (spins: Spins, index: number) => void): ChainState {
  const { size, coupling, algorithm, seed, chain, configurations, spacing, warmUp, start, state } = segment;
  const random = new RandomStream(seed, `ising/${algorithm}/${size}/${coupling}/${chain}`);
  const sampler = createSampler({ algorithm, size, coupling, start, random });
  const spins: Spins = new Uint8Array(size * size);
  if (state) {
    sampler.load(unpackSpins(state.packed, spins));
    random.restore(state.random);
  }
  let warm = state?.warm ?? 0;
  for (; warm < warmUp; warm++) sampler.sweep();
  for (let index = 0; index < configurations; index++) {
    for (let sweep = 0; sweep < spacing; sweep++) sampler.sweep();
    each(sampler.read(spins), index);
  }
  const packed = new Uint8Array(packedBytes(size));
  packSpins(sampler.read(spins), packed);
  return { packed, random: random.state(), warm };
}
