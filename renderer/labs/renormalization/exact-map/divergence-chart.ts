import { bareCriticalCoupling, type KlResult } from '../../../../preload/contract/index.ts';
import { measuredChart, type Chart } from '../../parts/charts.ts';
import { spinText } from '../names.ts';

/** "exact .7643". */
export const exactLabel = (coupling: number) => `exact ${coupling.toFixed(4).replace(/^0/, '')}`;

/** Below this many bits a student is as good as exact; a logarithmic axis ends here, the table does not. */
const fewestBits = 1e-6;

/** Fig. 4: minimal divergence in bits against the teacher's coupling, a curve for each representation of the hidden spin. */
export function divergenceChart({ internal, curves }: KlResult, scale: 'linear' | 'logarithmic'): Chart {
  const critical = bareCriticalCoupling(internal);
  const clipped = curves.some(({ bits }) => bits.some((value) => value < fewestBits));
  const min = scale === 'linear' ? { min: 0 } : clipped ? { min: fewestBits } : {};
  const { option, columns } = measuredChart(
    { x: { name: 'J_tch' }, y: { name: 'D_KL / bits', scale, ...min } },
    curves.map(({ hidden, x, bits }) => ({ name: spinText(hidden), x, value: bits })),
    critical === null || !isWithin(critical, curves)
      ? []
      : [{ value: critical, label: exactLabel(critical), axis: 'x' }],
  );
  return {
    option,
    columns: {
      ...columns,
      ...Object.fromEntries(
        curves.map(({ hidden, residual }) => [`${spinText(hidden)}: largest gradient left / nats`, residual]),
      ),
    },
  };
}

const isWithin = (value: number, curves: KlResult['curves']) =>
  curves.some(({ x }) => x.length > 0 && x[0]! <= value && value <= x.at(-1)!);

/** Columns of the table for a CSV file: coupling, then for every representation divergence, gradient left, and couplings of the student. */
export function divergenceColumns({ curves }: KlResult): Record<string, ArrayLike<number>> {
  const columns: Record<string, ArrayLike<number>> = { J_tch: curves[0]?.x ?? [] };
  for (const { hidden, bits, residual, couplings, students } of curves) {
    columns[`${hidden}: D_KL / bits`] = bits;
    columns[`${hidden}: gradient left / nats`] = residual;
    for (const [index, name] of couplings.entries()) {
      columns[`${hidden}: ${name}`] = students.map((student) => student[index]!);
    }
  }
  return columns;
}

/** The largest gradient that any minimum of a result is left with: the numbers are certain to about its square. */
export const largestResidual = ({ curves }: KlResult) =>
  Math.max(0, ...curves.flatMap(({ residual }) => residual));

/** Index of the row nearest to the critical coupling, to begin with; the middle one where there is none. */
export function firstRow({ internal, curves }: KlResult): number {
  const x = curves[0]?.x ?? [];
  const wanted = bareCriticalCoupling(internal) ?? ((x[0] ?? 0) + (x.at(-1) ?? 0)) / 2;
  let best = 0;
  for (const [index, value] of x.entries()) {
    if (Math.abs(value - wanted) < Math.abs(x[best]! - wanted)) best = index;
  }
  return best;
}
