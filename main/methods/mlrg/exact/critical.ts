import { HostError } from '../../../../preload/contract/index.ts';
import { bareCouplings } from '../coupling-space.ts';
import type { RgMap } from '../rg-map.ts';
import { distance, followFlow } from './phase.ts';

export interface CriticalOptions {
  /** Bare couplings in the disordered and in the ordered phase; by default 0.1 and 4. */
  low?: number;
  high?: number;
  /** Most RG steps of a flow; by default as many as a phase is followed for. */
  steps?: number;
  /** Width of the interval that J0* is then in the middle of; default 1e-6. */
  tolerance?: number;
}

/** Flows from both sides of J0* that differ by more have parted. */
const parted = 0.1;
/** Within so narrow a range flows that end nowhere are taken to have started on the boundary. */
const narrow = 0.01;
/** Flows that have not parted by then stay together. */
const longestShared = 200;

/**
 * J0* of a map by bisection: the bare coupling, all others zero (Eq. 20), between flows that end disordered and flows that end ordered.
 *
 * @returns J0* to the tolerance (to 0.01 at worst, where flows so near to it end in neither phase), and the largest D_KL, in bits, of
 *   the steps that the flows from both sides of it take together, which is all that J0* depends on; NaN for maps that do not know theirs
 * @throws HostError not-available when the ends of the range are not in the two phases
 */
export function criticalBareCoupling(
  map: RgMap,
  { low = 0.1, high = 4, steps, tolerance = 1e-6 }: CriticalOptions = {},
): { critical: number; bits: number } {
  const phase = (bare: number) => followFlow(map, bareCouplings(map.space, bare), steps).phase;
  const ends = [phase(low), phase(high)];
  if (ends[0] !== 'disordered' || ends[1] !== 'ordered') {
    throw new HostError(
      'not-available',
      `Bare couplings from ${low} to ${high} hold no critical one of the map (${map.title}): their flows end ${ends.join(' and ')}.`,
      { remedy: 'Choose a range that begins in the disordered phase and ends in the ordered one.' },
    );
  }
  let [below, above] = [low, high];
  while (above - below > tolerance) {
    const middle = (below + above) / 2;
    const found = phase(middle);
    if (found === 'undecided') {
      checkOnBoundary(map, below, above);
      // A flow that neither phase draws in started on their boundary as well as can be told.
      [below, above] = [middle, middle];
    } else if (found === 'disordered') below = middle;
    else above = middle;
  }
  return { critical: (below + above) / 2, bits: sharedBits(map, below, above, steps) };
}

function checkOnBoundary(map: RgMap, below: number, above: number): void {
  if (above - below < narrow) return;
  throw new HostError(
    'not-available',
    `Between bare couplings of ${below.toPrecision(5)} and ${above.toPrecision(5)} flows of the map (${map.title}) end in neither phase.`,
    { remedy: 'Look at the flow itself: it may have another stable fixed point, or go round.' },
  );
}

function sharedBits(map: RgMap, below: number, above: number, steps = longestShared): number {
  let [one, other] = [below, above].map((bare) => bareCouplings(map.space, bare));
  let most = Number.NaN;
  for (let step = 0; step < steps && distance(one, other) < parted; step++) {
    const next = map.step(one);
    if (next.bits === null) break;
    most = Math.max(next.bits, Number.isNaN(most) ? 0 : most);
    [one, other] = [next.couplings, map.step(other).couplings];
  }
  return most;
}
