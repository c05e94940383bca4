import type { RgMap } from '../rg-map.ts';
import { bareCouplings } from '../coupling-space.ts';
import { signChangeBetween } from '../sign-change.ts';
import { flowPath } from './flow-paths.ts';

/** An interval of bare couplings. */
export type Bracket = [low: number, high: number];

/** Accuracy of a critical coupling that is refined between two points of a scan. */
const accuracy = 1e-6;

/**
 * Where Z of one more step overtakes Z (Fig. 10): below the transition Z falls towards 1 with every step, above it rises. Between the two
 * neighbours of a scan where the difference changes its sign from − to +, the steepest such change where there are several; null: none.
 */
export function crossingBracket(
  x: readonly number[],
  before: readonly number[],
  after: readonly number[],
): Bracket | null {
  let steepest = 0;
  let bracket: Bracket | null = null;
  for (let i = 0; i + 1 < x.length; i++) {
    const left = after[i] - before[i];
    const right = after[i + 1] - before[i + 1];
    const slope = (right - left) / (x[i + 1] - x[i]);
    if (left < 0 && right >= 0 && slope > steepest) {
      steepest = slope;
      bracket = [x[i], x[i + 1]];
    }
  }
  return bracket;
}

/** Differences of Z below this are rounding. */
const rounding = 1e-9;

/**
 * The bare coupling in `bracket` at which Z after `step` and after `step` + 1 steps are equal; null when they are not in there. Far from it both
 * have arrived at 1 or at q and are equal as well: there Z itself says on which side that is.
 */
export function degeneracyCrossing(map: RgMap, step: number, bracket: Bracket): number | null {
  const halfWay = (1 + map.space.values.size) / 2;
  const difference = (coupling: number) => {
    const { degeneracy } = flowPath(map, bareCouplings(map.space, coupling), step + 1);
    const [before, after] = degeneracy.slice(-2);
    const rise = after - before;
    return Math.abs(rise) > rounding ? rise : after > halfWay ? rounding : -rounding;
  };
  return signChangeBetween(difference, bracket, accuracy);
}
