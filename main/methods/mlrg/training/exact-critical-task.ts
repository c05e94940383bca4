import { HostError, type SymmetrySettings } from '../../../../preload/contract/index.ts';
import { criticalBareCoupling } from '../exact/critical.ts';
import { exactMap } from '../exact/map.ts';

export interface ExactCritical {
  /** J0*. */
  critical: number;
  /** Largest D_KL of a step on the way. */
  bits: number;
}

/** J0* of the exact map by bisection; null when flows from both ends of the range end in the same phase. */
export function exactCritical(settings: SymmetrySettings): ExactCritical | null {
  try {
    return criticalBareCoupling(exactMap(settings), { tolerance: 1e-5 });
  } catch (error) {
    if (error instanceof HostError && error.code === 'not-available') return null;
    throw error;
  }
}
