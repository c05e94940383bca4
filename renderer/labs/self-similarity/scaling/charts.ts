import type {
  DiffusionStudyResult,
  Estimate,
  SelfSimilarityResult,
  TimeExponent,
  VicsekOrderResult,
} from '../../../../preload/contract/index.ts';
import { significant } from '../../../components/numbers.ts';
import { measuredChart, type Chart, type MeasuredSeries } from '../../parts/charts.ts';
import { shortScale } from '../verdict/words.ts';

const values = (estimates: readonly Estimate[]) => estimates.map(({ value }) => value);
/** Errors as a series has them; null where none has one. */
const errors = (estimates: readonly Estimate[]) =>
  estimates.every(({ error }) => error === null) ? null : estimates.map(({ error }) => error ?? NaN);

const distinct = (numbers: readonly number[]) => [...new Set(numbers)].toSorted((a, b) => a - b);

/** Curves of a scan, at most. */
const mostSpaces = 4;

/** The S of a scan that are drawn: those with the most T, ascending. */
export function scanSpaces({ scales }: Pick<SelfSimilarityResult, 'scales'>): number[] {
  const count = (space: number) => scales.filter((scale) => scale.space === space).length;
  return distinct(scales.map(({ space }) => space))
    .toSorted((a, b) => count(b) - count(a))
    .slice(0, mostSpaces)
    .toSorted((a, b) => a - b);
}

/** Something of every scale against T, a curve for every S that is drawn. */
export function scanChart(
  result: SelfSimilarityResult,
  y: { name: string; logarithmic?: boolean },
  read: (scale: SelfSimilarityResult['scales'][number]) => Estimate,
): Chart | null {
  const series = scanSpaces(result).map((space): MeasuredSeries => {
    const own = result.scales.filter((scale) => scale.space === space).toSorted((a, b) => a.time - b.time);
    const estimates = own.map(read);
    return {
      name: `S = ${space}`,
      x: own.map(({ time }) => time),
      value: values(estimates),
      error: errors(estimates),
    };
  });
  if (series.length === 0) return null;
  return measuredChart(
    {
      x: { name: 'T / steps', scale: 'logarithmic' },
      y: { name: y.name, ...(y.logarithmic ? { scale: 'logarithmic' as const } : {}) },
    },
    series,
  );
}

/** Points a curve is drawn with. */
const curvePoints = 24;

/** The best T of every S, and T = S^z through them. */
export function exponentChart({ z, points }: TimeExponent): Chart | null {
  if (points.length === 0) return null;
  const largest = Math.max(...points.map(({ space }) => space));
  const grid = Array.from({ length: curvePoints }, (_, i) => largest ** (i / (curvePoints - 1)));
  // The line passes through the points, wherever it starts.
  const offset =
    points.reduce((sum, { space, time }) => sum + Math.log(time) - z.value * Math.log(space), 0) /
    points.length;
  return measuredChart(
    {
      x: { name: 'S / cells', scale: 'logarithmic' },
      y: { name: 'best T / steps', scale: 'logarithmic' },
    },
    [
      {
        name: 'best T',
        x: points.map(({ space }) => space),
        value: points.map(({ time }) => time),
        error: points.every(({ error }) => error === null) ? null : points.map(({ error }) => error ?? NaN),
        errorName: 'error of T',
        look: 'points',
      },
      ...(Number.isFinite(z.value)
        ? [
            {
              name: `S^${significant(z.value, 3)}`,
              x: grid,
              value: grid.map((space) => Math.exp(offset) * space ** z.value),
              look: 'line' as const,
            },
          ]
        : []),
    ],
  );
}

/** "analytic" for Δt → 0, else "1/10". */
export const stepName = (timeStep: number) =>
  timeStep === 0
    ? 'analytic'
    : timeStep === 1
      ? '1'
      : Number.isInteger(Number((1 / timeStep).toFixed(6)))
        ? `1/${Math.round(1 / timeStep)}`
        : significant(timeStep, 2);

