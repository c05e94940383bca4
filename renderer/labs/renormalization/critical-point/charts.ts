import {
  type Estimate,
  type EstimatedCurve,
  type ReferenceResult,
  type RgAnalysis,
  type SymmetrySettings,
} from '../../../../preload/contract/index.ts';
import { significant } from '../../../components/numbers.ts';
import type { ReferenceLine } from '../../parts/chart-axes.ts';
import { measuredChart, type Chart, type MeasuredSeries } from '../../parts/charts.ts';
import { spinText } from '../names.ts';
import { criticalPoint, mainCritical } from './comparison.ts';

/** As many curves as there are plot colours. */
const mostCurves = 4;

/** Some of many, first and last among them: 1, 2, 4, 8 of eight steps. */
export function chosenSteps<T>(steps: readonly T[]): T[] {
  if (steps.length <= mostCurves) return [...steps];
  const last = steps.length - 1;
  const chosen = Array.from({ length: mostCurves }, (_, i) =>
    Math.round((last + 1) ** (i / (mostCurves - 1)) - 1),
  );
  return [...new Set(chosen)].map((index) => steps[index]!);
}

/** Lines at J0* and at the exact value. */
function criticalLines(analysis: RgAnalysis): ReferenceLine[] {
  const own = mainCritical(analysis)?.value.value ?? null;
  const exact = analysis.exactCritical;
  return [
    ...(exact === null ? [] : [{ value: exact, label: `exact ${significant(exact, 4)}` }]),
    ...(own === null ? [] : [{ value: own, label: `J₀* ${significant(own, 4)}` }]),
  ]
    .toSorted((a, b) => a.value - b.value)
    .map((line, index, all) => ({
      ...line,
      axis: 'x' as const,
      ...(index === 0 && all.length > 1 ? { labelled: 'below' as const } : {}),
    }));
}

type ScanEntry = RgAnalysis['scan'][number];

/** Something along the flow from every bare coupling, a curve for each of some RG steps: Figs. 7 and 10. */
export function scanChart(
  analysis: RgAnalysis,
  name: string,
  read: (entry: ScanEntry) => EstimatedCurve | null,
  logarithmic = false,
): Chart | null {
  const curves = analysis.scan.flatMap((entry) => {
    const curve = read(entry);
    return curve === null ? [] : [{ step: entry.step, curve }];
  });
  if (curves.length === 0) return null;
  return measuredChart(
    { x: { name: 'bare J₀' }, y: { name, ...(logarithmic ? { scale: 'logarithmic' as const } : {}) } },
    chosenSteps(curves).map(({ step, curve }) => ({
      name: `ℓ = ${step}`,
      ...curve,
      errorName: 'standard deviation over networks',
      look: 'line' as const,
    })),
    criticalLines(analysis),
  );
}

/** Beta on the bare axis; of a learned map with the exact one beside it, and how far a step leaves the axis. */
export function betaChart(analysis: RgAnalysis): Chart {
  const { beta, exactBeta, offAxis, map } = analysis;
  const leaves = offAxis.value.some((value) => Math.abs(value) > 1e-9);
  const series: MeasuredSeries[] = [
    { name: map.type === 'exact' ? 'exact' : 'learned', ...beta, look: 'line' },
    ...(exactBeta ? [{ name: 'exact', ...exactBeta, look: 'line' as const }] : []),
    ...(leaves ? [{ name: 'off the bare axis', ...offAxis, look: 'line' as const }] : []),
  ];
  return measuredChart(
    { x: { name: 'bare J₀' }, y: { name: 'J₀′ − J₀' } },
    series.map((one) => ({ ...one, errorName: 'standard deviation over networks' })),
    [...criticalLines(analysis), { value: 0, label: '', axis: 'y' }],
  );
}

/** A number of one representation. */
interface Entry {
  spin: string;
  learned: Estimate | null;
  exactMap: Estimate | null;
}

/** The newest analysis of every representation under one group and frame, the fewest components first. */
export function byRepresentation(
  analyses: readonly RgAnalysis[],
  { internal, frame }: SymmetrySettings,
  read: (analysis: RgAnalysis) => Estimate | null,
): Entry[] {
  const entries = new Map<string, Entry>();
  for (const analysis of analyses) {
    const { symmetry, map } = analysis;
    if (symmetry.internal !== internal || symmetry.frame !== frame) continue;
    const name = spinText(symmetry.spin);
    const entry = entries.get(name) ?? { spin: name, learned: null, exactMap: null };
    const track = map.type === 'learned' ? 'learned' : 'exactMap';
    entry[track] ??= read(analysis);
    entries.set(name, entry);
  }
  return [...entries.values()].toSorted(
    (a, b) => a.spin.length - b.spin.length || a.spin.localeCompare(b.spin),
  );
}

