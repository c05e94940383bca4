import type { SamplingAlgorithm } from '../../../../preload/contract/index.ts';

/** What is to be simulated on one lattice. */
export interface SimulationOrder {
  size: number;
  coupling: number;
  algorithm: SamplingAlgorithm;
  seed: number;
  start: 'random' | 'ordered';
  /** Over all chains. */
  configurations: number;
  spacing: number;
  warmUp: number;
  chains: number;
  /** Jackknife bins asked for. */
  bins: number;
  correlation: boolean;
  rsrg: boolean;
  /** Configurations to keep, at most all of them. */
  keep: number;
}

/** A stretch of a chain that a thread simulates in one go. It lies within the warm-up or within one bin. */
export interface Slice {
  sweeps: number;
  /** Sweeps since the chain's last measured configuration, or the end of its warm-up, when the slice begins. */
  since: number;
  /** Jackknife bin, or null in the warm-up. */
  bin: number | null;
  /** Configurations of the chain measured before. */
  measured: number;
  /** First sweeps whose e and |m| go into the series of the chain. */
  recorded: number;
}

/** Nanoseconds per spin that slices are cut by; only their order of magnitude matters. */
const sweepCost: Record<SamplingAlgorithm, number> = {
  'swendsen-wang': 10,
  wolff: 35,
  'heat-bath': 10,
  metropolis: 30,
};
const measurementCost = { plain: 3, correlation: 5, rsrg: 12 } as const;
const sliceNanoseconds = 1e8;
const fewestPerBin = 2;

/** Sweeps of all series of a lattice: autocorrelation times of a few sweeps follow from them to some 3%. */
const seriesSweeps = 2 ** 17;

/**
 * How the work on one lattice divides into chains, jackknife bins (contiguous stretches of a chain or, with fewer bins than chains, whole
 * chains) and slices. It depends on the order alone, not on the machine, so that sums always add up in the same order.
 */
export class SimulationPlan {
  readonly order: SimulationOrder;
  /** Jackknife bins of the whole ensemble: as many as asked for, rounded up to the same number for every chain. */
  readonly bins: number;
  readonly #binsPerChain: number;
  readonly #sweepsPerSlice: number;

  constructor(order: SimulationOrder) {
    this.order = order;
    const { size, chains, configurations, bins, algorithm, spacing, correlation, rsrg } = order;
    const most = Math.floor(configurations / chains / fewestPerBin);
    this.#binsPerChain = Math.max(1, Math.min(Math.ceil(bins / chains), most));
    this.bins = chains > bins ? bins : chains * this.#binsPerChain;
    const measurement =
      measurementCost.plain +
      (correlation ? measurementCost.correlation : 0) +
      (rsrg ? measurementCost.rsrg : 0);
    const perSweep = size * size * (sweepCost[algorithm] + measurement / spacing);
    this.#sweepsPerSlice = Math.max(1, Math.floor(sliceNanoseconds / perSweep));
  }

  /** Configurations that a chain measures. */
  share(chain: number): number {
    return share(this.order.configurations, this.order.chains, chain);
  }

  /** Configurations that a chain keeps: its first ones. */
  kept(chain: number): number {
    return share(this.order.keep, this.order.chains, chain);
  }

  /** Sweeps of a chain from its start to its end. */
  sweeps(chain: number): number {
    return this.order.warmUp + this.share(chain) * this.order.spacing;
  }

  /** Length of the series of each chain that has as many sweeps after its warm-up. */
  get seriesLength(): number {
    return Math.floor(seriesSweeps / this.order.chains);
  }

  /** Configurations that a chain has measured after `swept` sweeps. */
  measured(swept: number): number {
    const { warmUp, spacing } = this.order;
    return Math.max(0, Math.floor((swept - warmUp) / spacing));
  }

  /** The slice that follows after `swept` sweeps of a chain; null when the chain is at its end. */
  slice(chain: number, swept: number): Slice | null {
    if (swept === this.sweeps(chain)) return null;
    const { warmUp, spacing } = this.order;
    if (swept < warmUp) {
      const sweeps = Math.min(this.#sweepsPerSlice, warmUp - swept);
      return { sweeps, since: 0, bin: null, measured: 0, recorded: 0 };
    }
    const measured = this.measured(swept);
    const { bin, end } = this.#binAt(chain, measured);
    const sweeps = Math.min(this.#sweepsPerSlice, warmUp + end * spacing - swept);
    const recorded = Math.min(sweeps, Math.max(0, this.seriesLength - (swept - warmUp)));
    return { sweeps, since: (swept - warmUp) % spacing, bin, measured, recorded };
  }

  /** Bin of configuration `index` of a chain, and the index at which it ends. */
  #binAt(chain: number, index: number): { bin: number; end: number } {
    const { chains } = this.order;
    const configurations = this.share(chain);
    if (chains > this.bins) return { bin: Math.floor((chain * this.bins) / chains), end: configurations };
    const parts = this.#binsPerChain;
    let part = 0;
    while (binEnd(configurations, parts, part) <= index) part++;
    return { bin: chain * parts + part, end: binEnd(configurations, parts, part) };
  }
}

const binEnd = (configurations: number, parts: number, part: number) =>
  Math.floor(((part + 1) * configurations) / parts);

/** Equal shares, the first ones larger by one where it does not divide. A smaller total never gives a larger share. */
const share = (total: number, parts: number, part: number) =>
  Math.floor(total / parts) + (part < total % parts ? 1 : 0);
