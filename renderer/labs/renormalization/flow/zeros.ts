import type { LineFixedPoint } from './line-figure.ts';

/** J′ − J on `count` evenly spaced couplings from `low` to `high`. */
export type Beta = (low: number, high: number, count: number) => Promise<number[]>;

/** A zero of the beta function with its slope. */
export interface Zero {
  x: number;
  /** d(J′ − J)/dJ. */
  slope: number;
}

/** Where evenly spaced values change their sign, as intervals of indices. */
export function signChanges(values: readonly number[]): number[] {
  const found: number[] = [];
  for (let i = 0; i + 1 < values.length; i++) {
    const [a, b] = [values[i]!, values[i + 1]!];
    if (Number.isFinite(a) && Number.isFinite(b) && a < 0 !== b < 0 && !(a === 0 && b === 0)) found.push(i);
  }
  return found;
}

/** Nodes of each narrowing of an interval, and how often: to 1e-5 of the interval before a straight line does the rest. */
const nodes = 11;
const rounds = 3;

/** Zeros of a beta function on an interval away from 0, where every map has one. */
export async function findZeros(beta: Beta, from: number, to: number, count: number): Promise<Zero[]> {
  const coarse = await beta(from, to, count);
  const step = (to - from) / (count - 1);
  const zeros: Zero[] = [];
  for (const index of signChanges(coarse)) {
    let [low, high] = [from + index * step, from + (index + 1) * step];
    let ends: [number, number] = [coarse[index]!, coarse[index + 1]!];
    for (let round = 0; round < rounds; round++) {
      const values = await beta(low, high, nodes);
      const [at] = signChanges(values);
      if (at === undefined) break;
      const width = (high - low) / (nodes - 1);
      [low, high] = [low + at * width, low + (at + 1) * width];
      ends = [values[at]!, values[at + 1]!];
    }
    const slope = (ends[1] - ends[0]) / (high - low);
    zeros.push({ x: low - ends[0] / slope, slope });
  }
  return zeros;
}

/** A zero as a fixed point; dJ′/dJ = 1 + slope. */
export function fixedPointOf({ x, slope }: Zero, error: number | null): LineFixedPoint {
  return { x, error, slope: 1 + slope, character: Math.abs(1 + slope) > 1 ? 'unstable' : 'stable' };
}

/** Standard deviation of a sample, null of fewer than two. */
export function spreadOf(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}
