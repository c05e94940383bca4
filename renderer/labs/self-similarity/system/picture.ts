import type { FieldPreview, SpacetimePicture, SpacetimeInput } from '../../../../preload/contract/index.ts';

/** A live picture with as many rows as it will have when it is full; those to come are NaN, which is drawn as nothing. */
export function filledTo(
  rows: number,
  { width, height, data, label }: Pick<SpacetimePicture, 'width' | 'height' | 'data' | 'label'>,
): FieldPreview {
  const total = Math.max(rows, height);
  const filled = new Float32Array(width * total);
  filled.set(data);
  filled.fill(NaN, width * height);
  return { width, height: total, data: filled, label };
}

/** Most columns and rows of a picture of own data: beyond them a page shows no more. */
const largest = 1024;

/** What of a series is shown: a run, a field, and of a planar lattice a step. */
export interface SeriesView {
  run: number;
  field: number;
  step: number;
}

/**
 * A series as a picture: in one dimension cells to the right and time downwards, its first 1024 steps; of a planar lattice one step of it.
 */
export function seriesPicture(
  { spacetime, fields }: Pick<SpacetimeInput, 'spacetime' | 'fields'>,
  { run, field, step }: SeriesView,
): FieldPreview {
  const [, times = 1, count = 1, height = 1, width = 1] = spacetime.shape;
  const size = count * height * width;
  const label = fields[field] ?? 'value';
  const shown = Math.min(width, largest);
  const rows = Math.min(height > 1 ? height : times, largest);
  const data = new Float32Array(shown * rows);
  for (let row = 0; row < rows; row++) {
    const [time, y] = height > 1 ? [step, row] : [row, 0];
    const start = (run * times + time) * size + (field * height + y) * width;
    data.set(spacetime.data.subarray(start, start + shown), row * shown);
  }
  return { width: shown, height: rows, data, label };
}

/** Share of the values of a diffusing cloud that end in the brightest colour: its start is far higher than all that follows. */
const clippedShare = 0.01;

/** Colours of a picture from its lowest value to one that only a hundredth of its values exceed; a uniform picture has a range too. */
export function clippedRange(data: ArrayLike<number>): { range: [number, number]; clipped: boolean } {
  const sorted = Float64Array.from(data).toSorted();
  const low = sorted[0] ?? 0;
  const high = sorted.at(-1) ?? 1;
  const end = sorted[Math.floor((1 - clippedShare) * (sorted.length - 1))] ?? high;
  // Where the tail is not long there is nothing to cut off.
  if (!(high - low > 1.5 * (end - low))) return { range: [low, high > low ? high : low + 1], clipped: false };
  return end > low ? { range: [low, end], clipped: true } : { range: [low, high], clipped: false };
}
