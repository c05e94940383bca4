import type { Estimate, VicsekOrderResult } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../compute/random.ts';

type Peak = VicsekOrderResult['sizes'][number]['peak'];

const draws = 2000;
/** Shares of draws below the ends of the interval: it holds 95%. */
const tails = [0.025, 0.975] as const;

/**
 * Noise at which a curve is largest: the vertex of the parabola through the largest point and its two neighbours; at an end of the curve that end.
 * The interval holds 95% of the peaks of curves drawn about the points with their errors (seed fixed), so that it covers which point is
 * the largest as well; it does not cover that a peak is no parabola. Points without errors: from one neighbour of the largest to the other.
 * @param noise ascending.
 */
export function peakOf(noise: readonly number[], values: readonly Estimate[]): Peak {
  const curve = values.map(({ value }) => value);
  const peak = vertex(noise, curve);
  if (values.some(({ error }) => error === null)) {
    const top = largest(curve);
    return {
      noise: peak,
      low: noise[Math.max(0, top - 1)],
      high: noise[Math.min(noise.length - 1, top + 1)],
    };
  }
  const random = new RandomStream(0, 'peak of a measured curve');
  const drawn = Array.from({ length: draws }, () =>
    vertex(
      noise,
      values.map(({ value, error }) => value + (error ?? 0) * random.normal()),
    ),
  ).toSorted((a, b) => a - b);
  const [low, high] = tails.map((share) => drawn[Math.round(share * (draws - 1))]);
  return { noise: peak, low: Math.min(low, peak), high: Math.max(high, peak) };
}

function vertex(x: readonly number[], y: readonly number[]): number {
  const top = largest(y);
  if (top === 0 || top === x.length - 1) return x[top];
  // Slopes to the left, which is not negative, and to the right, which is not positive; the parabola's changes linearly between the midpoints.
  const left = (y[top] - y[top - 1]) / (x[top] - x[top - 1]);
  const right = (y[top + 1] - y[top]) / (x[top + 1] - x[top]);
  if (left === right) return x[top];
  const middleLeft = (x[top] + x[top - 1]) / 2;
  const middleRight = (x[top] + x[top + 1]) / 2;
  return middleLeft + ((middleRight - middleLeft) * left) / (left - right);
}

function largest(values: readonly number[]): number {
  let top = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[top]) top = i;
  return top;
}
