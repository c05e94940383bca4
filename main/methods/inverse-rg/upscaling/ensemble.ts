import { HostError, type ArrayRecord, type GrownLevel } from '../../../../preload/contract/index.ts';
import { packedBytes } from '../../../physics/ising/spins.ts';
import type { Snapshot, ThreadPool } from '../../context.ts';
import type { SummedLevel } from '../measure/finish.ts';
import { LevelSums, type LevelOptions } from '../measure/level-sums.ts';
import { storeUpscaler } from '../stored.ts';
import type { UpscalerParameters } from '../upscaler.ts';
import { configurationsPerBatch, planBatches, type Batch } from './batches.ts';
import type { UpscaledBatch, UpscaleOrder } from './batch-task.ts';
import { measuredSizes, startSize, type GrowthSettings } from './growth.ts';
import { stackRecords, unstackRecords } from '../stacked-records.ts';

/** An ensemble to be dreamt up and measured. */
export interface EnsembleOrder {
  parameters: UpscalerParameters;
  settings: GrowthSettings;
  seed: number;
  configurations: number;
  /** Jackknife bins; at most one a configuration. */
  bins: number;
  /** G(r) and S(k) of every level. */
  correlation: boolean;
  /** Spectrum of the renormalization map, of the final lattice alone: its covariances are the bulk of the memory. */
  rsrg: boolean;
  /** Configurations of the final lattice to keep. */
  keep: number;
}

/** Batches per thread between two breaths of a run: about a second. */
const batchesPerRound = 5;
/** What spins.npz, which is made in memory, may hold. */
const mostKeptBytes = 2 ** 28;

/**
 * Grows an ensemble in rounds over a pool. Batches have random streams of their own and are merged in their order, so the sums depend
 * neither on the number of threads nor on where the rounds were cut; memory is that of the sums, however many configurations.
 */
export class UpscaledEnsemble {
  readonly #order: EnsembleOrder;
  readonly #key: string;
  readonly #batches: Batch[];
  /** One LevelSums per jackknife bin, in order. */
  readonly #levels: { options: LevelOptions; bins: LevelSums[] }[];
  /** Packed configurations of the final lattice, the first ones of the ensemble. */
  readonly #kept: Uint8Array;
  #done = 0;
  #configurations = 0;
  #history: GrownLevel[] = [];

