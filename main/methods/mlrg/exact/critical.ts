import { HostError } from '../../../../preload/contract/index.ts';
import type { RgMap } from '../rg-map.ts';
import { followFlow, type FlowEnd } from './phase.ts';

export interface CriticalOptions {
  /** Bare couplings in the disordered and in the ordered phase. */
  low?: number;
  high?: number;
  /** Most RG steps of a flow. */
  steps?: number;
  tolerance?: number;
}

/**
 * J0* of a map by bisection: the bare coupling, all others zero (Eq. 20), between flows that end disordered and flows that end ordered.
 *
 * @returns J0* and the largest D_KL, in bits, of a step of the flows on either side of it; NaN for maps that do not know theirs
 * @throws HostError not-available when the ends of the range are not in the two phases
 */
export function criticalBareCoupling(
  map: RgMap,
  { low = 0.1, high = 2, steps, tolerance = 1e-6 }: CriticalOptions = {},
): { critical: number; bits: number } {
  const end = (bare: number) => followFlow(map, bareCouplings(map, bare), steps);
  let [below, above] = [low, high];
  let ends: [FlowEnd, FlowEnd] = [end(low), end(high)];
  if (ends[0].phase !== 'disordered' || ends[1].phase !== 'ordered') {
    throw new HostError(
      'not-available',
      `Bare couplings from ${low} to ${high} hold no critical one of the map (${map.title}): their flows end ${ends[0].phase} and ${ends[1].phase}.`,
      { remedy: 'Choose a range that begins in the disordered phase and ends in the ordered one.' },
    );
  }
  while (above - below > tolerance) {
    const middle = (below + above) / 2;
    const found = end(middle);
    // A flow that neither phase draws in started on their boundary as well as can be told.
    if (found.phase === 'undecided') return { critical: middle, bits: found.bits ?? Number.NaN };
    if (found.phase === 'disordered') [below, ends] = [middle, [found, ends[1]]];
    else [above, ends] = [middle, [ends[0], found]];
  }
  const bits = ends.map((one) => one.bits ?? Number.NaN);
  return { critical: (below + above) / 2, bits: Math.max(...bits) };
}

/** The couplings of the bare model: J0 alone. */
export function bareCouplings({ space }: RgMap, bare: number): Float64Array {
  const couplings = new Float64Array(space.couplings.length);
  couplings[0] = bare;
  return couplings;
}
