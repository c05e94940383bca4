import type { NumericArray } from '../../preload/contract/arrays.ts';
import { meanOfLarge } from './array-summary.ts';

const mostBins = 64;

/** What one pass over the values of an array finds. */
export interface Moments {
  min: number;
  max: number;
  mean: number;
  deviation: number;
  finite: number;
  /** All finite values are whole numbers. */
  whole: boolean;
}

/** Moments of the finite values of an array; NaN where there is none. */
export function momentsOf(data: NumericArray): Moments {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let sum = 0;
  let finite = 0;
  let whole = true;
  for (let i = 0; i < data.length; i++) {
    const value = Number(data[i]);
    if (!Number.isFinite(value)) continue;
    if (value < min) min = value;
    if (value > max) max = value;
    sum += value;
    finite++;
    whole &&= Number.isInteger(value);
  }
  if (finite === 0) {
    return { min: Number.NaN, max: Number.NaN, mean: Number.NaN, deviation: Number.NaN, finite, whole };
  }
  const mean = Number.isFinite(sum) ? sum / finite : meanOfLarge(data, finite);
  // In units of the largest deviation: the square of one may be more, or less, than a double holds.
  const unit = Math.max(max - mean, mean - min);
  let squares = 0;
  for (let i = 0; i < data.length; i++) {
    const value = Number(data[i]);
    if (Number.isFinite(value)) squares += ((value - mean) / unit) ** 2;
  }
  const deviation = unit > 0 ? unit * Math.sqrt(squares / finite) : 0;
  return { min, max, mean, deviation, finite, whole };
}

/**
 * Edges of at most 64 equal bins that hold the finite values of all arrays. Bins of whole numbers each hold equally many of them, with edges
 * halfway between two, so that a histogram of levels has no teeth. Empty when there is no finite value.
 */
export function sharedEdges(all: readonly Moments[]): Float64Array {
  const some = all.filter(({ finite }) => finite > 0);
  if (some.length === 0) return new Float64Array();
  const low = Math.min(...some.map(({ min }) => min));
  const high = Math.max(...some.map(({ max }) => max));
  if (some.every(({ whole }) => whole) && Math.max(-low, high) < 2 ** 52) {
    const each = Math.ceil((high - low + 1) / mostBins);
    const bins = Math.ceil((high - low + 1) / each);
    return Float64Array.from({ length: bins + 1 }, (_, edge) => low - 0.5 + edge * each);
  }
  if (low === high) return Float64Array.of(low, high);
  // Weighted, not subtracted: the ends may be further apart than the largest number. Rounding may swap edges that are as close as numbers get.
  return Float64Array.from({ length: mostBins + 1 }, (_, edge) => {
    const share = edge / mostBins;
    return Math.min(high, Math.max(low, low * (1 - share) + high * share));
  }).toSorted();
}

/** Counts of the finite values in the bins between `edges`, the last of which holds its upper edge. */
export function countsIn(data: NumericArray, edges: Float64Array): Uint32Array {
  const counts = new Uint32Array(Math.max(0, edges.length - 1));
  if (counts.length === 0) return counts;
  const low = edges[0]!;
  const width = edges.at(-1)! / counts.length - low / counts.length;
  for (let i = 0; i < data.length; i++) {
    const value = Number(data[i]);
    if (!Number.isFinite(value)) continue;
    const bin = width > 0 ? Math.floor(value / width - low / width) : 0;
    counts[Math.min(counts.length - 1, Math.max(0, bin))]!++;
  }
  return counts;
}
