import type { RunState, RunSummary } from '../../../../preload/contract/index.ts';
import type { Uncertainty } from '../compare/uncertainties.ts';
import type { GridCell } from './grid.ts';
import { meanOverRuns } from './statistics.ts';

/** What a grid shows of its runs: a number of their summary, or where a curve stands. */
export type Quantity = { type: 'summary'; name: string } | { type: 'curve'; name: string };

/** A quantity as one word, for lists of options. */
export const quantityKey = ({ type, name }: Quantity) => `${type} ${name}`;

/** A cell as it is written. */
export interface CellValue extends GridCell {
  /** Value of the quantity, or its mean over the runs that have it; null: none has. */
  value: number | null;
  /** Standard error of a mean; null where there is none. */
  error: number | null;
  /** How well the single run of the cell knows its number, where it says so. */
  own: Uncertainty | null;
  /** Runs the value is made of. */
  count: number;
  /** How its runs stand, most telling first; empty when all are done. */
  open: readonly { state: RunState | 'gone'; count: number }[];
  /** 0 to 1 over its runs. */
  fraction: number;
}

const order: readonly (RunState | 'gone')[] = [
  'failed',
  'running',
  'queued',
  'paused',
  'interrupted',
  'archived',
  'gone',
];

/** Whether a run came to its end, archived since or not: only one that did has numbers in its summary. */
export const isDone = ({ state, summary }: Pick<RunSummary, 'state' | 'summary'>) =>
  state === 'done' || (state === 'archived' && Object.keys(summary).length > 0);

/** How a place of a sweep stands; an archived run that is done counts as such. */
export const standOf = (run: RunSummary | null): RunState | 'gone' =>
  run === null ? 'gone' : isDone(run) ? 'done' : run.state;

/** How much of a run is done. */
export const fractionOf = (run: RunSummary) => (isDone(run) ? 1 : (run.progress?.fraction ?? 0));

/**
 * What a cell shows.
 * @param valueOf the quantity of a run; undefined where it has none yet
 * @param uncertaintyOf how well a run knows it
 */
export function cellValue(
  cell: GridCell,
  valueOf: (run: RunSummary) => number | undefined,
  uncertaintyOf: (run: RunSummary) => Uncertainty | undefined = () => undefined,
): CellValue {
  const there = cell.runs.filter((run) => run !== null);
  const values = there.map(valueOf).filter((value) => value !== undefined);
  const mean = meanOverRuns(values);
  const [single] = cell.runs;
  const counts = Map.groupBy(cell.runs, standOf);
  return {
    ...cell,
    value: mean?.value ?? null,
    error: mean?.error ?? null,
    own: cell.runs.length === 1 && single ? (uncertaintyOf(single) ?? null) : null,
    count: mean?.count ?? 0,
    open: order.flatMap((state) => {
      const count = counts.get(state)?.length ?? 0;
      return count === 0 ? [] : [{ state, count }];
    }),
    fraction: there.reduce((sum, run) => sum + fractionOf(run), 0) / Math.max(1, cell.runs.length),
  };
}

/** Lowest and highest finite value of some cells; null when no cell has one. */
export function rangeOf(cells: Iterable<CellValue>): [low: number, high: number] | null {
  let low = Infinity;
  let high = -Infinity;
  for (const { value } of cells) {
    if (value === null || !Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low <= high ? [low, high] : null;
}

/** "failed", "running 45%", "2 of 3 done, 1 queued": what is still to come of a cell; empty when nothing is. */
export function stateWords({ open, runs, fraction }: CellValue): string {
  if (open.length === 0) return '';
  const [first] = open;
  if (runs.length === 1) {
    return first!.state === 'running' ? `running ${Math.floor(100 * fraction)}%` : first!.state;
  }
  return [doneWords({ open, runs }), ...open.map(({ state, count }) => `${count} ${state}`)].join(', ');
}

/** The same in the room of a cell: "2 of 3 done"; what went wrong is said there too. */
export function shortStateWords(cell: CellValue): string {
  const { open, runs } = cell;
  if (open.length === 0 || runs.length === 1) return stateWords(cell);
  const failed = open.find(({ state }) => state === 'failed');
  return [doneWords(cell), ...(failed ? [`${failed.count} failed`] : [])].join(', ');
}

function doneWords({ open, runs }: Pick<CellValue, 'open' | 'runs'>): string {
  const left = open.reduce((sum, { count }) => sum + count, 0);
  return `${runs.length - left} of ${runs.length} done`;
}
