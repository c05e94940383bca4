import type { FieldPreview, NumericArray, ShapedArray } from '../../preload/contract/arrays.ts';

const largestSide = 128;
const mostPlanes = 3;
/** A last axis this short behind two longer ones holds channels, not columns. */
const mostChannels = 4;
/** A picture keeps its cells square unless that would leave fewer of them than this across. */
const narrowest = 8;

interface Layout {
  rows: number;
  columns: number;
  count: number;
  /** Index of the first value of a plane, and the step from one column to the next. */
  start(plane: number): number;
  step: number;
}

/** How an array is planes: over its last two axes, or over the two before a last one of channels. Null: it is none. */
function layoutOf({ shape, data }: ShapedArray): Layout | null {
  const [third = 0, second = 0, last = 0] = [shape.at(-3), shape.at(-2), shape.at(-1)];
  if (shape.length < 2 || data.length === 0) return null;
  if (shape.length === 3 && last <= mostChannels && Math.min(second, third) > mostChannels) {
    return { rows: third, columns: second, count: last, start: (plane) => plane, step: last };
  }
  if (Math.min(second, last) < 2) return null;
  const size = second * last;
  return {
    rows: second,
    columns: last,
    count: data.length / size,
    start: (plane) => plane * size,
    step: 1,
  };
}

/** The first planes of an array as pictures of at most 128² (means of blocks; values that are not finite are left out), and how many there are. */
export function planesOf(array: ShapedArray & { name: string }): { planes: FieldPreview[]; count: number } {
  const layout = layoutOf(array);
  if (layout === null) return { planes: [], count: 0 };
  const planes = Array.from({ length: Math.min(mostPlanes, layout.count) }, (_, plane) => ({
    ...shrunk(array.data, layout, plane),
    label: layout.count === 1 ? array.name : `${array.name} [${plane}]`,
  }));
  return { planes, count: layout.count };
}

function shrunk(data: NumericArray, { rows, columns, start, step }: Layout, plane: number) {
  const common = Math.ceil(Math.max(rows, columns) / largestSide);
  const square = Math.min(rows, columns) / common >= narrowest;
  const down = square ? common : Math.ceil(rows / largestSide);
  const across = square ? common : Math.ceil(columns / largestSide);
  const height = Math.floor(rows / down);
  const width = Math.floor(columns / across);
  const picture = new Float32Array(height * width);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      let finite = 0;
      for (let row = y * down; row < (y + 1) * down; row++) {
        for (let column = x * across; column < (x + 1) * across; column++) {
          const value = Number(data[start(plane) + (row * columns + column) * step]);
          if (!Number.isFinite(value)) continue;
          sum += value;
          finite++;
        }
      }
      picture[y * width + x] = finite === 0 ? Number.NaN : sum / finite;
    }
  }
  return { width, height, data: picture };
}
