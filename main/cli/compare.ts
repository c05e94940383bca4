import { HostError, type MetricSeries, type RunRecord } from '../../preload/contract/index.ts';
import { findRun, withHost, type WorkspaceOption } from './session.ts';
import { digits, table } from './table.ts';

/** macroscope compare RUN RUN…: where the documents differ, and the results beside each other. */
export async function compare(
  words: readonly string[],
  options: WorkspaceOption & { json?: true },
): Promise<void> {
  await withHost(options, async (host) => {
    const ids = words.map((word) => findRun(host, word));
    if (new Set(ids).size < 2) {
      throw new HostError('bad-argument', 'Name at least two different runs.', {
        remedy: '"macroscope runs" lists them.',
      });
    }
    const compared: ComparedRun[] = [];
    for (const id of ids) {
      const record = await host.call('runRead', { id });
      compared.push({ record, last: lastValues(await host.call('runMetrics', { id, limit: 10 })) });
    }
    const comparison = comparisonOf(compared);
    process.stdout.write(options.json ? `${JSON.stringify(comparison, null, 2)}\n` : text(comparison));
  });
}

export interface ComparedRun {
  record: RunRecord;
  /** Last value of every curve. */
  last: Record<string, number>;
}

/** One row: a name, and what each run has there; undefined where it has nothing. */
interface Row {
  name: string;
  values: (string | number | undefined)[];
}

export interface RunComparison {
  runs: string[];
  /** Entries of the documents that are not the same in all runs. */
  differences: Row[];
  results: Row[];
  metrics: Row[];
}

export function comparisonOf(runs: readonly ComparedRun[]): RunComparison {
  const specs = runs.map(({ record }) => flat({ ...record.spec, backend: record.backend }));
  return {
    runs: runs.map(({ record }) => record.id),
    differences: rows(specs).filter(({ values }) => new Set(values).size > 1),
    results: rows(runs.map(({ record }) => record.summary)),
    metrics: rows(runs.map(({ last }) => last)),
  };
}

function rows(groups: readonly Record<string, string | number>[]): Row[] {
  const names = [...new Set(groups.flatMap((group) => Object.keys(group)))];
  return names.map((name) => ({ name, values: groups.map((group) => group[name]) }));
}

/** The entries of a document by their paths: "training.rate". A list is one entry. */
function flat(group: object, prefix = ''): Record<string, string | number> {
  const entries = Object.entries(group).flatMap(([name, value]: [string, unknown]) => {
    if (value === undefined) return [];
    const path = `${prefix}${name}`;
    if (value !== null && typeof value === 'object' && !Array.isArray(value))
      return Object.entries(flat(value, `${path}.`));
    return [
      [path, typeof value === 'number' || typeof value === 'string' ? value : JSON.stringify(value)] as const,
    ];
  });
  return Object.fromEntries(entries);
}

function lastValues(curves: MetricSeries): Record<string, number> {
  return Object.fromEntries(
    Object.entries(curves).map(([name, { value }]) => [name, value.at(-1) ?? Number.NaN]),
  );
}

export function text({ runs, differences, results, metrics }: RunComparison): string {
  const part = (
    title: string,
    lines: readonly Row[],
    none: string,
    number: (value: number) => string = digits,
  ) =>
    lines.length === 0
      ? `${none}\n`
      : table(
          [title, ...runs.map((_, i) => `run ${i + 1}`)],
          lines.map(({ name, values }) => [
            name,
            ...values.map((value) => (typeof value === 'number' ? number(value) : (value ?? '–'))),
          ]),
        );
  return [
    ...runs.map((id, i) => `run ${i + 1}  ${id}\n`),
    '\n',
    // In full: values that are here differ, and have to look so.
    part('document', differences, 'The documents are the same.', String),
    '\n',
    part('result', results, 'There are no results.'),
    '\n',
    part('last value', metrics, 'There are no curves.'),
  ].join('');
}
