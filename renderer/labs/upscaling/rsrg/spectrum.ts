import type { OperatorSet, RsrgStep } from '../../../../preload/contract/index.ts';
import { measuredChart, type Chart, type MeasuredSeries } from '../../parts/charts.ts';
import type { NamedMeasurement } from '../measure/comparison.ts';
import { comparesWithCritical } from '../measure/observables.ts';

/** One blocking step of one ensemble. */
export interface NamedStep {
  /** Of the ensemble: "k = 7". */
  title: string;
  /** Whether the exact exponents belong beside it. */
  critical: boolean;
  step: RsrgStep;
}

/** What the spectrum says, as tables write it. */
export const shownEigenvalues = [
  { name: 'yh', text: 'y_h', symbol: 'y_h', title: 'ln e₁ / ln 2, leading odd eigenvalue', exact: 15 / 8 },
  { name: 'eta', text: 'η', symbol: '\\eta', title: '4 − 2 y_h', exact: 1 / 4 },
  { name: 'yTau', text: '1/ν', symbol: '1/\\nu', title: 'y_τ, leading even eigenvalue', exact: 1 },
  {
    name: 'redundant',
    text: 'y_r,1',
    symbol: 'y_{r,1}',
    title: 'Third eigenvalue of all: redundant, not universal',
    exact: null,
  },
  {
    name: 'omega',
    text: 'ω',
    symbol: '\\omega',
    title: 'Second even eigenvalue of operators summed over orientations, leading correction to scaling',
    exact: -1,
  },
] as const;
export type EigenvalueName = (typeof shownEigenvalues)[number]['name'];

/** Steps of a set of operators, ensemble by ensemble; the largest lattice and the fewest blockings first. */
export function stepsOf(measured: readonly NamedMeasurement[], set: OperatorSet): NamedStep[] {
  return measured.flatMap(({ name, measurement }) =>
    measurement.rsrg
      .filter((step) => step.set === set)
      .toSorted((a, b) => a.blockings - b.blockings || b.size - a.size)
      .map((step) => ({
        title: name,
        critical: comparesWithCritical(measurement.coupling),
        step,
      })),
  );
}

/** Numbers of blockings before the step, among steps. */
export const blockingsOf = (steps: readonly NamedStep[]) =>
  [...new Set(steps.map(({ step }) => step.blockings))].toSorted((a, b) => a - b);

/** The step of each ensemble on its largest lattice after so many blockings. */
export function leadingSteps(steps: readonly NamedStep[], blockings: number): NamedStep[] {
  const first = new Map<string, NamedStep>();
  for (const one of steps) {
    if (one.step.blockings !== blockings) continue;
    const known = first.get(one.title);
    if (known === undefined || one.step.size > known.step.size) first.set(one.title, one);
  }
  return [...first.values()];
}

/** Below this an eigenvalue is irrelevant beyond interest, and mostly noise. */
const lowest = -3;

/** Half the distance of odd and even levels of one ensemble, in units of the distance between ensembles. */
const apart = 0.17;

/** The leading eigenvalues as levels y = ln|e|/ln 2: odd ones on the left of each ensemble, even ones on its right. */
export function levelDiagram(steps: readonly NamedStep[]): Chart {
  const series = (['odd', 'even'] as const).map((parity): MeasuredSeries => {
    const levels = steps.flatMap(({ step }, index) =>
      step.spectrum[parity]
        .filter(({ value }) => value >= lowest)
        .map((estimate) => ({ x: index + (parity === 'odd' ? -apart : apart), estimate })),
    );
    return {
      name: parity,
      x: levels.map(({ x }) => x),
      value: levels.map(({ estimate }) => estimate.value),
      error: levels.map(({ estimate }) => estimate.error ?? NaN),
      look: 'points',
    };
  });
  const chart = measuredChart(
    {
      x: { name: '', min: -0.5, max: Math.max(0.5, steps.length - 0.5) },
      y: { name: 'y = ln|e| / ln 2', min: lowest, max: 2.2 },
    },
    series,
    steps.some(({ critical }) => critical)
      ? [
          { value: 15 / 8, label: 'y_h 15/8' },
          { value: 1, label: '1/ν 1' },
          { value: 0, label: 'marginal 0' },
          { value: -1, label: 'ω −1' },
        ]
      : [{ value: 0, label: 'marginal 0' }],
  );
  const titles = steps.map(({ title, step }) => `${title}\n${step.size} → ${step.size / 2}`);
  return { ...chart, option: { ...chart.option, ...levelLook(chart, titles) } };
}

/** Bars in the place of markers, names of ensembles in the place of numbers. */
function levelLook({ option }: Chart, titles: readonly string[]): Chart['option'] {
  const bars = (option.series as Record<string, unknown>[]).map((part) =>
    part['type'] === 'scatter'
      ? {
          ...part,
          symbol: 'rect',
          symbolSize: part['name'] === 'even' ? [30, 4] : [30, 2.5],
        }
      : part,
  );
  return {
    grid: { left: 44, top: 28, right: 16, bottom: 44 },
    xAxis: {
      ...(option.xAxis as object),
      interval: 0.5,
      axisTick: { show: false },
      splitLine: { show: false },
      axisPointer: { show: false },
      axisLabel: {
        interval: 0,
        lineHeight: 14,
        formatter: (value: number) => titles[value] ?? '',
      },
    } as Chart['option']['xAxis'],
    series: bars as Chart['option']['series'],
    tooltip: { ...(option.tooltip as object), trigger: 'item' },
  };
}

/** One eigenvalue against L for every ensemble, after so many blockings: the panels of Fig. 10. */
export function eigenvalueChart(steps: readonly NamedStep[], name: EigenvalueName, blockings: number): Chart {
  const { text, exact } = shownEigenvalues.find((one) => one.name === name)!;
  const groups = Map.groupBy(
    steps.filter(({ step }) => step.blockings === blockings),
    ({ title }) => title,
  );
  return measuredChart(
    { x: { name: 'L / spins', scale: 'logarithmic' }, y: { name: text } },
    [...groups].map(([title, own]) => {
      const rising = own.toSorted((a, b) => a.step.size - b.step.size);
      return {
        name: title,
        x: rising.map(({ step }) => step.size),
        value: rising.map(({ step }) => step[name].value),
        error: rising.map(({ step }) => step[name].error ?? NaN),
      };
    }),
    exact !== null && steps.some(({ critical }) => critical)
      ? [{ value: exact, label: `exact ${exact}` }]
      : [],
  );
}
