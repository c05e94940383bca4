import {
  HostError,
  type ArrayRecord,
  type LevelMeasurement,
  type NumericArray,
} from '../../../../preload/contract/index.ts';
import { packedBytes } from '../../../physics/ising/spins.ts';
import type { ThreadPool } from '../../context.ts';
import { LevelSums, type LevelOptions } from '../measure/level-sums.ts';
import { momentNames } from '../measure/moments.ts';
import { stackRecords, unstackRecords } from '../stacked-records.ts';
import { binnedTime, integratedTime } from '../../statistics/autocorrelation.ts';
import type { ChainPosition } from './chains.ts';
import type { MeasureOrder, MeasuredSlice } from './measure-task.ts';
import { SimulationPlan, type SimulationOrder } from './plan.ts';

/** What spins.npz, which is made in memory, may hold. */
const mostKeptBytes = 2 ** 28;

/** Numbers in the state of a random stream. */
const stateLength = 5;

/** Names of arrays in a snapshot, beside those of LevelSums. */
const names = {
  packed: 'chains',
  random: 'random',
  kept: 'kept',
  series: (observable: 'e' | 'absM', chain: number) => `${observable} of chain ${chain}`,
};

const vector = (data: NumericArray) => ({ shape: [data.length], data });

interface ChainProgress {
  position: ChainPosition | null;
  /** Sweeps so far, warm-up included. */
  swept: number;
  e: Float32Array;
  absM: Float32Array;
}

/**
 * The chains of one lattice and what was measured on them so far. They go on slice by slice on a pool; sums are merged in the order of the
 * chains, so the result depends neither on the number of threads nor on interruptions. Memory is that of the sums and of the configurations
 * kept.
 */
export class Simulation {
  readonly plan: SimulationPlan;
  readonly options: LevelOptions;
  /** One per jackknife bin. */
  readonly bins: LevelSums[];
  /** Packed configurations: the first ones of each chain, chain by chain. */
  readonly kept: Uint8Array;
  readonly #chains: ChainProgress[];

