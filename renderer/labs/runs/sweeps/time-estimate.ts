import type { ExperimentSpec } from '../../../../preload/contract/index.ts';
import { canonical } from '../../documents/entries.ts';

/** A finished run, to judge others by. */
export interface TimedRun {
  name: string;
  spec: ExperimentSpec;
  computeSeconds: number;
}

export interface SweepTime {
  /** Until the last run is done, with the given number of runs at once. */
  seconds: number;
  /** The run it is judged by. */
  from: TimedRun;
  /** Its time was taken in proportion to the steps. */
  scaled: boolean;
}

/** Steps of a training, where its document has them at the top. */
function stepsOf(spec: ExperimentSpec): number | null {
  const steps = (spec as { steps?: unknown }).steps;
  return typeof steps === 'number' && steps > 0 ? steps : null;
}

/** How many top-level entries of two documents differ, the seed aside. */
function distance(a: ExperimentSpec, b: ExperimentSpec): number {
  const [x, y] = [a, b] as unknown as [Record<string, unknown>, Record<string, unknown>];
  const keys = new Set([...Object.keys(x), ...Object.keys(y)]);
  let count = 0;
  for (const key of keys) if (key !== 'seed' && canonical(x[key]) !== canonical(y[key])) count++;
  return count;
}

/**
 * How long the runs of a sweep may take, judged by the finished run of their kind whose document is nearest; in proportion to the steps
 * where both have some. What else costs time (widths, batches) is not accounted for. null: there is no such run.
 * @param measured finished runs, newest first
 * @param atOnce runs computed at the same time
 */
export function sweepTime(
  specs: readonly ExperimentSpec[],
  measured: readonly TimedRun[],
  atOnce: number,
): SweepTime | null {
  const [first] = specs;
  if (first === undefined) return null;
  let from: TimedRun | null = null;
  let nearest = Infinity;
  for (const run of measured) {
    if (run.spec.kind !== first.kind || !(run.computeSeconds > 0)) continue;
    const far = distance(run.spec, first);
    if (far < nearest) [from, nearest] = [run, far];
  }
  if (from === null) return null;
  const own = stepsOf(from.spec);
  let scaled = false;
  let longest = 0;
  let total = 0;
  for (const spec of specs) {
    const steps = stepsOf(spec);
    const factor = own === null || steps === null ? 1 : steps / own;
    scaled ||= factor !== 1;
    const seconds = from.computeSeconds * factor;
    longest = Math.max(longest, seconds);
    total += seconds;
  }
  return { seconds: Math.max(longest, total / Math.max(1, atOnce)), from, scaled };
}
