import type { RgMap } from '../rg-map.ts';
import { bareStart, flowPath } from './flow-paths.ts';

/** An interval of bare couplings. */
export type Bracket = [low: number, high: number];

/** Accuracy of a critical coupling that is refined between two points of a scan. */
const accuracy = 1e-6;
/** Where a map jumps, because another minimum has become the lowest, regula falsi is slow. */
const mostEvaluations = 25;

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

/** The bare coupling in `bracket` at which Z after `step` and after `step` + 1 steps are equal; null when they are not in there. */
export function degeneracyCrossing(map: RgMap, step: number, bracket: Bracket): number | null {
  const difference = (coupling: number) => {
    const { degeneracy } = flowPath(map, bareStart(map.space, coupling), step + 1);
    return degeneracy[step + 1] - degeneracy[step];
  };
  return zeroBetween(difference, bracket);
}

/** A zero of `f` between ends of different sign, by regula falsi with Illinois' halving; null where the signs are equal. */
export function zeroBetween(f: (x: number) => number, [low, high]: Bracket): number | null {
  let [a, b] = [low, high];
  let [atA, atB] = [f(a), f(b)];
  if (atA === 0) return a;
  if (atB === 0) return b;
  if (Math.sign(atA) === Math.sign(atB)) return null;
  let last = a;
  for (let evaluation = 0; evaluation < mostEvaluations && Math.abs(b - a) > accuracy; evaluation++) {
    const x = (a * atB - b * atA) / (atB - atA);
    const value = f(x);
    if (value === 0 || Math.abs(x - last) < accuracy / 10) return x;
    last = x;
    if (Math.sign(value) === Math.sign(atB)) {
      atA /= 2;
    } else {
      [a, atA] = [b, atB];
    }
    [b, atB] = [x, value];
  }
  return b;
}