  /** Throws HostError when the lattice is no larger than the start, or more is to be kept than fits. */
  constructor(order: EnsembleOrder) {
    const { parameters, settings, configurations, bins } = order;
    const { size, coupling } = settings;
    if (size <= startSize(settings)) {
      throw new HostError(
        'bad-argument',
        `A start of ${startSize(settings)}² spins can't grow to ${size}².`,
        {
          where: 'size',
          remedy: 'Choose a larger final lattice or a smaller start.',
        },
      );
    }
    const bytes = Math.min(order.keep, configurations) * packedBytes(size);
    if (bytes > mostKeptBytes) {
      throw new HostError(
        'too-large',
        `${order.keep} configurations of ${size}² spins take ${Math.round(bytes / 2 ** 20)} MB.`,
        {
          where: 'keep',
          remedy: `Keep at most ${Math.floor(mostKeptBytes / packedBytes(size))} of this size.`,
        },
      );
    }
    this.#order = order;
    this.#key = `${coupling} ${fingerprint(parameters)}`;
    this.#batches = planBatches(configurations, bins, configurationsPerBatch(parameters, settings));
    this.#kept = new Uint8Array(bytes);
    this.#levels = measuredSizes(settings).map((side) => {
      const options = { size: side, correlation: order.correlation, rsrg: order.rsrg && side === size };
      return { options, bins: Array.from({ length: bins }, () => new LevelSums(options)) };
    });
  }

  /** Configurations grown so far. */
  get configurations(): number {
    return this.#configurations;
  }

  get complete(): boolean {
    return this.#done === this.#batches.length;
  }

  /** Whether all configurations to keep are there. */
  get keptAll(): boolean {
    return this.kept.length === this.#kept.length;
  }

  /** Measured levels, smallest first. */
  get levels(): readonly SummedLevel[] {
    return this.#levels;
  }

  /** Every level of the first configuration, the start first; empty before the first round. */
  get history(): readonly GrownLevel[] {
    return this.#history;
  }

  /** The configurations kept, packed. */
  get kept(): Uint8Array {
    return this.#kept.subarray(0, this.#keptConfigurations() * packedBytes(this.#order.settings.size));
  }

  /** Grows the next batches; returns the newest configuration of the final lattice, packed. */
  async round(pool: ThreadPool): Promise<Uint8Array> {
    const next = this.#batches.slice(this.#done, this.#done + pool.size * batchesPerRound);
    const { parameters, settings, seed, keep } = this.#order;
    const levels = this.#levels.map(({ options }) => options);
    let before = this.#configurations;
    const orders = next.map(({ index, configurations }): UpscaleOrder => {
      const wanted = Math.max(0, Math.min(configurations, keep - before));
      before += configurations;
      return {
        model: { key: this.#key, parameters },
        settings,
        levels,
        seed,
        batch: index,
        configurations,
        keep: wanted,
        history: index === 0,
      };
    });
    const results = await pool.map<UpscaleOrder, UpscaledBatch>('inverse-rg.upscale', orders);
    for (const [i, result] of results.entries()) this.#merge(next[i], result);
    return results[results.length - 1].newest;
  }

  /** Everything the rest depends on; the configurations kept only when `withKept`. */
  snapshot(withKept: boolean): Snapshot {
    const arrays: ArrayRecord = {};
    if (withKept) arrays.kept = { shape: [this.kept.length], data: this.kept };
    for (const { size, packed } of this.#history) {
      arrays[`history-${size}`] = { shape: [packed.length], data: packed };
    }
    const begun = this.#done === 0 ? 0 : this.#batches[this.#done - 1].bin + 1;
    for (const { options, bins } of begun === 0 ? [] : this.#levels) {
      const stacked = stackRecords(bins.slice(0, begun).map((bin) => bin.toArrays()));
      for (const [name, array] of Object.entries(stacked)) arrays[`level-${options.size}/${name}`] = array;
    }
    return {
      arrays,
      values: {
        batches: this.#done,
        configurations: this.#configurations,
        history: this.#history.map(({ size }) => size),
      },
    };
  }

  restore({ arrays, values }: Snapshot): void {
    this.#done = Number(values.batches);
    this.#configurations = Number(values.configurations);
    if (arrays.kept) this.#kept.set(arrays.kept.data as Uint8Array);
    this.#history = (values.history as number[]).map((size) => ({
      size,
      packed: arrays[`history-${size}`].data as Uint8Array,
    }));
    for (const { options, bins } of this.#done === 0 ? [] : this.#levels) {
      const prefix = `level-${options.size}/`;
      const stacked: ArrayRecord = {};
      for (const [name, array] of Object.entries(arrays)) {
        if (name.startsWith(prefix)) stacked[name.slice(prefix.length)] = array;
      }
      for (const [bin, record] of unstackRecords(stacked).entries()) {
        bins[bin] = LevelSums.fromArrays(options, record);
      }
    }
  }

  #merge({ bin, configurations }: Batch, { levels, kept, history }: UpscaledBatch): void {
    this.#kept.set(kept, this.kept.length);
    for (const [i, { options, bins }] of this.#levels.entries()) {
      bins[bin].merge(LevelSums.fromArrays(options, levels[i]));
    }
    if (history.length > 0) this.#history = history;
    this.#configurations += configurations;
    this.#done++;
  }

  #keptConfigurations(): number {
    return Math.min(this.#configurations, this.#order.keep);
  }
}

/** Grows a whole ensemble; `onProgress` is told the configurations done. */
export async function growEnsemble(
  pool: ThreadPool,
  order: EnsembleOrder,
  onProgress?: (configurations: number) => void,
): Promise<UpscaledEnsemble> {
  const ensemble = new UpscaledEnsemble(order);
  while (!ensemble.complete) {
    await ensemble.round(pool);
    onProgress?.(ensemble.configurations);
  }
  return ensemble;
}

/** FNV-1a over everything an upscaler consists of; tells models of one process apart. */
function fingerprint(parameters: UpscalerParameters): string {
  const { upscaler, arrays } = storeUpscaler(parameters);
  let hash = 0x811c9dc5;
  for (const { data } of Object.values(arrays)) {
    for (const byte of new Uint8Array(data.buffer, data.byteOffset, data.byteLength)) {
      hash = Math.imul(hash ^ byte, 0x01000193);
    }
  }
  return `${JSON.stringify(upscaler)} ${hash >>> 0}`;
}
