import type { NumericArray } from '../../preload/contract/arrays.ts';
import type { ArraySummary } from '../../preload/contract/files.ts';
import type { NamedArray } from './named-array.ts';
import { indexText } from './npy.ts';

/** Bins of a histogram. */
const bins = 64;

/** Range, mean and histogram of the finite values of an array, and how many are not finite. Large integers are rounded to doubles. */
export function summarise({ name, shape, type, data }: NamedArray): ArraySummary {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let sum = 0;
  let count = 0;
  for (let i = 0; i < data.length; i++) {
    const value = Number(data[i]);
    if (!Number.isFinite(value)) continue;
    if (value < min) min = value;
    if (value > max) max = value;
    sum += value;
    count++;
  }
  const notFinite = data.length - count;
  const rest = { name, shape, type, finite: notFinite === 0, notFinite };
  if (count === 0) return { ...rest, min: Number.NaN, max: Number.NaN, mean: Number.NaN };
  return {
    ...rest,
    min,
    max,
    mean: Number.isFinite(sum) ? sum / count : meanOfLarge(data, count),
    histogram: histogramOf(data, min, max),
  };
}

/** The sum of numbers near the largest double overflows; that of their shares does not. */
export function meanOfLarge(data: NumericArray, count: number): number {
  let mean = 0;
  for (let i = 0; i < data.length; i++) {
    const value = Number(data[i]);
    if (Number.isFinite(value)) mean += value / count;
  }
  return mean;
}

/** Counts of the finite values in equal bins from min to max, which belongs to the last one; all in the first where they are one value. */
function histogramOf(data: NumericArray, min: number, max: number): Uint32Array {
  const histogram = new Uint32Array(bins);
  // Halves, for the difference of two doubles may be infinite.
  const range = max / 2 - min / 2;
  const scale = range === 0 ? 0 : bins / range;
  for (let i = 0; i < data.length; i++) {
    const value = Number(data[i]);
    if (!Number.isFinite(value)) continue;
    const place =
      scale === Number.POSITIVE_INFINITY
        ? ((value - min) / (max - min)) * bins
        : (value / 2 - min / 2) * scale;
    histogram[Math.min(bins - 1, Math.floor(place))]!++;
  }
  return histogram;
}

/** "‘x’ holds 2 values that are not finite: NaN at [1, 2]." */
export function notFiniteNote({ name, shape, data }: NamedArray, count: number): string {
  let first = 0;
  while (Number.isFinite(Number(data[first]))) first++;
  const value = `${count === 1 ? 'one value' : `${count} values`} that ${count === 1 ? 'is' : 'are'} not finite`;
  return `‘${name}’ holds ${value}: ${Number(data[first])} at [${indexText(first, shape)}].`;
}
