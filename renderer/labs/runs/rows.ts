import type { RunState, RunSummary } from '../../../preload/contract/index.ts';
import { kindTitles } from '../kinds.ts';
import { mainResult } from './results.ts';
import { isDone } from './sweeps/cell-values.ts';

export type RunOrder =
  'createdAt' | 'name' | 'kind' | 'state' | 'seed' | 'result' | 'bytes' | 'computeSeconds';

export interface RunRow {
  type: 'run';
  key: string;
  run: RunSummary;
  /** Inside an open sweep. */
  inside: boolean;
}

export interface SweepRow {
  type: 'sweep';
  key: string;
  name: string;
  /** Those of its runs that the filter lets through. */
  runs: readonly RunSummary[];
  /** How many runs of it there are. */
  count: number;
  /** Those that came to their end, archived since or not. */
  done: number;
  open: boolean;
  state: RunState;
}

export type Row = RunRow | SweepRow;

type Key = number | string | undefined;

const runKeys: Record<RunOrder, (run: RunSummary) => Key> = {
  createdAt: (run) => run.startedAt ?? run.createdAt,
  name: (run) => run.name.toLowerCase(),
  kind: (run) => kindTitles[run.kind],
  state: (run) => run.state,
  seed: (run) => run.seed,
  result: (run) => mainResult(run)?.value,
  bytes: (run) => run.bytes,
  computeSeconds: (run) => run.computeSeconds,
};

const sum = (runs: readonly RunSummary[], of: (run: RunSummary) => number) =>
  runs.reduce((total, run) => total + of(run), 0);
const largest = (runs: readonly RunSummary[], of: (run: RunSummary) => string) =>
  runs.reduce((found, run) => (of(run) > found ? of(run) : found), '');

const sweepKeys: Record<RunOrder, (row: SweepRow) => Key> = {
  createdAt: ({ runs }) => largest(runs, (run) => run.startedAt ?? run.createdAt),
  name: ({ name }) => name.toLowerCase(),
  kind: ({ runs }) => kindTitles[runs[0]!.kind],
  state: ({ state }) => state,
  seed: () => undefined,
  result: () => undefined,
  bytes: ({ runs }) => sweepBytes(runs),
  computeSeconds: ({ runs }) => sum(runs, (run) => run.computeSeconds),
};

/** Bytes of runs together. */
export const sweepBytes = (runs: readonly RunSummary[]) => sum(runs, (run) => run.bytes ?? 0);

/** What has no key comes last, either way round. */
function compare(a: Key, b: Key, sign: number): number {
  if (a === b) return 0;
  if (a === undefined || Number.isNaN(a)) return 1;
  if (b === undefined || Number.isNaN(b)) return -1;
  return a < b ? -sign : sign;
}

/** Runs in the order of a column; equals stay in theirs. */
export function orderRuns(runs: readonly RunSummary[], by: RunOrder, descending: boolean): RunSummary[] {
  const sign = descending ? -1 : 1;
  return runs.toSorted((a, b) => compare(runKeys[by](a), runKeys[by](b), sign));
}

/** The state that says most of several runs: what is at work first, then what went wrong, then what is done. */
export function stateOfMany(runs: readonly Pick<RunSummary, 'state'>[]): RunState {
  const precedence = [
    'running',
    'queued',
    'failed',
    'paused',
    'interrupted',
    'done',
    'archived',
  ] as const satisfies readonly RunState[];
  return precedence.find((state) => runs.some((run) => run.state === state)) ?? 'done';
}

/** Order of the runs of a sweep in its grid: the last axis changes fastest. */
function inGrid(a: RunSummary, b: RunSummary): number {
  const [x, y] = [a.sweep?.index ?? [], b.sweep?.index ?? []];
  const differing = x.findIndex((value, axis) => value !== y[axis]);
  return differing < 0 ? 0 : x[differing]! - (y[differing] ?? 0);
}

/**
 * Lines of the list: a run each, and one for each sweep, which holds its runs when it is open. A sweep of which the filter lets
 * through nothing is not there.
 * @param shown what the filter lets through
 * @param all every run, to count those of a sweep
 * @param open ids of the sweeps that are open
 */
export function rowsOf(
  shown: readonly RunSummary[],
  all: readonly RunSummary[],
  order: { by: RunOrder; descending: boolean; open: ReadonlySet<string> },
): Row[] {
  const { by, descending, open } = order;
  const sign = descending ? -1 : 1;
  const members = Map.groupBy(all, (run) => run.sweep?.id);
  const rows: Row[] = [];
  for (const [sweep, runs] of Map.groupBy(shown, (run) => run.sweep?.id)) {
    if (sweep === undefined) {
      for (const run of runs) rows.push({ type: 'run', key: run.id, run, inside: false });
      continue;
    }
    const whole = members.get(sweep) ?? runs;
    rows.push({
      type: 'sweep',
      key: sweep,
      name: runs[0]!.sweep!.name,
      runs: by === 'createdAt' ? runs.toSorted(inGrid) : orderRuns(runs, by, descending),
      count: whole.length,
      done: whole.filter(isDone).length,
      open: open.has(sweep),
      state: stateOfMany(whole),
    });
  }
  const keyOf = (row: Row) => (row.type === 'run' ? runKeys[by](row.run) : sweepKeys[by](row));
  return rows
    .toSorted((a, b) => compare(keyOf(a), keyOf(b), sign))
    .flatMap((row) =>
      row.type === 'sweep' && row.open
        ? [row, ...row.runs.map((run): Row => ({ type: 'run', key: run.id, run, inside: true }))]
        : [row],
    );
}

/** What a line calls its run: inside its sweep, only what is particular to it. */
export function nameInList({ run, inside }: RunRow): string {
  const prefix = `${run.sweep?.name} · `;
  return inside && run.name.startsWith(prefix) ? run.name.slice(prefix.length) : run.name;
}

/** Runs a line stands for: itself, or those of a sweep that are shown. */
export const runsOf = (row: Row): readonly RunSummary[] => (row.type === 'run' ? [row.run] : row.runs);
