import type { ArrayRecord, RgAnalysis } from '../../../../preload/contract/index.ts';
import type { Scan } from './scan.ts';

/**
 * scan.csv: a line for every bare coupling and RG step, with the couplings there. Errors are standard deviations over the trainings.
 */
export function scanTable(
  { scan, couplings }: Pick<RgAnalysis, 'scan' | 'couplings'>,
  { x, paths }: Scan,
): string {
  const header = [
    'bare J0',
    'step',
    'Z',
    'Z error',
    'C',
    'C error',
    'D_KL of the step (bits)',
    ...couplings.map((name) => `${name} after`),
  ];
  const rows = scan.flatMap(({ step, monotone, degeneracy, bits }) =>
    x.map((coupling, i) => [
      coupling,
      step,
      degeneracy.value[i],
      degeneracy.error?.[i] ?? '',
      monotone?.value[i] ?? '',
      monotone?.error?.[i] ?? '',
      bits?.value[i] ?? '',
      ...paths[i].couplings[step],
    ]),
  );
  return [header, ...rows].map((row) => `${row.join(',')}\n`).join('');
}

/** plane.npz: the flow diagram and Newton's flow, [y][x] each; null without a diagram. */
export function planeArrays({ plane, newton }: Pick<RgAnalysis, 'plane' | 'newton'>): ArrayRecord | null {
  if (plane === null) return null;
  return {
    origin: vector(plane.origin),
    axes: grid(plane.axes),
    x: vector(plane.x),
    y: vector(plane.y),
    flow_x: grid(plane.flow.x),
    flow_y: grid(plane.flow.y),
    out_of_plane: grid(plane.outOfPlane),
    ...(plane.monotone ? { monotone: grid(plane.monotone) } : {}),
    ...(plane.bits ? { bits: grid(plane.bits) } : {}),
    ...(newton ? { newton_x: grid(newton.x), newton_y: grid(newton.y) } : {}),
  };
}

const vector = (values: readonly number[]) => ({ shape: [values.length], data: Float64Array.from(values) });

const grid = (rows: readonly (readonly number[])[]) => ({
  shape: [rows.length, rows[0].length],
  data: Float64Array.from(rows.flat()),
});
