import type { FieldPreview, MetricSeries, MlrgTrainingResult } from '../../../../preload/contract/index.ts';
import { significant } from '../../../components/numbers.ts';
import type { ReferenceLine } from '../../parts/chart-axes.ts';
import { measuredChart, type Chart, type MeasuredSeries } from '../../parts/charts.ts';

/** What is drawn beside J0* of the networks. */
export interface KnownCritical {
  /** J0* of the exact map, where it can be found. */
  exactMap: number | null;
  /** Exact critical coupling of the bare lattice. */
  exact: number | null;
}

/** The two pictures a training sends while it is at work. */
export const liveLabels = ['C(J0)', '−dC/dJ0'] as const;
export type LiveLabel = (typeof liveLabels)[number];

const axisName: Record<LiveLabel, string> = { 'C(J0)': 'C(J₀)', '−dC/dJ0': '−dC/dJ₀' };

/** Reference lines at J0* of the exact map and at the exact value, across the axis of J0. */
export function criticalLines({ exactMap, exact }: KnownCritical, axis: 'x' | 'y'): ReferenceLine[] {
  const lines = [
    ...(exact === null ? [] : [{ value: exact, label: `exact ${significant(exact, 4)}` }]),
    ...(exactMap === null ? [] : [{ value: exactMap, label: `exact map ${significant(exactMap, 4)}` }]),
  ].toSorted((a, b) => a.value - b.value);
  // Their labels would lie on each other.
  return lines.map((line, index) => ({
    ...line,
    axis,
    ...(index === 0 && lines.length > 1 ? { labelled: 'below' as const } : {}),
  }));
}

/** Newest picture with a label; null before the first one. */
export const newestFrame = (frames: readonly FieldPreview[], label: string) =>
  frames.find((frame) => frame.label === label) ?? null;

/** The curves of every network over 0 ≤ J0 ≤ reach, as they stand: a row of the picture each. */
export function liveChart(frame: FieldPreview, label: LiveLabel, reach: number, known: KnownCritical): Chart {
  const { width, height, data } = frame;
  const x = Float64Array.from({ length: width }, (_, i) => (reach * i) / Math.max(1, width - 1));
  const chart = measuredChart(
    { x: { name: 'J₀', min: 0, max: reach }, y: { name: axisName[label] } },
    Array.from({ length: height }, (_, row): MeasuredSeries => ({
      name: `network ${row + 1}`,
      x,
      value: data.slice(row * width, (row + 1) * width),
      look: 'line',
    })),
    [
      ...criticalLines(known, 'x'),
      ...(label === 'C(J0)' ? [] : [{ value: 0, label: '', axis: 'y' as const }]),
    ],
  );
  return height > 4 ? withoutLegend(chart) : chart;
}

/** Ten names would fill the plot. */
const withoutLegend = (chart: Chart): Chart => ({
  ...chart,
  option: { ...chart.option, legend: { show: false }, grid: { top: 26 } },
});

/** One metric of every network by step: "critical coupling: member 0". */
export function memberCurves(series: MetricSeries, metric: string): MeasuredSeries[] {
  return Object.entries(series)
    .filter(([name]) => name.startsWith(`${metric}: `))
    .map(([name, { step, value }]) => ({
      name: name.slice(metric.length + 2).replace('member', 'network'),
      x: step,
      value,
      look: 'line' as const,
    }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
}

export function criticalChart(series: MetricSeries, known: KnownCritical): Chart {
  const curves = memberCurves(series, 'critical coupling');
  const chart = measuredChart({ x: { name: 'step' }, y: { name: 'J₀*' } }, curves, criticalLines(known, 'y'));
  return curves.length > 4 ? withoutLegend(chart) : chart;
}

export function divergenceChart(series: MetricSeries): Chart {
  const curves = memberCurves(series, 'divergence');
  const chart = measuredChart(
    { x: { name: 'step' }, y: { name: 'D_KL / bit', scale: 'logarithmic' } },
    curves,
  );
  return curves.length > 4 ? withoutLegend(chart) : chart;
}

/** Fig. 5: C or the beta function with a band of two standard deviations over the networks. */
export function monotoneChart(result: MlrgTrainingResult, what: 'monotone' | 'beta'): Chart {
  const { x, value, error } = result[what];
  const name = what === 'monotone' ? 'C(J₀)' : '−dC/dJ₀';
  return measuredChart(
    { x: { name: 'J₀', min: x[0], max: x.at(-1) }, y: { name } },
    [{ name: 'mean', x, value, error, errorName: 'two standard deviations', look: 'line' }],
    [
      ...criticalLines({ exactMap: result.critical?.value ?? null, exact: result.exactCritical }, 'x').map(
        (line) => ({ ...line, label: line.label.replace('exact map', 'J₀*') }),
      ),
      ...(what === 'beta' ? [{ value: 0, label: '', axis: 'y' as const }] : []),
    ],
  );
}
