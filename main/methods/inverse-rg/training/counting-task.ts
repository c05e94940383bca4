import type { ArrayRecord } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../compute/random.ts';
import { blockMajority } from '../../../physics/ising/blocking.ts';
import { eachConfiguration, type Piece, type PieceState } from './data.ts';
import { kernelFeatures } from './kernel-features.ts';
import { occupied, type ClassCounts } from './likelihood.ts';
import { SequentialCounter } from './sequential-counter.ts';
import { WeightedCounts } from './weighted-counts.ts';
import { WindowCounter, type NeighbourhoodCounter } from './window-counter.ts';

/** What is counted about each configuration. */
export interface CountingPlan {
  counter: 'window-4' | 'window-5' | 'sequential';
  /** 1: the pair (σ, Rσ); 2: also (Rσ, R²σ). */
  levels: 1 | 2;
  /** Weights 2^(−ties) of Eq. 13 instead of 1. */
  weighted: boolean;
  /** Mini-batches of so many configurations are also kept apart, as classes of this kernel. */
  batches: { kernelSize: number; configurations: number } | null;
}

/** Input of the thread task 'inverse-rg.count'. */
export interface CountingOrder {
  plan: CountingPlan;
  piece: Piece;
  /** Names the random stream of the ties. */
  seed: number;
  ties: string;
  /** Place of the first configuration among those that make up mini-batches. */
  place: number;
}

/** Counts of one mini-batch or a part of it. */
export interface BatchCounts {
  batch: number;
  classes: Uint32Array;
  /** Their own WeightedCounts, classes in place of cases, as arrays. */
  counts: ArrayRecord;
}

export interface CountedPiece {
  state: PieceState;
  /** WeightedCounts of each level under its number. */
  counts: ArrayRecord;
  batches: BatchCounts[];
}

/** Goes through one piece of the data and counts; memory does not depend on its length. */
export function countPiece({ plan, piece, seed, ties, place }: CountingOrder): CountedPiece {
  const counter = createCounter(plan.counter);
  const random = new RandomStream(seed, ties);
  const counts = Array.from({ length: plan.levels }, () => new WeightedCounts(counter.cases));
  const batches: BatchCounts[] = [];
  // Without mini-batches everything goes to the whole at once.
  const open = plan.batches ? new WeightedCounts(counter.cases) : counts[0];
  let batch = plan.batches ? Math.floor(place / plan.batches.configurations) : 0;
  const close = () => {
    if (!plan.batches || open.configurations === 0) return;
    batches.push({ batch, ...compressed(open, plan.batches.kernelSize) });
    counts[0].merge(open);
    open.clear();
  };
  const size = sizeOf(piece);
  const blocks = Array.from(
    { length: plan.levels },
    (_, level) => new Uint8Array(size ** 2 / 4 ** (level + 1)),
  );
  const state = eachConfiguration(piece, (spins, index) => {
    if (plan.batches) {
      const next = Math.floor((place + index) / plan.batches.configurations);
      if (next !== batch) close();
      batch = next;
    }
    let fine = spins;
    for (const [level, coarse] of blocks.entries()) {
      const side = size >> level;
      const tied = blockMajority(fine, side, random, coarse);
      const target = level === 0 ? open : counts[level];
      counter.add(fine, coarse, side, target.open(plan.weighted ? tied : 0), target.sums);
      fine = coarse;
    }
  });
  close();
  return {
    state,
    counts: Object.assign({}, ...counts.map((one, level) => one.toArrays(String(level)))) as ArrayRecord,
    batches,
  };
}

const counters = new Map<CountingPlan['counter'], NeighbourhoodCounter>();

/** The counter of this name, made once a thread. */
export function createCounter(name: CountingPlan['counter']): NeighbourhoodCounter {
  let counter = counters.get(name);
  if (!counter) {
    counter =
      name === 'sequential' ? new SequentialCounter() : new WindowCounter(name === 'window-4' ? 4 : 5);
    counters.set(name, counter);
  }
  return counter;
}

function sizeOf(piece: Piece): number {
  return piece.type === 'chain' ? piece.segment.size : piece.ensemble.size;
}

function compressed(open: WeightedCounts, kernelSize: number): Omit<BatchCounts, 'batch'> {
  const { classOf, classes } = kernelFeatures(kernelSize);
  const lumped = open.lump(classOf, classes);
  const { classes: found, sums }: ClassCounts = occupied(lumped.sums);
  return { classes: found, counts: lumped.withSums(sums).toArrays('counts') };
}
