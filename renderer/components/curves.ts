import type { EChartsOption } from 'echarts';
import type { MetricPoint, MetricSeries } from '../../preload/contract/index.ts';

/** Points of a curve that a plot of ordinary width can show. */
export const curvePoints = 500;

/**
 * Curves with new points at their ends. Points at or before a curve's last step are old news (the file had them already). Beyond
 * twice `limit` points every other one goes, so that a long run costs no more than a short one.
 */
export function appendPoints(
  series: MetricSeries,
  points: readonly MetricPoint[],
  limit = curvePoints,
): MetricSeries {
  const next: MetricSeries = { ...series };
  for (const [name, added] of Map.groupBy(points, (point) => point.name)) {
    const before = next[name] ?? { step: new Float64Array(), value: new Float64Array() };
    const last = before.step.at(-1) ?? -Infinity;
    const fresh = added.filter((point) => point.step > last);
    if (fresh.length === 0 && next[name]) continue;
    const step = Float64Array.from([...before.step, ...fresh.map((point) => point.step)]);
    const value = Float64Array.from([...before.value, ...fresh.map((point) => point.value)]);
    next[name] = step.length > 2 * limit ? thinned({ step, value }) : { step, value };
  }
  return next;
}

function thinned({ step, value }: MetricSeries[string]): MetricSeries[string] {
  const keep = (_: number, index: number) => index % 2 === 0 || index === step.length - 1;
  return { step: step.filter(keep), value: value.filter(keep) };
}

/** "training: total" measures the total on the training data: [where, what]. A name without a colon has no where. */
function partsOf(name: string): [where: string, what: string] {
  const colon = name.indexOf(': ');
  return colon < 0 ? [name, name] : [name.slice(0, colon), name.slice(colon + 2)];
}

/** Curves of one plot: the same thing measured in different places, such as "training: total" and "held out: total". */
export function curveGroups(series: MetricSeries): { title: string; names: string[] }[] {
  const groups = Map.groupBy(Object.keys(series), (name) => partsOf(name)[1]);
  return [...groups]
    .map(([title, names]) => ({ title, names }))
    .toSorted((a, b) => Number(b.title === 'total') - Number(a.title === 'total'));
}

/** Whether a logarithmic axis shows the curves better: positive, over more than a decade and a half, and not counts. */
export function wantsLogarithm(values: Iterable<ArrayLike<number>>): boolean {
  let low = Infinity;
  let high = -Infinity;
  let counts = true;
  for (const list of values) {
    for (let i = 0; i < list.length; i++) {
      low = Math.min(low, list[i]!);
      high = Math.max(high, list[i]!);
      counts &&= Number.isInteger(list[i]!);
    }
  }
  return low > 0 && high / low > 30 && !counts;
}

/** Line chart of the curves `names` against the step. */
export function curveOption(
  series: MetricSeries,
  names: readonly string[],
  metric: string,
  compact = false,
): EChartsOption {
  const curves = names.map((name) => series[name]!);
  return {
    // Curves grow several times a second; a transition would never end.
    animation: false,
    ...(compact ? { grid: { left: 40, right: 12, bottom: 20 } } : {}),
    xAxis: {
      type: 'value',
      ...(compact ? {} : { name: 'step' }),
      max: 'dataMax',
      axisLabel: { showMaxLabel: false },
    },
    yAxis: {
      ...(wantsLogarithm(curves.map(({ value }) => value))
        ? { type: 'log', ...(compact ? { logBase: 1000 } : {}) }
        : { type: 'value', scale: true }),
      ...(compact ? {} : { name: metric }),
    },
    dataset: curves.map((curve) => ({ dimensions: ['step', 'value'], source: interleaved(curve) })),
    series: names.map((name, index) => ({
      type: 'line',
      name: partsOf(name)[0],
      datasetIndex: index,
      showSymbol: curves[index]!.step.length < 2,
    })),
  };
}

/** Pairs (step, value) as one typed array: charts copy and walk it many times faster than pairs. */
function interleaved({ step, value }: MetricSeries[string]): Float64Array {
  const pairs = new Float64Array(2 * step.length);
  for (let i = 0; i < step.length; i++) {
    pairs[2 * i] = step[i]!;
    pairs[2 * i + 1] = value[i]!;
  }
  return pairs;
}

/** Columns for a CSV file: a step column before each curve whose steps differ from the first one's. */
export function curveColumns(
  series: MetricSeries,
  names: readonly string[],
): Record<string, ArrayLike<number>> {
  const columns: Record<string, ArrayLike<number>> = {};
  const [first] = names;
  for (const name of names) {
    const { step, value } = series[name]!;
    const same = first !== undefined && name !== first && sameSteps(step, series[first]!.step);
    if (!same) columns[name === first ? 'step' : `step of ${name}`] = step;
    columns[name] = value;
  }
  return columns;
}

const sameSteps = (a: Float64Array, b: Float64Array) =>
  a.length === b.length && a.every((step, i) => step === b[i]);
