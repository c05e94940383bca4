import type { Estimate, EstimatedCurve } from '../../../preload/contract/index.ts';

/** Sample standard deviation; null of fewer than two values. */
export function standardDeviation(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}

/**
 * A value of the map that is analysed (of a learned one the mean C) with the standard deviation over its independent trainings. Trainings
 * that have no such value are left out of it.
 */
export function estimateOver(value: number, members: readonly (number | null)[]): Estimate {
  return { value, error: standardDeviation(members.filter((member) => member !== null)) };
}

/** The same point by point; `members` holds one curve for each training. */
export function curveOver(
  x: readonly number[],
  value: readonly number[],
  members: readonly (readonly number[])[],
): EstimatedCurve {
  return {
    x: [...x],
    value: [...value],
    error:
      members.length < 2
        ? null
        : value.map((_, i) => standardDeviation(members.map((member) => member[i])) ?? 0),
  };
}