  /** Throws HostError when more is to be kept than fits. */
  constructor(order: SimulationOrder) {
    const { size, chains, correlation, rsrg } = order;
    const bytes = packedBytes(size);
    const keep = Math.min(order.keep, order.configurations);
    if (keep * bytes > mostKeptBytes) {
      throw new HostError(
        'too-large',
        `${keep} configurations of ${size}² spins take ${Math.round((keep * bytes) / 2 ** 20)} MB.`,
        { where: 'keep', remedy: `Keep at most ${Math.floor(mostKeptBytes / bytes)} of this size.` },
      );
    }
    this.plan = new SimulationPlan({ ...order, keep });
    this.options = { size, correlation, rsrg };
    this.bins = Array.from({ length: this.plan.bins }, () => new LevelSums(this.options));
    this.kept = new Uint8Array(keep * bytes);
    this.#chains = Array.from({ length: chains }, (_, chain) => {
      const length = Math.min(this.plan.seriesLength, this.plan.share(chain) * order.spacing);
      return { position: null, swept: 0, e: new Float32Array(length), absM: new Float32Array(length) };
    });
  }

  get complete(): boolean {
    return this.#chains.every(({ swept }, chain) => swept === this.plan.sweeps(chain));
  }

  /** Configurations measured so far. */
  get configurations(): number {
    return this.#chains.reduce((sum, { swept }) => sum + this.plan.measured(swept), 0);
  }

  /** Sweeps of all chains so far, and at the end. */
  get sweeps(): { done: number; total: number } {
    return {
      done: this.#chains.reduce((sum, { swept }) => sum + swept, 0),
      total: this.#chains.reduce((sum, _, chain) => sum + this.plan.sweeps(chain), 0),
    };
  }

  /** Whether all configurations to keep are there. */
  get keptAll(): boolean {
    return this.#chains.every(({ swept }, chain) => this.plan.measured(swept) >= this.plan.kept(chain));
  }

  /** The first chain's present configuration, packed; null before its first slice. */
  get newest(): Uint8Array | null {
    return this.#chains[0].position?.packed ?? null;
  }

  /** The next slice of every chain that is not at its end. */
  nextOrders(): MeasureOrder[] {
    const { order } = this.plan;
    return this.#chains.flatMap(({ position, swept }, chain) => {
      const slice = this.plan.slice(chain, swept);
      if (!slice) return [];
      const { sweeps, since, bin, measured, recorded } = slice;
      const measuredInSlice = bin === null ? 0 : this.plan.measured(swept + sweeps) - measured;
      const { size, coupling, algorithm, seed, start } = order;
      return [
        {
          chain: { size, coupling, algorithm, seed, chain, start },
          position,
          swept,
          sweeps,
          spacing: bin === null ? null : order.spacing,
          since,
          measured,
          recorded,
          keep: Math.max(0, Math.min(measuredInSlice, this.plan.kept(chain) - measured)),
          options: this.options,
        },
      ];
    });
  }

  /** Takes the result of one of the orders; to be called in their order. */
  take({ chain: { chain }, swept, sweeps, recorded }: MeasureOrder, slice: MeasuredSlice): void {
    const progress = this.#chains[chain];
    const planned = this.plan.slice(chain, swept);
    if (planned?.bin !== undefined && planned.bin !== null) {
      if (slice.sums) this.bins[planned.bin].merge(LevelSums.fromArrays(this.options, slice.sums));
      const place = this.#keptBefore(chain) + planned.measured;
      if (slice.kept.length > 0) this.kept.set(slice.kept, place * packedBytes(this.options.size));
    }
    if (recorded > 0) {
      const from = swept - this.plan.order.warmUp;
      progress.e.set(slice.e, from);
      progress.absM.set(slice.absM, from);
    }
    progress.position = slice.position;
    progress.swept = swept + sweeps;
  }

  /** In sweeps. From the series where the chains are long enough for it, else from the scatter of bins; null when there are too few. */
  autocorrelationTimes(): LevelMeasurement['autocorrelation'] {
    const { spacing } = this.plan.order;
    const time = (series: 'e' | 'absM', first: number, second: number) => {
      const direct = integratedTime(this.#chains.map((chain) => chain[series]));
      if (direct) return direct;
      const binned = binnedTime(
        this.bins.map(({ moments }) => ({
          count: moments[0],
          sum: moments[first],
          squares: moments[second],
        })),
      );
      return (
        binned && {
          value: binned.value * spacing,
          error: binned.error === null ? null : binned.error * spacing,
        }
      );
    };
    const e = time('e', momentNames.indexOf('e'), momentNames.indexOf('e2'));
    const absM = time('absM', momentNames.indexOf('absM'), momentNames.indexOf('m2'));
    return e && absM ? { e, absM } : null;
  }

  /** Everything the rest depends on, under names of this lattice; the configurations kept only when `withKept`. */
  snapshot(withKept: boolean): { arrays: ArrayRecord; swept: number[] } {
    const arrays: ArrayRecord = stackRecords(this.bins.map((bin) => bin.toArrays()));
    const chains = this.#chains;
    // All chains begin in the same round.
    const positions = chains.flatMap(({ position }) => position ?? []);
    if (positions.length > 0) {
      const { packed } = stackRecords(positions.map((each) => ({ packed: vector(each.packed) })));
      arrays[names.packed] = packed;
      arrays[names.random] = vector(Float64Array.from(positions.flatMap(({ random }) => random)));
    }
    for (const [chain, { e, absM }] of chains.entries()) {
      arrays[names.series('e', chain)] = vector(e);
      arrays[names.series('absM', chain)] = vector(absM);
    }
    if (withKept) arrays[names.kept] = vector(this.kept);
    return {
      arrays: Object.fromEntries(Object.entries(arrays).map(([name, array]) => [this.#prefix + name, array])),
      swept: chains.map(({ swept }) => swept),
    };
  }

  /** Goes on from a snapshot; arrays of other lattices may be among its arrays. */
  restore({ arrays, swept }: { arrays: ArrayRecord; swept: readonly number[] }): void {
    const array = (name: string) => arrays[this.#prefix + name]?.data;
    const sums: ArrayRecord = {};
    for (const name of Object.keys(this.bins[0].toArrays())) sums[name] = arrays[this.#prefix + name];
    for (const [bin, record] of unstackRecords(sums).entries()) {
      this.bins[bin] = LevelSums.fromArrays(this.options, record);
    }
    const bytes = packedBytes(this.options.size);
    const packed = array(names.packed) as Uint8Array | undefined;
    const random = array(names.random) as Float64Array | undefined;
    for (const [chain, progress] of this.#chains.entries()) {
      progress.swept = swept[chain];
      progress.e.set(array(names.series('e', chain)) as Float32Array);
      progress.absM.set(array(names.series('absM', chain)) as Float32Array);
      if (packed && random) {
        progress.position = {
          packed: packed.slice(chain * bytes, (chain + 1) * bytes),
          random: Array.from(random.subarray(chain * stateLength, (chain + 1) * stateLength)),
        };
      }
    }
    const kept = array(names.kept);
    if (kept) this.kept.set(kept as Uint8Array);
  }

  get #prefix(): string {
    return `level-${this.options.size}/`;
  }

  #keptBefore(chain: number): number {
    let before = 0;
    for (let other = 0; other < chain; other++) before += this.plan.kept(other);
    return before;
  }
}

/** One slice of every chain of every simulation, over the pool; the first simulation should be the one that takes longest. */
export async function round(pool: ThreadPool, simulations: readonly Simulation[]): Promise<void> {
  const work = simulations.flatMap((simulation) =>
    simulation.nextOrders().map((order) => ({ simulation, order })),
  );
  const slices = await pool.map<MeasureOrder, MeasuredSlice>(
    'ising.measure',
    work.map(({ order }) => order),
  );
  for (const [i, { simulation, order }] of work.entries()) simulation.take(order, slices[i]);
}
