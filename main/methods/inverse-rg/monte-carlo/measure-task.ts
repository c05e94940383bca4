import type { ArrayRecord } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../compute/random.ts';
import { packedBytes, packSpins } from '../../../physics/ising/spins.ts';
import { LevelSums, type LevelOptions } from '../measure/level-sums.ts';
import { SpinCounter } from '../measure/order-and-energy.ts';
import { Chain, type ChainIdentity, type ChainPosition } from './chains.ts';

/** Input of the thread task 'ising.measure': one slice of one chain. */
export interface MeasureOrder {
  chain: ChainIdentity;
  /** Null at the chain's start. */
  position: ChainPosition | null;
  /** Sweeps that the chain has behind it; they name the random stream of the slice's ties. */
  swept: number;
  sweeps: number;
  /** Every so many sweeps a configuration is measured; null: none. */
  spacing: number | null;
  /** Sweeps since the last measured one. */
  since: number;
  /** Configurations of the chain measured before. */
  measured: number;
  /** First sweeps whose e and |m| are recorded. */
  recorded: number;
  /** First measured configurations to return. */
  keep: number;
  options: LevelOptions;
}

export interface MeasuredSlice {
  position: ChainPosition;
  /** Arrays of LevelSums; null when nothing was measured. */
  sums: ArrayRecord | null;
  /** e and |m| after each recorded sweep. */
  e: Float32Array;
  absM: Float32Array;
  /** Packed configurations. */
  kept: Uint8Array;
}

export function measureSlice(order: MeasureOrder): MeasuredSlice {
  const { options, spacing, sweeps, recorded } = order;
  const sites = options.size ** 2;
  const chain = new Chain(order.chain, order.position);
  const ties = new RandomStream(
    order.chain.seed,
    `ising/ties/${options.size}/${order.chain.chain}/${order.swept}`,
  );
  const counter = new SpinCounter(options.size);
  const sums = new LevelSums({ ...options, before: order.measured });
  const e = new Float32Array(recorded);
  const absM = new Float32Array(recorded);
  const bytes = packedBytes(options.size);
  const kept = new Uint8Array(order.keep * bytes);
  let since = order.since;
  for (let sweep = 0; sweep < sweeps; sweep++) {
    chain.sweep();
    const due = spacing !== null && ++since === spacing;
    if (!due && sweep >= recorded) continue;
    const spins = chain.spins();
    if (sweep < recorded) {
      counter.count(spins);
      e[sweep] = counter.bonds / sites;
      absM[sweep] = Math.abs(counter.magnetisation) / sites;
    }
    if (due) {
      if (sums.count < order.keep) packSpins(spins, kept, sums.count * bytes);
      sums.add(spins, ties);
      since = 0;
    }
  }
  return {
    position: chain.position(),
    sums: sums.count > 0 ? sums.toArrays() : null,
    e,
    absM,
    kept,
  };
}
