import type { LearntRule, MetricSeries, SelfSimilaritySpec } from '../../../../preload/contract/index.ts';
import { measuredChart, type Chart, type MeasuredSeries } from '../../parts/charts.ts';

/** Curves of the two stages: those of scales ("2x4: loss", "2x4 free: loss"), and those of the rule ("rule: loss", "rule, turned: loss"). */
export function lossGroups(series: MetricSeries): { rule: string[]; scales: string[] } {
  const names = Object.keys(series).filter((name) => name.endsWith(': loss'));
  const { scales = [], rule = [] } = Object.groupBy(names, (name) =>
    /^\d+x\d+/.test(name) ? 'scales' : 'rule',
  );
  return { rule, scales };
}

/** Offsets of the cells of a kernel: −⌊(k−1)/2⌋ to ⌊k/2⌋. */
export const offsetsOf = (kernel: number) =>
  Array.from({ length: kernel }, (_, i) => i - Math.floor((kernel - 1) / 2));

/** The propagator of diffusion over one unit of time at integer distances, exp(−x²/4D) / √(4πD). */
export const gaussian = (coefficient: number, x: number) =>
  Math.exp((-x * x) / (4 * coefficient)) / Math.sqrt(4 * Math.PI * coefficient);

/** Points of the smooth curve between two neighbouring cells. */
const perCell = 10;

/**
 * Weights of a linear rule of one direction, beside the Gaussian: of the D that the data were made with, else of the D that was learnt.
 * @returns null for rules that have no such weights
 */
export function weightChart(
  { kernel, weights, diffusion }: Pick<LearntRule, 'kernel' | 'weights' | 'diffusion'>,
  fields: readonly string[],
  system: SelfSimilaritySpec['system'] | null,
): Chart | null {
  if (weights === null || weights[0]?.[0]?.length !== kernel) return null;
  const offsets = offsetsOf(kernel);
  const single = weights.length === 1 && weights[0].length === 1;
  const measured = weights.flatMap((inputs, output) =>
    inputs.map((values, input): MeasuredSeries => ({
      name: single ? 'learnt' : `${fields[input] ?? input + 1} → ${fields[output] ?? output + 1}`,
      x: offsets,
      value: values,
      look: single ? 'points' : 'both',
    })),
  );
  const known = system?.type === 'diffusion' ? system.coefficient : null;
  const coefficient = known ?? diffusion;
  const ends = [offsets[0]! - 0.5, offsets.at(-1)! + 0.5] as const;
  const fine = Array.from(
    { length: Math.round((ends[1] - ends[0]) * perCell) + 1 },
    (_, i) => ends[0] + i / perCell,
  );
  const reference: MeasuredSeries[] =
    single && coefficient !== null && coefficient > 0
      ? [
          {
            name: known === null ? 'Gaussian of the learnt D' : 'Gaussian propagator',
            x: fine,
            value: fine.map((x) => gaussian(coefficient, x)),
            look: 'line',
            reference: true,
          },
        ]
      : [];
  return measuredChart({ x: { name: 'offset / cells' }, y: { name: 'weight' } }, [...measured, ...reference]);
}
