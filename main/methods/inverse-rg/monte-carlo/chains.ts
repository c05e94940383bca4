import type { SamplingAlgorithm } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../compute/random.ts';
import { createSampler, type Sampler } from '../../../physics/ising/samplers.ts';
import { packedBytes, packSpins, unpackSpins, type Spins } from '../../../physics/ising/spins.ts';

/** What makes a Markov chain; chains that differ in anything but the start have random streams of their own. */
export interface ChainIdentity {
  /** L. */
  size: number;
  /** K. */
  coupling: number;
  algorithm: SamplingAlgorithm;
  seed: number;
  /** Number of the chain. */
  chain: number;
  start: 'random' | 'ordered';
}

/** All that a chain's future depends on. */
export interface ChainPosition {
  /** Spins, 8 to a byte. */
  packed: Uint8Array;
  random: number[];
}

/** A Markov chain that can be put down and taken up again with the same bits. */
export class Chain {
  readonly #sampler: Sampler;
  readonly #random: RandomStream;
  readonly #spins: Spins;

  /** Goes on from `position`, or begins at the chain's start. */
  constructor(
    { size, coupling, algorithm, seed, chain, start }: ChainIdentity,
    position: ChainPosition | null = null,
  ) {
    this.#random = new RandomStream(seed, `ising/${algorithm}/${size}/${coupling}/${chain}`);
    this.#sampler = createSampler({ algorithm, size, coupling, start, random: this.#random });
    this.#spins = new Uint8Array(size * size);
    if (position) {
      this.#sampler.load(unpackSpins(position.packed, this.#spins));
      this.#random.restore(position.random);
    }
  }

  sweep(): void {
    this.#sampler.sweep();
  }

  /** The present configuration, in memory that the next call uses again. */
  spins(): Spins {
    return this.#sampler.read(this.#spins);
  }

  position(): ChainPosition {
    const spins = this.spins();
    const packed = new Uint8Array(packedBytes(this.#sampler.size));
    packSpins(spins, packed);
    return { packed, random: this.#random.state() };
  }
}

/** A stretch of one chain that ends with a configuration. */
export interface ChainSegment extends ChainIdentity {
  /** Configurations to draw in this segment. */
  configurations: number;
  /** Sweeps before each configuration. */
  spacing: number;
  /** Sweeps of the whole warm-up; those that `state` has behind it are not done again. */
  warmUp: number;
  /** Where the segment before ended; null at the beginning of the chain. `warm` counts the sweeps of warm-up done. */
  state: (ChainPosition & { warm: number }) | null;
}

/**
 * Runs a segment and hands each configuration to `each`, `index` from 0 in this segment; the spins are reused for the next one. Returns the
 * state for the segment that follows: a chain in many segments has the same bits as in one.
 */
export function runSegment(
  segment: ChainSegment,
  each: (spins: Spins, index: number) => void,
): NonNullable<ChainSegment['state']> {
  const { configurations, spacing, warmUp, state } = segment;
  const chain = new Chain(segment, state);
  let warm = state?.warm ?? 0;
  for (; warm < warmUp; warm++) chain.sweep();
  for (let index = 0; index < configurations; index++) {
    for (let sweep = 0; sweep < spacing; sweep++) chain.sweep();
    each(chain.spins(), index);
  }
  return { ...chain.position(), warm };
}
