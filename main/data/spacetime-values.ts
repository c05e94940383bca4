import type { NumericArray, ShapedArray } from '../../preload/contract/arrays.ts';

/** What values an array holds, as far as two kinds of data are told apart by them. */
export interface Levels {
  /** At most two different values, sorted; null: there are more. */
  values: number[] | null;
  /** The first value that is not finite. */
  strange: number | null;
}

export function levelsOf(data: NumericArray): Levels {
  const values: number[] = [];
  let many = false;
  for (let i = 0; i < data.length; i++) {
    const value = Number(data[i]);
    if (value === values[0] || value === values[1]) continue;
    if (!Number.isFinite(value)) return { values: null, strange: value };
    if (values.length < 2) values.push(value);
    else many = true;
  }
  return { values: many ? null : values.toSorted((a, b) => a - b), strange: null };
}

/** Stripes and single domains obey the identity: a rule shows in cells that change. */
const leastChange = 0.02;
const fewestContexts = 5;

/**
 * Whether every cell of two values is a function of itself and its neighbours a step before, in a series [runs, times, 1, 1, width] with
 * at least 5 of the 8 contexts and 2% of the cells changing. The first and last cells are left out, so that the boundary does not matter.
 */
export function obeysLocalRule(
  series: ShapedArray<Float32Array | Float64Array>,
  [, high]: readonly number[],
): boolean {
  const [runs, times, , , width] = series.shape as [number, number, number, number, number];
  const { data } = series;
  const next = new Int8Array(8).fill(-1);
  let changed = 0;
  let cells = 0;
  for (let run = 0; run < runs; run++) {
    for (let time = 0; time + 1 < times; time++) {
      const row = (run * times + time) * width;
      for (let x = 1; x + 1 < width; x++) {
        const [left, centre, right] = [-1, 0, 1].map((offset) => Number(data[row + x + offset] === high));
        const context = 4 * left! + 2 * centre! + right!;
        const value = Number(data[row + width + x] === high);
        if (next[context] === -1) next[context] = value;
        else if (next[context] !== value) return false;
        if (value !== centre) changed++;
        cells++;
      }
    }
  }
  return next.filter((value) => value >= 0).length >= fewestContexts && changed >= leastChange * cells;
}

/** Side of the squares of pixels that all have one value in a picture [height, width], and the picture with one pixel of each. */
export function oneOfEachCell(array: ShapedArray): { picture: ShapedArray; side: number } {
  const [height, width] = array.shape as [number, number];
  const { data } = array;
  // Every change of value, along rows and columns, lies on a line of the squares.
  let side = divisor(height, width);
  for (let y = 0; y < height && side > 1; y++) {
    for (let x = 0; x < width; x++) {
      const value = data[y * width + x];
      if (x > 0 && data[y * width + x - 1] !== value) side = divisor(side, x);
      if (y > 0 && data[(y - 1) * width + x] !== value) side = divisor(side, y);
    }
  }
  // A uniform picture has no cells, and fewer than two of them are no picture.
  if (side === 1 || Math.min(height, width) < 2 * side) return { picture: array, side: 1 };
  const shape = [height / side, width / side];
  const reduced = Float32Array.from({ length: shape[0]! * shape[1]! }, (_, i) => {
    const [row, column] = [Math.floor(i / shape[1]!), i % shape[1]!];
    return Number(data[row * side * width + column * side]);
  });
  return { picture: { shape, data: reduced }, side };
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}