/** Figs. 8 and 12: a number for every representation, learned and of the exact map, beside the exact value. */
export function representationChart(
  entries: readonly Entry[],
  name: string,
  exact: number | null,
): Chart | null {
  const tracks = (['learned', 'exactMap'] as const).flatMap((track): MeasuredSeries[] => {
    const known = entries.flatMap((entry, index) => {
      const estimate = entry[track];
      return estimate === null ? [] : [{ index, estimate }];
    });
    if (known.length === 0) return [];
    return [
      {
        name: track === 'learned' ? 'learned' : 'exact map',
        x: known.map(({ index }) => index + (track === 'learned' ? -0.06 : 0.06)),
        value: known.map(({ estimate }) => estimate.value),
        error: known.map(({ estimate }) => estimate.error ?? NaN),
        errorName: 'standard deviation over networks',
        look: 'points',
      },
    ];
  });
  if (tracks.length === 0) return null;
  const chart = measuredChart(
    { x: { name: '', min: -0.5, max: entries.length - 0.5 }, y: { name } },
    tracks,
    exact === null ? [] : [{ value: exact, label: `exact ${significant(exact, 4)}` }],
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
          formatter: (value: number) => entries[value]?.spin ?? '',
        },
      } as Chart['option']['xAxis'],
      tooltip: { ...(chart.option.tooltip as object), trigger: 'item' },
    },
  };
}

/** Divergences below this are rounding, in bits. */
const leastBits = 1e-6;

/** D_KL of the step that led to each place of the scan. */
export const divergenceChart = (analysis: RgAnalysis): Chart | null =>
  scanChart(
    analysis,
    'D_KL / bit',
    ({ bits }) => bits && { ...bits, value: bits.value.map((value) => (value < leastBits ? NaN : value)) },
    true,
  );

export const criticalOf = (analysis: RgAnalysis) => mainCritical(analysis)?.value ?? null;
export const lowestDimensionOf = (analysis: RgAnalysis) =>
  criticalPoint(analysis)?.rows[0]?.dimensions[0] ?? null;

/** Lowest scaling dimensions against the length of the row. */
export function toriChart({ tori, exact }: ReferenceResult): Chart | null {
  if (tori.length === 0) return null;
  const lowest = [0, 1].flatMap((k): MeasuredSeries[] => {
    const known = tori.filter(({ dimensions }) => dimensions[k] !== undefined);
    return known.length === 0
      ? []
      : [
          {
            name: `Δ${k === 0 ? '₁' : '₂'}`,
            x: known.map(({ length }) => length),
            value: known.map(({ dimensions }) => dimensions[k]!.value),
          },
        ];
  });
  const charged = tori.filter(({ centralCharge }) => centralCharge !== null);
  const series: MeasuredSeries[] = [
    ...lowest,
    {
      name: 'c',
      x: charged.map(({ length }) => length),
      value: charged.map((row) => row.centralCharge!.value),
    },
  ];
  const values = exact.dimensions
    .map(({ value }) => value)
    .filter((value) => value > 0)
    .toSorted((a, b) => a - b)
    .slice(0, 2);
  return measuredChart({ x: { name: 'L / tensors' }, y: { name: 'Δ, c' } }, series, [
    ...values.map((value) => ({ value, label: significant(value, 3) })),
    ...(exact.centralCharge === null
      ? []
      : [{ value: exact.centralCharge, label: `c ${significant(exact.centralCharge, 3)}` }]),
  ]);
}

/** Critical coupling where Z of two lengths agrees, against the longer one. */
export function crossingChart({ crossings, exact }: ReferenceResult): Chart | null {
  if (crossings.length === 0) return null;
  return measuredChart(
    { x: { name: 'longer row L / tensors' }, y: { name: 'J₀ where Z agrees' } },
    [
      {
        name: 'crossing',
        x: crossings.map(({ large }) => large),
        value: crossings.map(({ critical }) => critical),
      },
    ],
    exactLine(exact.critical, 'below'),
  );
}

/** Critical coupling of the tensor renormalization against its bond dimension. */
export function trgChart({ trg, exact }: ReferenceResult): Chart | null {
  if (trg.length === 0) return null;
  return measuredChart(
    { x: { name: 'χ' }, y: { name: 'J₀*' } },
    [
      {
        name: 'TRG',
        x: trg.map(({ bondDimension }) => bondDimension),
        value: trg.map(({ critical }) => critical),
      },
    ],
    exactLine(exact.critical),
  );
}

const exactLine = (exact: number | null, labelled: 'above' | 'below' = 'above'): ReferenceLine[] =>
  exact === null ? [] : [{ value: exact, label: `exact ${significant(exact, 6)}`, labelled }];
