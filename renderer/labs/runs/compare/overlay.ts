import type { EChartsOption } from 'echarts';
import type { MetricSeries } from '../../../../preload/contract/index.ts';
import { curveGroups, wantsLogarithm } from '../../../components/curves.ts';

/** A run in an overlay. */
export interface OverlaidRun {
  /** Told apart from the others'. */
  name: string;
  series: MetricSeries;
  /** How much of the run its curves cover, 0 to 1. */
  fraction: number;
}

/** The same thing measured in one or more places by at least one of the runs: one chart. */
export interface MetricGroup {
  /** What is measured: "total". */
  title: string;
  /** Names of the curves, and where each was measured: "training", "held out". */
  places: { metric: string; title: string }[];
}

/** What at least one of the runs has measured, in the order of a single run's curves. */
export function metricGroups(runs: readonly Pick<OverlaidRun, 'series'>[]): MetricGroup[] {
  const all: MetricSeries = Object.assign({}, ...runs.map(({ series }) => series));
  return curveGroups(all).map(({ title, names }) => ({
    title,
    places: names.map((metric) => ({
      metric,
      title: metric.endsWith(`: ${title}`) ? metric.slice(0, -title.length - 2) : metric,
    })),
  }));
}

export type OverlayAxis = 'step' | 'fraction';

/** One run's curve of a metric in the units of the axis; null where the run has none. */
export interface OverlaidCurve {
  x: Float64Array;
  value: Float64Array;
}

/**
 * The curves of one metric, one for each run.
 * @param axis `fraction`: steps over what the last step of the whole run would be, by how much of it is done
 */
export function overlaidCurves(
  runs: readonly OverlaidRun[],
  metric: string,
  axis: OverlayAxis,
): (OverlaidCurve | null)[] {
  return runs.map(({ series, fraction }) => {
    const curve = series[metric];
    if (curve === undefined || curve.step.length === 0) return null;
    if (axis === 'step') return { x: curve.step, value: curve.value };
    const last = Math.max(...Object.values(series).map(({ step }) => step.at(-1) ?? 0));
    const scale = last > 0 ? fraction / last : 0;
    return { x: curve.step.map((step) => step * scale), value: curve.value };
  });
}

const valuesOf = (curves: readonly (OverlaidCurve | null)[]) => curves.flatMap((curve) => curve?.value ?? []);

/** Whether a logarithmic axis can show the curves at all: every value that is one is positive. */
export function allPositive(curves: readonly (OverlaidCurve | null)[]): boolean {
  let some = false;
  for (const values of valuesOf(curves)) {
    for (const value of values) {
      if (value <= 0) return false;
      some ||= value > 0;
    }
  }
  return some;
}

/** Whether a logarithmic axis shows them better. */
export const logarithmSuits = (curves: readonly (OverlaidCurve | null)[]) => wantsLogarithm(valuesOf(curves));

/** A name no longer than `length`, its middle left out: both ends of a run's name tell it apart. */
export function shortened(name: string, length: number): string {
  if (name.length <= length) return name;
  const end = Math.floor((length - 1) / 2);
  return `${name.slice(0, length - 1 - end)}…${name.slice(-end)}`;
}

/** Letters of a name in a legend; width of one, and of the mark before it, in pixels. */
const legendLetters = 34;
const letterWidth = 5.8;
const markWidth = 36;
/** Of the narrowest place a comparison is shown in. */
const legendWidth = 480;
const legendLine = 16;

function legendRoom(names: readonly string[]): number {
  let lines = 1;
  let used = 0;
  for (const name of names) {
    const width = markWidth + letterWidth * Math.min(legendLetters, name.length);
    if (used > 0 && used + width > legendWidth) {
      lines++;
      used = 0;
    }
    used += width;
  }
  return 12 + legendLine * lines;
}

/**
 * Line chart of one metric of some runs. Colour and dash belong to the run, also where others have no such curve.
 */
export function overlayOption(
  runs: readonly Pick<OverlaidRun, 'name'>[],
  curves: readonly (OverlaidCurve | null)[],
  { metric, axis, logarithmic }: { metric: string; axis: OverlayAxis; logarithmic: boolean },
): EChartsOption {
  const named = runs.flatMap(({ name }, run) => (curves[run] ? [name] : []));
  return {
    animation: false,
    legend: {
      show: true,
      data: named,
      formatter: (name: string) => shortened(name, legendLetters),
    },
    grid: { top: legendRoom(named) },
    xAxis: {
      type: 'value',
      name: axis === 'step' ? 'step' : 'share of the run',
      max: 'dataMax',
      axisLabel: { showMaxLabel: axis === 'fraction' },
    },
    yAxis: { ...(logarithmic ? { type: 'log' } : { type: 'value', scale: true }), name: metric },
    dataset: curves.map((curve) => ({ dimensions: ['x', 'value'], source: interleaved(curve) })),
    series: runs.map(({ name }, run) => ({
      type: 'line',
      name,
      datasetIndex: run,
      showSymbol: (curves[run]?.x.length ?? 0) === 1,
    })),
  };
}

function interleaved(curve: OverlaidCurve | null): Float64Array {
  const { x, value } = curve ?? { x: new Float64Array(), value: new Float64Array() };
  const pairs = new Float64Array(2 * x.length);
  for (let i = 0; i < x.length; i++) {
    pairs[2 * i] = x[i]!;
    pairs[2 * i + 1] = value[i]!;
  }
  return pairs;
}

/** Columns for a file: x and value of every run that has the curve. */
export function overlayColumns(
  runs: readonly Pick<OverlaidRun, 'name'>[],
  curves: readonly (OverlaidCurve | null)[],
  { metric, axis }: { metric: string; axis: OverlayAxis },
): Record<string, ArrayLike<number>> {
  const columns: Record<string, ArrayLike<number>> = {};
  for (const [run, { name }] of runs.entries()) {
    const curve = curves[run];
    if (!curve) continue;
    columns[`${name}: ${axis === 'step' ? 'step' : 'share of the run'}`] = curve.x;
    columns[`${name}: ${metric}`] = curve.value;
  }
  return columns;
}
