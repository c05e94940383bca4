import {
  bareCriticalCoupling,
  type CriticalEstimate,
  type Estimate,
  type FixedPoint,
  type InternalGroup,
  type ReferenceResult,
  type RgAnalysis,
} from '../../../../preload/contract/index.ts';
import { significant } from '../../../components/numbers.ts';

/** The tracks that lead to the same numbers, side by side. */
export const tracks = ['learned', 'exact map', 'small tori', 'TRG'] as const;
export type Track = (typeof tracks)[number];

export interface ComparisonCell {
  estimate: Estimate;
  /** What belongs with the number, a line each: the divergence, the size it was made at. */
  notes: string[];
  /** Steps on the way lose so much that the number says more of the map than of the model. */
  doubtful?: boolean;
}

export interface ComparisonRow {
  name: string;
  symbol: string;
  title: string;
  exact: number | null;
  cells: Record<Track, ComparisonCell | null>;
}

/** What is compared, all of one symmetry. */
export interface Compared {
  internal: InternalGroup;
  learned: RgAnalysis | null;
  exactMap: RgAnalysis | null;
  reference: ReferenceResult | null;
}

/** A step that loses more than this, in bits, has lost what matters. */
const muchBits = 0.2;
const isDoubtful = (bits: number | null) => bits !== null && bits > muchBits;

const without = (value: number): Estimate => ({ value, error: null });
const bitsNote = (bits: number | null, sign = '') =>
  bits === null ? 'D_KL not known' : `D_KL ${sign}${significant(bits, 2)} bit`;

/** The estimate of J0* that stands for an analysis: where C has its maximum, of the exact map the bisection. */
export function mainCritical({ map, critical }: RgAnalysis): CriticalEstimate | null {
  const order =
    map.type === 'learned'
      ? (['monotone', 'degeneracy', 'bisection', 'fixed-point'] as const)
      : (['bisection', 'degeneracy', 'fixed-point'] as const);
  for (const method of order) {
    const found = critical.find((estimate) => estimate.method === method);
    if (found) return found;
  }
  return null;
}

/**
 * The fixed point that stands for the transition of the bare model: of those with a relevant direction the nearest to J0* on the bare axis,
 * which is where the paper starts Newton’s method. Without a J0*, a saddle before a source.
 */
export function criticalPoint(analysis: RgAnalysis): FixedPoint | null {
  const relevant = analysis.fixedPoints.filter((point) => point.relevant !== null);
  const start = mainCritical(analysis)?.value.value;
  if (start === undefined) {
    return relevant.find(({ character }) => character === 'saddle') ?? relevant[0] ?? null;
  }
  const distance = ({ couplings }: FixedPoint) =>
    Math.hypot(...couplings.map((value, index) => value - (index === 0 ? start : 0)));
  return relevant.toSorted((a, b) => distance(a) - distance(b))[0] ?? null;
}

/** A number of the critical fixed point of an analysis, with its divergence. */
function ofPoint(
  analysis: RgAnalysis | null,
  read: (point: FixedPoint) => { estimate: Estimate | null; note?: string },
): ComparisonCell | null {
  const point = analysis && criticalPoint(analysis);
  if (!point) return null;
  const { estimate, note } = read(point);
  if (!estimate) return null;
  return {
    estimate,
    notes: [...(note ? [note] : []), bitsNote(point.bits)],
    doubtful: isDoubtful(point.bits),
  };
}

/** Scaling dimension k of a fixed point: of one tensor, as in the paper, or the shortest row that has it; what the longest says is noted. */
const dimension = (k: number) => (point: FixedPoint) => rowReading(point, (row) => row.dimensions[k] ?? null);
const centralCharge = (point: FixedPoint) => rowReading(point, (row) => row.centralCharge);

function rowReading(point: FixedPoint, read: (row: FixedPoint['rows'][number]) => Estimate | null) {
  const known = point.rows.flatMap((row) => {
    const estimate = read(row);
    return estimate === null ? [] : [{ length: row.length, estimate }];
  });
  const [first] = known;
  const last = known.at(-1);
  if (first === undefined || last === undefined) return { estimate: null };
  return {
    estimate: first.estimate,
    note:
      last === first ? `L = ${first.length}` : `L = ${last.length}: ${significant(last.estimate.value, 4)}`,
  };
}

function criticalCell(analysis: RgAnalysis | null): ComparisonCell | null {
  const found = analysis && mainCritical(analysis);
  return (
    found && { estimate: found.value, notes: [bitsNote(found.bits, '≤ ')], doubtful: isDoubtful(found.bits) }
  );
}

