import type { Estimate, TimeExponent } from '../../../../preload/contract/index.ts';

interface Point {
  space: number;
  time: number;
  ratio: Estimate;
}

/** (ln T, ln ratio). */
interface LogPoint {
  x: number;
  y: number;
}

/**
 * z of T ~ S^z from the T of lowest consistency over variance for every S that was tried with three T at least, through S = T = 1. The best T is the
 * vertex of a parabola in (ln T, ln ratio) through the lowest point and its neighbours; it is uncertain by the half of its way to the nearest
 * neighbour over √3, as if anywhere between were as likely. A T at which f holds exactly is best as it is. Left out is an S whose lowest point
 * lies at an end, is one of several exact ones, or is no better than the mean of the macro states. Null where no S is left.
 */
export function timeExponent(scales: readonly Point[]): TimeExponent | null {
  const spaces = [...new Set(scales.map(({ space }) => space))]
    .filter((space) => space > 1)
    .toSorted((a, b) => a - b);
  const points = spaces.flatMap((space) => {
    const best = bestTime(scales.filter((scale) => scale.space === space));
    return best === null ? [] : [{ space, ...best }];
  });
  if (points.length === 0) return null;
  // Least squares of ln T = z ln S, with the errors of ln T as weights.
  let products = 0;
  let squares = 0;
  for (const { space, logTime, logError } of points) {
    products += (Math.log(space) * logTime) / logError ** 2;
    squares += (Math.log(space) / logError) ** 2;
  }
  return {
    z: { value: products / squares, error: 1 / Math.sqrt(squares) },
    method:
      'T of lowest consistency over variance for every S (vertex of a parabola in logarithms), T = Sᶻ through S = T = 1; errors from the spacing of the T that were tried.',
    points: points.map(({ space, logTime, logError }) => ({
      space,
      time: Math.exp(logTime),
      error: Math.exp(logTime) * logError,
    })),
  };
}

function bestTime(scales: readonly Point[]): { logTime: number; logError: number } | null {
  const points = scales
    .map(({ time, ratio }) => ({ x: Math.log(time), y: Math.log(ratio.value) }))
    // Without a figure, or of macro states that do not vary.
    .filter(({ y }) => y < Infinity)
    .toSorted((a, b) => a.x - b.x);
  if (points.filter(({ y }) => y === -Infinity).length > 1) return null;
  const lowest = points.reduce((best, { y }, index) => (y < points[best].y ? index : best), 0);
  const [before, at, after] = [points[lowest - 1], points[lowest], points[lowest + 1]];
  if (before === undefined || after === undefined || at.y >= 0) return null;
  const halfway = Math.min(at.x - before.x, after.x - at.x) / 2;
  return { logTime: vertex(before, at, after, halfway), logError: halfway / Math.sqrt(3) };
}

/** Where the parabola through three points is lowest, at most `reach` from the middle one, which itself is lowest where it lies at −∞. */
function vertex(before: LogPoint, at: LogPoint, after: LogPoint, reach: number): number {
  if (at.y === -Infinity) return at.x;
  const left = (at.y - before.y) / (at.x - before.x);
  const right = (after.y - at.y) / (after.x - at.x);
  const curvature = (right - left) / (after.x - before.x);
  if (!(curvature > 0)) return at.x;
  const slope = left + curvature * (at.x - before.x);
  return Math.min(at.x + reach, Math.max(at.x - reach, at.x - slope / (2 * curvature)));
}
