import type { RunState, RunSummary } from '../../../../preload/contract/index.ts';
import { fractionOf, isDone, standOf } from './cell-values.ts';
import type { SweepGrid } from './grid.ts';

export interface SweepProgress {
  /** 0 to 1 over all runs that are there. */
  fraction: number;
  /** "12 of 16 done, 1 running, 3 queued". */
  message: string;
  /** Until the last run is done, at the pace of those that are; absent where nothing goes on or nothing is known. */
  secondsLeft?: number;
  counts: Readonly<Partial<Record<RunState | 'gone', number>>>;
}

const said: readonly (RunState | 'gone')[] = [
  'running',
  'queued',
  'paused',
  'interrupted',
  'failed',
  'archived',
  'gone',
];

/**
 * How a sweep stands. Time left: what a run took on average, or takes by its own estimate, over the number of runs at once.
 * @param atOnce runs computed at the same time
 */
export function sweepProgress({ runs }: Pick<SweepGrid, 'runs'>, atOnce: number): SweepProgress {
  const there = runs.filter((run) => run !== null);
  const done = there.filter(isDone);
  const counts: Partial<Record<RunState | 'gone', number>> = {};
  for (const run of runs) counts[standOf(run)] = (counts[standOf(run)] ?? 0) + 1;
  const words = said.flatMap((state) => (counts[state] ? [`${counts[state]} ${state}`] : []));
  const seconds = secondsLeft(there, done, atOnce);
  return {
    fraction: there.reduce((sum, run) => sum + fractionOf(run), 0) / Math.max(1, there.length),
    message: [`${done.length} of ${runs.length} done`, ...words].join(', '),
    ...(seconds === null ? {} : { secondsLeft: seconds }),
    counts,
  };
}

function secondsLeft(
  runs: readonly RunSummary[],
  done: readonly RunSummary[],
  atOnce: number,
): number | null {
  const waiting = runs.filter(({ state }) => state === 'running' || state === 'queued');
  if (waiting.length === 0) return null;
  const each = secondsEach(runs, done);
  if (each === null) return null;
  const total = waiting.reduce(
    (sum, run) => sum + (run.progress?.secondsLeft ?? each * (1 - fractionOf(run))),
    0,
  );
  return total / Math.max(1, Math.min(atOnce, waiting.length));
}

/** Seconds a run takes: the mean of those that are done, else what those at work expect. */
function secondsEach(runs: readonly RunSummary[], done: readonly RunSummary[]): number | null {
  if (done.length > 0) return done.reduce((sum, run) => sum + run.computeSeconds, 0) / done.length;
  const expected = runs.flatMap(({ computeSeconds, progress }) =>
    progress && progress.fraction > 0.02 && computeSeconds > 0 ? [computeSeconds / progress.fraction] : [],
  );
  return expected.length === 0 ? null : expected.reduce((sum, value) => sum + value, 0) / expected.length;
}