/** What is known exactly of the transition of a group: from a reference, and of the Ising model without one. */
export function exactOf(internal: InternalGroup, reference: ReferenceResult | null) {
  if (reference === null) {
    const ising = internal === 'Z2';
    return {
      critical: bareCriticalCoupling(internal),
      yt: ising ? 1 : null,
      centralCharge: ising ? 1 / 2 : null,
      dimensions: ising ? [1 / 8, 1] : [],
    };
  }
  const { critical, yt, centralCharge, dimensions } = reference.exact;
  return {
    critical: critical ?? bareCriticalCoupling(internal),
    yt,
    centralCharge,
    dimensions: dimensions
      .map(({ value }) => value)
      .filter((value) => value > 0)
      .toSorted((a, b) => a - b),
  };
}

/** All tracks side by side; what is not known is left out. */
export function comparisonRows({ internal, learned, exactMap, reference }: Compared): ComparisonRow[] {
  const torus = reference?.tori.at(-1);
  const crossing = reference?.crossings.at(-1);
  const trg = reference?.trg.at(-1);
  const sizes = crossing ? `L = ${crossing.small}, ${crossing.large}` : '';
  const atSize = torus ? `L = ${torus.length}` : '';
  const chi = trg ? `χ = ${trg.bondDimension}` : '';
  const torusCell = (estimate: Estimate | null | undefined): ComparisonCell | null =>
    estimate ? { estimate, notes: [atSize] } : null;
  const trgCell = (value: number | undefined): ComparisonCell | null =>
    value === undefined || !Number.isFinite(value) ? null : { estimate: without(value), notes: [chi] };
  const exact = exactOf(internal, reference);

  const rows: ComparisonRow[] = [
    {
      name: 'J0*',
      symbol: 'J_0^*',
      title: 'Critical bare coupling',
      exact: exact.critical,
      cells: {
        learned: criticalCell(learned),
        'exact map': criticalCell(exactMap),
        'small tori': crossing ? { estimate: without(crossing.critical), notes: [sizes] } : null,
        TRG: trg
          ? {
              estimate: without(trg.critical),
              notes: [chi, `left out ≤ ${significant(trg.truncation, 1)}`],
            }
          : null,
      },
    },
    {
      name: 'y_t',
      symbol: 'y_t',
      title: 'Thermal eigenvalue, ln λ / ln √2',
      exact: exact.yt,
      cells: {
        learned: ofPoint(learned, ({ relevant }) => ({ estimate: relevant })),
        'exact map': ofPoint(exactMap, ({ relevant }) => ({ estimate: relevant })),
        'small tori': crossing ? { estimate: without(crossing.yt), notes: [sizes] } : null,
        TRG: null,
      },
    },
    ...[0, 1].map((k): ComparisonRow => ({
      name: `Δ${k + 1}`,
      symbol: `\\Delta_${k + 1}`,
      title: k === 0 ? 'Lowest scaling dimension' : 'Second scaling dimension',
      exact: exact.dimensions[k] ?? null,
      cells: {
        learned: ofPoint(learned, dimension(k)),
        'exact map': ofPoint(exactMap, dimension(k)),
        'small tori': torusCell(torus?.dimensions[k]),
        TRG: trgCell(trg?.dimensions[k]),
      },
    })),
    {
      name: 'c',
      symbol: 'c',
      title: 'Central charge',
      exact: exact.centralCharge,
      cells: {
        learned: ofPoint(learned, centralCharge),
        'exact map': ofPoint(exactMap, centralCharge),
        'small tori': torusCell(torus?.centralCharge),
        TRG: trgCell(trg?.centralCharge),
      },
    },
    {
      name: 'Z',
      symbol: 'Z',
      title: 'Degeneracy at the fixed point, Eq. 23 the right way up',
      exact: null,
      cells: {
        learned: ofPoint(learned, ({ degeneracy }) => ({ estimate: degeneracy })),
        'exact map': ofPoint(exactMap, ({ degeneracy }) => ({ estimate: degeneracy })),
        'small tori': torusCell(torus ? without(torus.degeneracy) : null),
        TRG: null,
      },
    },
  ];
  return rows.filter(({ cells }) => tracks.some((track) => cells[track] !== null));
}

/** A curl in a table; rounding is zero. */
export const curlText = (curl: number) => (curl < 1e-9 ? '0' : significant(curl, 2));

/** How far a flow is from being the gradient of anything, in a sentence. */
export function curlSentence(analysis: RgAnalysis): string | null {
  const point = criticalPoint(analysis);
  if (point === null) return null;
  if (analysis.couplings.length === 1)
    return 'With a single coupling every flow is the gradient flow of some C(J).';
  const share = significant(point.curl, 2);
  if (analysis.map.type === 'learned') {
    return `A learned flow is a gradient flow by its making; one step of it has a curl of ${share} of the norm of dJ′/dJ. How far that assumption holds, the exact map says.`;
  }
  return point.curl < slight
    ? `The antisymmetric part of dJ′/dJ is ${share} of its norm: the flow is nearly a gradient flow, as a monotone network assumes.`
    : `The antisymmetric part of dJ′/dJ is ${share} of its norm: no C(J) has this flow as its gradient, and a learned one can only be the nearest that has.`;
}

/** Below this share the gradient-flow assumption is a good one. */
const slight = 0.1;
