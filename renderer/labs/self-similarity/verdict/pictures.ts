import {
  HostError,
  type FieldPreview,
  type Scale,
  type ShapedArray,
} from '../../../../preload/contract/index.ts';

/** States in time: `data` is [times, fields, height, width]; height 1: one dimension in space. */
export interface Series {
  times: number;
  fields: number;
  height: number;
  width: number;
  data: Float32Array;
}

/** An array of pictures.npz as a series. @throws HostError when it is missing or of another shape. */
export function seriesOf(array: ShapedArray | undefined, name: string): Series {
  const [times, fields, height, width] = array?.shape ?? [];
  if (array?.shape.length !== 4 || !times || !fields || !height || !width) {
    throw new HostError('bad-file', `The run left no pictures called ${name}.`, {
      where: 'pictures.npz',
      remedy: 'Analyse the system again.',
    });
  }
  const data = array.data instanceof Float32Array ? array.data : Float32Array.from(array.data, Number);
  return { times, fields, height, width, data };
}

/** |macro − predicted|, NaN where nothing was predicted. Of the shorter of the two in time. */
export function differenceOf(macro: Series, predicted: Series): Series {
  const times = Math.min(macro.times, predicted.times);
  const data = new Float32Array(times * macro.fields * macro.height * macro.width);
  for (let i = 0; i < data.length; i++) data[i] = Math.abs(macro.data[i]! - predicted.data[i]!);
  return { ...macro, times, data };
}

/** Part of a space-time picture, in micro cells and steps. */
export interface PictureWindow {
  /** First column, and how many. */
  cell: number;
  cells: number;
  /** First row, and how many. */
  step: number;
  steps: number;
}

/**
 * One field of a one-dimensional series as a space-time picture, time downwards, in micro cells and steps: a macro state is drawn
 * as large as the S × T patch it stands for, so that pictures of all scales lie on each other. What is not whole stays NaN.
 */
export function spacetimeField(
  series: Series,
  field: number,
  { space, time }: Scale,
  { cell, cells, step, steps }: PictureWindow,
  label: string,
): FieldPreview {
  const data = new Float32Array(steps * cells).fill(NaN);
  const { times, fields, width, data: values } = series;
  for (let t = 0; t < steps; t++) {
    const macroTime = Math.floor((step + t) / time);
    if (macroTime >= times) break;
    const row = (macroTime * fields + field) * width;
    for (let x = 0; x < cells; x++) {
      const macroCell = Math.floor((cell + x) / space);
      if (macroCell < width) data[t * cells + x] = values[row + macroCell]!;
    }
  }
  return { width: cells, height: steps, data, label };
}

/** One field of a series at one time. Its values are those of the series, not copies. */
export function frameField(series: Series, time: number, field: number, label: string): FieldPreview {
  const { fields, height, width, data } = series;
  const size = height * width;
  const start = (time * fields + field) * size;
  return { width, height, data: data.subarray(start, start + size), label };
}

/** Lowest and highest finite value of one field in all of some series, from a time on; [0, 1] where there is none. */
export function commonRange(all: readonly Series[], field: number, from = 0): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const { times, fields, height, width, data } of all) {
    const size = height * width;
    for (let t = from; t < times; t++) {
      const start = (t * fields + field) * size;
      for (let i = start; i < start + size; i++) {
        const value = data[i]!;
        if (value < low) low = value;
        if (value > high && value < Infinity) high = value;
      }
    }
  }
  return low <= high ? [low, high] : [0, 1];
}

/** How well macro states were predicted in the picture: values compared, how many differ, and the mean squared difference. */
export function agreementOf(
  difference: Series,
  field: number,
): { compared: number; differ: number; mse: number } {
  let [compared, differ, sum] = [0, 0, 0];
  const { times, fields, height, width, data } = difference;
  const size = height * width;
  for (let t = 0; t < times; t++) {
    const start = (t * fields + field) * size;
    for (let i = start; i < start + size; i++) {
      const value = data[i]!;
      if (Number.isNaN(value)) continue;
      compared++;
      if (value > 0) differ++;
      sum += value ** 2;
    }
  }
  return { compared, differ, mse: compared > 0 ? sum / compared : NaN };
}
