import type { FieldPreview } from '../../../../preload/contract/index.ts';
import type { MonotoneNetwork } from '../moderator/network.ts';

/** Points of the bare axis. */
const points = 151;

/** C and −∂C/∂J0 of one network on the bare axis (J0, 0, …), 0 ≤ J0 ≤ reach: Fig. 5. */
export interface BareCurves {
  monotone: number[];
  beta: number[];
}

export function bareAxis(reach: number): number[] {
  return Array.from({ length: points }, (_, i) => (reach * i) / (points - 1));
}

export function bareCurves(network: MonotoneNetwork, axis: readonly number[]): BareCurves {
  const couplings = new Float64Array(network.couplings);
  const slope = new Float64Array(network.couplings);
  const curves: BareCurves = { monotone: [], beta: [] };
  for (const bare of axis) {
    couplings[0] = bare;
    curves.monotone.push(network.value(couplings));
    network.gradient(couplings, slope);
    curves.beta.push(-slope[0]);
  }
  return curves;
}

/** The curves of all networks as live pictures, a row each. */
export function bareFrames(curves: readonly BareCurves[]): FieldPreview[] {
  return [
    picture(
      'C(J0)',
      curves.map(({ monotone }) => monotone),
    ),
    picture(
      '−dC/dJ0',
      curves.map(({ beta }) => beta),
    ),
  ];
}

function picture(label: string, rows: number[][]): FieldPreview {
  return { label, width: rows[0].length, height: rows.length, data: Float32Array.from(rows.flat()) };
}
