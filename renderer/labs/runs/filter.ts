import type { ExperimentKindName, RunState, RunSummary } from '../../../preload/contract/index.ts';
import { kindTitles } from '../kinds.ts';

export interface RunFilter {
  /** 'current' is everything but the archive. */
  state: RunState | 'current' | 'all';
  kind: ExperimentKindName | 'all';
  text: string;
}

/** Runs that a filter lets through; every word of the text must be in name, kind, state or id. */
export function filterRuns(runs: readonly RunSummary[], { state, kind, text }: RunFilter): RunSummary[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return runs.filter((run) => {
    if (state === 'current' ? run.state === 'archived' : state !== 'all' && run.state !== state) return false;
    if (kind !== 'all' && run.kind !== kind) return false;
    const searched = `${run.name} ${kindTitles[run.kind]} ${run.kind} ${run.state} ${run.id}`.toLowerCase();
    return words.every((word) => searched.includes(word));
  });
}

export type RunOrder = 'createdAt' | 'name' | 'kind' | 'state' | 'computeSeconds';

/** Runs in the order of a column; equals stay in theirs. */
export function orderRuns(runs: readonly RunSummary[], by: RunOrder, descending: boolean): RunSummary[] {
  const sign = descending ? -1 : 1;
  return runs.toSorted((a, b) => {
    const [x, y] = [a[by], b[by]];
    return (
      sign * (typeof x === 'number' && typeof y === 'number' ? x - y : String(x).localeCompare(String(y)))
    );
  });
}
