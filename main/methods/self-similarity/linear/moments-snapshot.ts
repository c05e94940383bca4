import type { ArrayRecord } from '../../../../preload/contract/index.ts';
import type { Snapshot } from '../../context.ts';
import type { SampleMoments } from './sample-moments.ts';

/** The sums as arrays of a checkpoint, their names beginning with `prefix`. */
export function momentArrays(moments: SampleMoments, prefix: string): ArrayRecord {
  const entries = Object.entries(moments.arrays()).map(([name, data]) => [
    prefix + name,
    { shape: [data.length], data: data.slice() },
  ]);
  return {
    ...Object.fromEntries(entries),
    [`${prefix}samples`]: { shape: [1], data: Float64Array.of(moments.samples) },
  };
}

/** Takes the sums back from a checkpoint. */
export function restoreMoments(moments: SampleMoments, prefix: string, { arrays }: Snapshot): void {
  for (const [name, data] of Object.entries(moments.arrays()))
    data.set(arrays[prefix + name].data as Float64Array);
  moments.samples = Number(arrays[`${prefix}samples`].data[0]);
}
