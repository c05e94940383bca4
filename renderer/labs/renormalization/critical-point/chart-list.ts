import type { ReferenceResult, RgAnalysis, SymmetrySettings } from '../../../../preload/contract/index.ts';
import type { Chart } from '../../parts/charts.ts';
import {
  betaChart,
  byRepresentation,
  criticalOf,
  crossingChart,
  divergenceChart,
  lowestDimensionOf,
  representationChart,
  scanChart,
  toriChart,
  trgChart,
} from './charts.ts';
import { exactOf } from './comparison.ts';

/**
 * The charts there is something to draw in: of the analysis that is looked at, of all by representation, of the reference.
 * @param one the analysis that is looked at
 * @param all finished analyses, newest first
 * @param known the reference of the group, where there is one
 */
export function chartList(
  one: RgAnalysis | null,
  all: readonly RgAnalysis[],
  settings: SymmetrySettings,
  known: ReferenceResult | null,
): { title: string; subtitle: string; chart: Chart }[] {
  const exact = exactOf(settings.internal, known);
  const listed = [
    ...(one
      ? [
          {
            title: 'C along the flow',
            subtitle: 'Fig. 7',
            chart: scanChart(one, 'C(J(J₀, ℓ))', ({ monotone }) => monotone),
          },
          {
            title: 'Degeneracy along the flow',
            subtitle: 'Fig. 10',
            chart: scanChart(one, 'Z', ({ degeneracy }) => degeneracy),
          },
          {
            title: 'Divergence of the steps',
            subtitle: 'of step ℓ',
            chart: divergenceChart(one),
          },
          { title: 'Beta function', subtitle: 'on the bare axis', chart: betaChart(one) },
        ]
      : []),
    {
      title: 'J₀* by representation',
      subtitle: 'Fig. 8',
      chart: representationChart(byRepresentation(all, settings, criticalOf), 'J₀*', exact.critical),
    },
    {
      title: 'Δ₁ by representation',
      subtitle: 'Fig. 12',
      chart: representationChart(
        byRepresentation(all, settings, lowestDimensionOf),
        'Δ₁',
        exact.dimensions[0] ?? null,
      ),
    },
    ...(known
      ? [
          { title: 'Small tori', subtitle: 'rows of L tensors', chart: toriChart(known) },
          { title: 'Crossings of Z', subtitle: 'of two row lengths', chart: crossingChart(known) },
          { title: 'Tensor renormalization', subtitle: 'Levin–Nave', chart: trgChart(known) },
        ]
      : []),
  ];
  return listed.flatMap(({ title, subtitle, chart }) => (chart ? [{ title, subtitle, chart }] : []));
}
