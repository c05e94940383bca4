import type { RunSummary } from '../../../preload/contract/index.ts';
import type { TableColumn } from '../../components/export/table.ts';

/** Runs as columns of a table: what each is, and every number that any of them calls a result. */
export function runColumns(runs: readonly RunSummary[]): TableColumn[] {
  const results = [...new Set(runs.flatMap(({ summary }) => Object.keys(summary)))];
  const column = (title: string, of: (run: RunSummary) => number | string | undefined, unit?: string) => ({
    title,
    ...(unit ? { unit } : {}),
    values: runs.map(of),
  });
  return [
    column('run', ({ id }) => id),
    column('name', ({ name }) => name),
    column('kind', ({ kind }) => kind),
    column('state', ({ state }) => state),
    column('seed', ({ seed }) => seed),
    column('tags', ({ tags }) => tags?.join(' ')),
    column('started', ({ startedAt }) => startedAt),
    column('computed', ({ computeSeconds }) => computeSeconds, 's'),
    ...results.map((name) => column(name, ({ summary }) => summary[name])),
  ];
}