/** Curves against Δt; the analytic data, Δt → 0, have no place on a logarithmic axis: the axis counts the data sets. */
function againstStep(
  timeSteps: readonly number[],
  yName: string,
  series: readonly { name: string; points: readonly { timeStep: number; estimate: Estimate }[] }[],
): Chart {
  const order = distinct(timeSteps);
  const chart = measuredChart(
    {
      x: { name: 'Δt / unit of time', min: -0.5, max: order.length - 0.5 },
      y: { name: yName, scale: 'logarithmic' },
    },
    series.map(({ name, points }): MeasuredSeries => {
      const sorted = points.toSorted((a, b) => a.timeStep - b.timeStep);
      const estimates = sorted.map(({ estimate }) => estimate);
      return {
        name,
        x: sorted.map(({ timeStep }) => order.indexOf(timeStep)),
        value: values(estimates),
        error: errors(estimates),
      };
    }),
  );
  const tooltip = chart.option.tooltip as { formatter: unknown };
  const label = (position: number) => {
    const timeStep = order[position];
    return timeStep === undefined ? '' : timeStep === 0 ? '→ 0' : stepName(timeStep);
  };
  return {
    columns: Object.fromEntries(
      Object.entries(chart.columns).map(([name, column]) => [
        name,
        name.includes('Δt') ? Array.from(column, (position) => order[position] ?? NaN) : column,
      ]),
    ),
    option: {
      ...chart.option,
      xAxis: {
        ...(chart.option.xAxis as object),
        interval: 0.5,
        axisTick: { show: false },
        splitLine: { show: false },
        axisPointer: { label: { show: false } },
        axisLabel: { interval: 0, showMinLabel: false, showMaxLabel: false, formatter: label },
      } as Chart['option']['xAxis'],
      tooltip: {
        ...(chart.option.tooltip as object),
        formatter: (items) => {
          const [first] = (Array.isArray(items) ? items : [items]) as unknown as { data: number[] }[];
          const words = (tooltip.formatter as (items: unknown) => string)(items);
          return words.replace(/^.*/, `Δt ${label(first?.data[0] ?? NaN)}`);
        },
      },
    },
  };
}

/** Fig. 5a: test MSE against the width of the kernel, a curve for each data set. */
export function kernelChart({ prediction }: DiffusionStudyResult): Chart | null {
  if (prediction.length === 0) return null;
  return measuredChart(
    { x: { name: 'kernel k / cells' }, y: { name: 'test MSE', scale: 'logarithmic' } },
    distinct(prediction.map(({ timeStep }) => timeStep)).map((timeStep): MeasuredSeries => {
      const own = prediction
        .filter((one) => one.timeStep === timeStep)
        .toSorted((a, b) => a.kernel - b.kernel);
      const estimates = own.map(({ error }) => error);
      return {
        name: timeStep === 0 ? 'analytic' : `Δt = ${stepName(timeStep)}`,
        x: own.map(({ kernel }) => kernel),
        value: values(estimates),
        error: errors(estimates),
      };
    }),
  );
}

/** Fig. 5a: test MSE against Δt, a curve for each kernel. */
export function predictionChart({ prediction }: DiffusionStudyResult): Chart | null {
  if (prediction.length === 0) return null;
  return againstStep(
    prediction.map(({ timeStep }) => timeStep),
    'test MSE',
    distinct(prediction.map(({ kernel }) => kernel)).map((kernel) => ({
      name: `k = ${kernel}`,
      points: prediction
        .filter((one) => one.kernel === kernel)
        .map(({ timeStep, error }) => ({ timeStep, estimate: error })),
    })),
  );
}

