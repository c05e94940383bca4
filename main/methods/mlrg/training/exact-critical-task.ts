import { HostError, type SymmetrySettings } from '../../../../preload/contract/index.ts';
import { criticalBareCoupling } from '../exact/critical.ts';
import { exactMap } from '../exact/map.ts';

/** J0* of the exact map with the largest D_KL in bits of a step on the way, or why it has none. */
export type ExactCritical = { critical: number; bits: number } | { critical: null; reason: string };

const tolerance = 1e-5;

/** J0* of the exact map by bisection. */
export function exactCritical(settings: SymmetrySettings): ExactCritical {
  try {
    return criticalBareCoupling(exactMap(settings), { tolerance });
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return { critical: null, reason: error.message };
  }
}
