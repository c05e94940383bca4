import type { RunRecord, RunSummary } from '../../../../preload/contract/index.ts';
import { duration, moment } from '../../../components/numbers.ts';

export interface FactRow {
  title: string;
  values: readonly string[];
  /** The runs differ in what can change their numbers: backend, versions. */
  notable: boolean;
}

/** What is known of some runs beside document and results, one row each; what no run says has no row. */
export function factRows(runs: readonly { record: RunRecord; summary: RunSummary | undefined }[]): FactRow[] {
  const rows: [title: string, valueOf: (record: RunRecord, summary: RunSummary | undefined) => string][] = [
    ['State', (record, summary) => summary?.state ?? record.state],
    ['Reason', (record, summary) => summary?.reason ?? record.reason ?? ''],
    ['Started', ({ startedAt }) => (startedAt ? moment(startedAt) : '')],
    ['Ended', (record, summary) => momentOf(summary?.endedAt ?? record.endedAt)],
    ['Computed', (record, summary) => duration(summary?.computeSeconds ?? record.computeSeconds)],
    ['Starts', ({ starts }) => (starts > 0 ? String(starts) : '')],
    ['Backend', ({ backend }) => backend ?? ''],
    ['Macroscope', ({ versions }) => versions.macroscope],
    ['Node', ({ versions }) => versions.node],
  ];
  return rows.flatMap(([title, valueOf]) => {
    const values = runs.map(({ record, summary }) => valueOf(record, summary));
    if (values.every((value) => value === '')) return [];
    return [{ title, values, notable: decisive.has(title) && new Set(values.filter(Boolean)).size > 1 }];
  });
}

/** The same document gives the same bits only where these agree. */
const decisive = new Set(['Backend', 'Macroscope', 'Node']);

const momentOf = (iso: string | undefined) => (iso === undefined ? '' : moment(iso));