/** Figs. 5b, c: something of the coarse-grained states against Δt, a curve for every scale. */
export function consistencyChart(
  { consistency }: DiffusionStudyResult,
  yName: string,
  kinds: readonly { name: string; read: (one: DiffusionStudyResult['consistency'][number]) => Estimate }[],
): Chart | null {
  if (consistency.length === 0) return null;
  const scales = [...new Map(consistency.map((one) => [shortScale(one), one])).entries()];
  return againstStep(
    consistency.map(({ timeStep }) => timeStep),
    yName,
    scales.flatMap(([title, { space, time }]) =>
      kinds.map(({ name, read }) => ({
        name: [title, name].filter(Boolean).join(' '),
        points: consistency
          .filter((one) => one.space === space && one.time === time)
          .map((one) => ({ timeStep: one.timeStep, estimate: read(one) })),
      })),
    ),
  );
}

/** Fig. 4c: variance of the mass against time, micro and macro, each in units of its own scale: right scalings lie on the micro line. */
export function spreadChart({ scaling }: DiffusionStudyResult): Chart | null {
  const [first] = scaling;
  if (first === undefined) return null;
  return measuredChart({ x: { name: 'time / T steps' }, y: { name: 'variance / S² cells²' } }, [
    { name: 'micro', ...first.micro, look: 'line' },
    ...scaling.map((one): MeasuredSeries => ({
      name: `macro ${shortScale(one)}`,
      ...one.macro,
      look: 'line',
    })),
  ]);
}

/** Fig. 6a: φ, or its standard deviation over time, against noise, a curve for every size. */
export function vicsekChart(
  { sizes }: VicsekOrderResult,
  name: string,
  read: (size: VicsekOrderResult['sizes'][number]) => readonly Estimate[],
  peaks: boolean,
): Chart | null {
  if (sizes.length === 0) return null;
  return measuredChart(
    { x: { name: 'η / rad' }, y: { name, min: 0 } },
    sizes.map((size): MeasuredSeries => ({
      name: `L = ${size.side}`,
      x: size.noise,
      value: values(read(size)),
      error: errors(read(size)),
    })),
    peaks
      ? sizes
          .map(({ side, peak }) => ({
            value: peak.noise,
            label: `L = ${side}: ${significant(peak.noise, 3)}`,
          }))
          .toSorted((a, b) => a.value - b.value)
          .map((line, index, all) => ({
            ...line,
            axis: 'x' as const,
            ...(index === 0 && all.length > 1 ? { labelled: 'below' as const } : {}),
          }))
      : [],
  );
}

/** Fig. 7: one figure of every scale with the shared rule and with a macro rule of its own. */
export function priorChart(
  { scales, rules: { length: repeats } }: SelfSimilarityResult,
  name: string,
  read: (of: { ratio: Estimate; reconstruction: Estimate }) => Estimate,
): Chart | null {
  const compared = scales.filter(({ free }) => free !== null);
  if (compared.length === 0) return null;
  const kinds = [
    {
      name: 'shared f',
      shift: -0.08,
      of: (scale: (typeof compared)[number]) =>
        read({ ratio: scale.ratio, reconstruction: scale.reconstruction.error }),
    },
    { name: 'own macro f', shift: 0.08, of: (scale: (typeof compared)[number]) => read(scale.free!) },
  ];
  const chart = measuredChart(
    { x: { name: 'S × T', min: -0.5, max: compared.length - 0.5 }, y: { name, scale: 'logarithmic' } },
    kinds.map(({ name: kind, shift, of }): MeasuredSeries => ({
      name: kind,
      x: compared.map((_, index) => index + shift),
      value: values(compared.map(of)),
      error: errors(compared.map(of)),
      errorName: repeats > 1 ? 'standard error over repeats' : 'jackknife error',
      look: 'points',
    })),
  );
  return {
    ...chart,
    option: {
      ...chart.option,
      xAxis: {
        ...(chart.option.xAxis as object),
        interval: 0.5,
        axisTick: { show: false },
        splitLine: { show: false },
        axisPointer: { show: false },
        axisLabel: {
          interval: 0,
          showMinLabel: false,
          showMaxLabel: false,
          formatter: (value: number) => (compared[value] ? shortScale(compared[value]) : ''),
        },
      } as Chart['option']['xAxis'],
      tooltip: { ...(chart.option.tooltip as object), trigger: 'item' },
    },
  };
}
