import type { ExperimentSpec, MetricSeries } from '../../../../preload/contract/index.ts';
import { betterOf, type Better } from './better.ts';
import type { Uncertainties, Uncertainty } from './uncertainties.ts';

/** A number of one run. `best`: none is better; `level`: not best, but its interval reaches that of the best. */
export interface RunNumber {
  value: number;
  uncertainty: Uncertainty | null;
  mark: 'best' | 'level' | null;
}

export interface NumberRow {
  name: string;
  /** Which way is better, where it is known. */
  better: Better | null;
  /** One for each run; null where the run has no such number. */
  values: readonly (RunNumber | null)[];
}

/** What a run says of itself, as far as it is known. */
export interface NumberedRun {
  spec: ExperimentSpec;
  summary: Readonly<Record<string, number>>;
  uncertainties: Uncertainties;
}

/** The numbers of the runs' summaries side by side, in the order in which the runs name them. */
export function summaryRows(runs: readonly NumberedRun[]): NumberRow[] {
  const names = [...new Set(runs.flatMap(({ summary }) => Object.keys(summary)))];
  return names.map((name) => {
    const having = runs.filter(({ summary }) => Number.isFinite(summary[name]));
    // A single one is the best of nothing.
    const better =
      having.length < 2
        ? null
        : betterOf(
            name,
            having.map(({ spec }) => spec),
          );
    const values = runs.map(({ summary, uncertainties }) =>
      name in summary
        ? { value: summary[name]!, uncertainty: uncertainties[name] ?? null, mark: null }
        : null,
    );
    return { name, better, values: better === null ? values : marked(values, better) };
  });
}

function marked(values: readonly (RunNumber | null)[], better: Better): (RunNumber | null)[] {
  const finite = values.flatMap((one) => (one && Number.isFinite(one.value) ? [one] : []));
  const numbers = finite.map(({ value }) => value);
  const top = better === 'higher' ? Math.max(...numbers) : Math.min(...numbers);
  // All the same: none stands out.
  if (numbers.every((value) => value === top)) return [...values];
  const best = finite.filter(({ value }) => value === top);
  return values.map((one) => {
    if (one === null || !Number.isFinite(one.value)) return one;
    if (one.value === top) return { ...one, mark: 'best' };
    return best.some((other) => overlap(one.uncertainty, other.uncertainty))
      ? { ...one, mark: 'level' }
      : one;
  });
}

/** Whether two intervals have a number in common; without both intervals nothing is said. */
const overlap = (a: Uncertainty | null, b: Uncertainty | null) =>
  a !== null && b !== null && a.low <= b.high && b.low <= a.high;

/** Last values of the runs' curves side by side. */
export function lastValueRows(series: readonly MetricSeries[]): NumberRow[] {
  const names = [...new Set(series.flatMap((one) => Object.keys(one)))];
  return names.map((name) => ({
    name,
    better: null,
    values: series.map((one) => {
      const value = one[name]?.value.at(-1);
      return value === undefined ? null : { value, uncertainty: null, mark: null };
    }),
  }));
}
