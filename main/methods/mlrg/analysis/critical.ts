import type { RgMap } from '../rg-map.ts';
import { bareStart, flowPath } from './flow-paths.ts';

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
    const { degeneracy } = flowPath(map, bareStart(map.space, coupling), step + 1);
    const [before, after] = degeneracy.slice(-2);
    const rise = after - before;
    return Math.abs(rise) > rounding ? rise : after > halfWay ? rounding : -rounding;
  };
  return zeroBetween(difference, bracket);
}

/**
 * A zero of `f` between ends of different sign: regula falsi with Illinois' halving, and a bisection whenever that has not halved the interval, for functions that are
 * steps rather than slopes. Null where the signs are equal.
 */
export function zeroBetween(f: (x: number) => number, [low, high]: Bracket): number | null {
  let [a, b] = [low, high];
  let [atA, atB] = [f(a), f(b)];
  if (atA === 0) return a;
  if (atB === 0) return b;
  if (Math.sign(atA) === Math.sign(atB)) return null;
  // Which end the last evaluation replaced: +1 for b.
  let replaced = 0;
  let slow = false;
  while (b - a > accuracy) {
    const width = b - a;
    const x = slow ? (a + b) / 2 : (a * atB - b * atA) / (atB - atA);
    const value = f(x);
    if (value === 0) return x;
    const side = Math.sign(value) === Math.sign(atB) ? 1 : -1;
    if (side > 0) [b, atB] = [x, value];
    else [a, atA] = [x, value];
    // An end that stays twice holds the next one back.
    if (side === replaced && side > 0) atA /= 2;
    if (side === replaced && side < 0) atB /= 2;
    replaced = side;
    slow = b - a > width / 2;
  }
  return (a + b) / 2;
}
