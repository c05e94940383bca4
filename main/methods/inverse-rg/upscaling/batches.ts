import { HostError } from '../../../../preload/contract/index.ts';
import type { UpscalerParameters } from '../upscaler.ts';
import type { GrowthSettings } from './growth.ts';

/** A share of the ensemble that one thread grows in one go, with a random stream of its own. */
export interface Batch {
  index: number;
  /** Jackknife bin that it is a part of; batches never cross bins. */
  bin: number;
  configurations: number;
}

/** Nanoseconds per spin that batches are cut by; only the order of magnitude matters. */
const cost = { table: 40, weights: 100, sweep: 10, networkPerParameter: 1 } as const;
const batchNanoseconds = 2e8;
const fewestPerBin = 2;

/** As many jackknife bins as asked for, or so many that each still holds two configurations. */
export function binCount(configurations: number, wanted: number): number {
  return Math.min(wanted, Math.floor(configurations / fewestPerBin));
}

/** Some 0.2 s of work. Depends on what is grown alone, not on the machine or its threads: the batches are part of the result. */
export function configurationsPerBatch(parameters: UpscalerParameters, settings: GrowthSettings): number {
  const { size, sweeps, importance } = settings;
  const network =
    parameters.type === 'two-layer' ? 2 * parameters.first.length * cost.networkPerParameter : 0;
  const perSpin = cost.table + network + sweeps * cost.sweep + (importance ? cost.weights : 0);
  return Math.max(1, Math.round(batchNanoseconds / (perSpin * size * size)));
}

/** Cuts an ensemble into equal jackknife bins (up to one configuration) and these into batches, in the order of the configurations. */
export function planBatches(configurations: number, bins: number, perBatch: number): Batch[] {
  if (bins < 1 || bins > configurations) {
    throw new HostError('bad-argument', `${configurations} configurations can't fill ${bins} bins.`, {
      where: 'measure.bins',
      remedy: 'Ask for more configurations or fewer jackknife bins.',
    });
  }
  const batches: Batch[] = [];
  for (let bin = 0; bin < bins; bin++) {
    const end = Math.floor(((bin + 1) * configurations) / bins);
    let from = Math.floor((bin * configurations) / bins);
    const parts = Math.ceil((end - from) / perBatch);
    for (let part = parts; part > 0; part--) {
      const count = Math.ceil((end - from) / part);
      batches.push({ index: batches.length, bin, configurations: count });
      from += count;
    }
  }
  return batches;
}
