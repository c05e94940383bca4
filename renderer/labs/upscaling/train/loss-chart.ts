import type { MetricSeries, UpscalerTrainingResult } from '../../../../preload/contract/index.ts';
import { significant } from '../../../components/numbers.ts';
import type { ReferenceLine } from '../../parts/chart-axes.ts';
import { measuredChart, type Chart, type MeasuredSeries } from '../../parts/charts.ts';

/** What the curve is plotted over: the loss itself, or how far it is above the optimum, which spans many decades. */
export type LossView = 'loss' | 'excess';

const curves = [
  { metric: 'training: loss', name: 'training' },
  { metric: 'held out: loss', name: 'held out' },
] as const;

/** Metrics that the loss chart draws; all others have charts of their own. */
export const lossMetrics: readonly string[] = curves.map(({ metric }) => metric);

/** Smallest excess that is more than rounding. */
const rounding = 1e-14;

/** The lowest training loss known: Newton's optimum on the same data, else where the training ended. */
export function optimumOf(result: UpscalerTrainingResult | null): number | null {
  return result === null ? null : (result.newtonLoss ?? result.loss.training.value);
}

/**
 * Loss per pixel against iterations, with the entropy floor and Newton's optimum as reference lines. As excess: the training loss above the
 * optimum on a logarithmic axis.
 */
export function lossChart(
  series: MetricSeries,
  result: UpscalerTrainingResult | null,
  view: LossView,
  steps: string,
): Chart {
  const optimum = optimumOf(result);
  if (view === 'excess' && optimum !== null) {
    const training = series['training: loss'];
    return measuredChart(
      { x: { name: steps }, y: { name: 'loss − optimum / nats', scale: 'logarithmic' } },
      training
        ? [
            {
              name: 'training',
              x: training.step,
              value: excess(training.value, optimum),
              look: lookOf(training.step),
            },
          ]
        : [],
    );
  }
  return measuredChart(
    { x: { name: steps }, y: { name: 'loss / nats per pixel' } },
    curves.flatMap(({ metric, name }): MeasuredSeries[] => {
      const curve = series[metric];
      return curve ? [{ name, x: curve.step, value: curve.value, look: lookOf(curve.step) }] : [];
    }),
    referenceLines(result),
  );
}

const mostMarkers = 30;
/** Many points would hide each other's markers. */
const lookOf = ({ length }: Float64Array) => (length > mostMarkers ? 'line' : 'both');

/** Points at the optimum itself have no place on a logarithmic axis: they are left out as zeros. */
function excess(values: Float64Array, optimum: number): Float64Array {
  return values.map((value) => (value - optimum > rounding ? value - optimum : 0));
}

function referenceLines(result: UpscalerTrainingResult | null): ReferenceLine[] {
  if (result === null) return [];
  const { floor, newtonLoss } = result;
  return [
    ...(newtonLoss === null ? [] : [{ value: newtonLoss, label: `Newton ${significant(newtonLoss, 6)}` }]),
    ...(floor === null
      ? []
      : [{ value: floor.value, label: `floor ${significant(floor.value, 5)}`, labelled: 'below' as const }]),
  ];
}
