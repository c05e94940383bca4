import { estimateText } from '../../../components/estimate.ts';
import { measuredChart, type Chart, type MeasuredSeries } from '../../parts/charts.ts';
import type { NamedAxis } from './axis-words.ts';
import { axisTitle } from './axis-words.ts';
import type { CellValue } from './cell-values.ts';
import { meanOverRuns } from './statistics.ts';

/** Over more than this an axis of values that are spread by factors is logarithmic. */
const wideRatio = 20;

/** Whether values are told apart better by factors: all positive, over a wide range, and their middle nearer to the geometric one. */
export function isLogarithmic(values: readonly number[]): boolean {
  const sorted = values.toSorted((a, b) => a - b);
  const [low = 0, high = 0] = [sorted[0], sorted.at(-1)];
  if (sorted.length < 3 || low <= 0 || high / low < wideRatio) return false;
  const middle = sorted[Math.floor(sorted.length / 2)]!;
  return Math.abs(Math.log(middle / Math.sqrt(low * high))) < Math.abs(Math.log((2 * middle) / (low + high)));
}

interface SweepCurves {
  /** Of the horizontal axis. */
  columns: NamedAxis;
  /** One curve for each of its values; null: a single curve. */
  rows: NamedAxis | null;
  /** Row by row. */
  cells: readonly (readonly CellValue[])[];
  /** What is shown. */
  quantity: string;
  /** The axis that is averaged over. */
  averaged: NamedAxis | null;
}

/** Curves of a quantity over one axis, with standard errors where an axis is averaged over or the columns are seeds. */
export function sweepChart({ columns, rows, cells, quantity, averaged }: SweepCurves): Chart {
  const x = columns.values.map(Number);
  const series = cells.map((row, index): MeasuredSeries => {
    const having = row.filter(({ value }) => value !== null);
    const name =
      rows === null
        ? averaged
          ? `mean over ${averaged.title.toLowerCase()}s`
          : quantity
        : `${rows.title} ${rows.words[index]}${rows.unit ? ` ${rows.unit}` : ''}`;
    return {
      name,
      x: having.map(({ column }) => x[column]!),
      value: having.map(({ value }) => value!),
      ...barsOf(having, averaged !== null),
      look: columns.path === 'seed' ? 'points' : 'both',
    };
  });
  const mean =
    columns.path === 'seed' && rows === null && averaged === null
      ? meanOverRuns(cells.flat().flatMap(({ value }) => (value === null ? [] : [value])))
      : null;
  return measuredChart(
    {
      x: { name: axisTitle(columns), ...(isLogarithmic(x) ? { scale: 'logarithmic' as const } : {}) },
      y: { name: quantity },
    },
    series,
    mean === null || mean.count < 2
      ? []
      : [{ value: mean.value, label: `mean ${estimateText({ value: mean.value, error: mean.error })}` }],
  );
}

/** Error bars: of means their standard error, of single runs what they say themselves. */
function barsOf(cells: readonly CellValue[], averaged: boolean): Pick<MeasuredSeries, 'error' | 'errorName'> {
  if (averaged) return { error: cells.map(({ error }) => error ?? NaN) };
  if (cells.every(({ own }) => own === null)) return { error: null };
  const standard = cells.every(({ own }) => own === null || own.error !== undefined);
  const method = cells.find(({ own }) => own !== null)?.own?.method ?? '';
  return {
    error: cells.map(({ own }) => (own === null ? NaN : (own.error ?? (own.high - own.low) / 2))),
    ...(standard ? {} : { errorName: `half of the interval (${method})` }),
  };
}

/** The column and row of a point of such a chart. */
export function cellAt(
  { columns, cells }: Pick<SweepCurves, 'columns' | 'cells'>,
  series: number,
  point: unknown,
): CellValue | null {
  const x = Array.isArray(point) ? Number(point[0]) : NaN;
  return cells[series]?.find(({ column }) => Number(columns.values[column]) === x) ?? null;
}
