import type { ShapedArray } from '../../preload/contract/arrays.ts';
import { badFile } from './bad-file.ts';

/** Side of the lattice the shipped models are trained on, in cells. */
export const patternLattice = 64;

/** Below this side a picture shows too little of a pattern to be compared with one. */
const smallestSide = 16;

/** The largest centred square of a picture [height, width]; checks that it is one of finite values and large enough. */
export function middleSquare({ shape, data }: ShapedArray): ShapedArray<Float32Array> {
  const [height, width] = shape;
  if (shape.length !== 2 || height === undefined || width === undefined) {
    throw badFile(`A picture has two dimensions, this array has ${shape.length}.`);
  }
  const side = Math.min(height, width);
  if (side < smallestSide) {
    throw badFile(
      `The picture is ${width} × ${height}; at least ${smallestSide} × ${smallestSide} are needed.`,
      {
        remedy: 'Use a larger piece of the pattern.',
      },
    );
  }
  const top = (height - side) >> 1;
  const left = (width - side) >> 1;
  const square = new Float32Array(side * side);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const value = Number(data[(top + row) * width + left + column]);
      if (!Number.isFinite(value)) {
        throw badFile(`The picture holds ${value} in row ${top + row + 1}, column ${left + column + 1}.`, {
          where: `row ${top + row + 1}, column ${left + column + 1}`,
          remedy: 'Replace values that are not finite, or crop them off.',
        });
      }
      square[row * side + column] = value;
    }
  }
  return { shape: [side, side], data: square };
}

/**
 * Resamples a square picture to `size`². Towards fewer cells each is the mean over the area it covers, which cannot alias and keeps the mean;
 * towards more, a Catmull–Rom spline through the cells' centres, which goes on across the edge where the picture is periodic
 * and repeats the edge where it is not.
 */
export function resamplePicture({ shape, data }: ShapedArray<Float32Array>, size: number): Float32Array {
  const side = shape[0]!;
  if (side === size) return data.slice();
  const weights =
    side > size ? areaWeights(side, size) : splineWeights(side, size, isPeriodic({ shape, data }));
  // Along the rows, then along the columns.
  const rows = new Float32Array(side * size);
  for (let row = 0; row < side; row++) {
    for (const [target, taps] of weights.entries()) {
      let sum = 0;
      for (const { index, weight } of taps) sum += weight * data[row * side + index]!;
      rows[row * size + target] = sum;
    }
  }
  const result = new Float32Array(size * size);
  for (const [target, taps] of weights.entries()) {
    for (let column = 0; column < size; column++) {
      let sum = 0;
      for (const { index, weight } of taps) sum += weight * rows[index * size + column]!;
      result[target * size + column] = sum;
    }
  }
  return result;
}

/** Throws HostError 'bad-file' for a field without contrast: there is no pattern in it. */
export function requireContrast(field: Float32Array): void {
  let mean = 0;
  for (const value of field) mean += value / field.length;
  let variance = 0;
  for (const value of field) variance += (value - mean) ** 2 / field.length;
  const deviation = Math.sqrt(variance);
  // Rounding alone leaves about 1e-7 of the mean in single precision.
  if (!(deviation > 1e-6 * Math.abs(mean)) || deviation === 0) {
    throw badFile('The picture is uniform: there is no pattern in it to match.', {
      remedy: 'Check that the file shows what it should, and that its contrast was kept when it was saved.',
    });
  }
}

/** Whether a square picture goes on across its edges: the step over the seam is no larger than twice the usual step inside. */
export function isPeriodic({ shape, data }: ShapedArray<Float32Array>): boolean {
  const side = shape[0]!;
  const at = (row: number, column: number) => data[row * side + column]!;
  let seam = 0;
  let inside = 0;
  for (let line = 0; line < side; line++) {
    seam += Math.abs(at(line, 0) - at(line, side - 1)) + Math.abs(at(0, line) - at(side - 1, line));
    for (let step = 1; step < side; step++) {
      inside += Math.abs(at(line, step) - at(line, step - 1)) + Math.abs(at(step, line) - at(step - 1, line));
    }
  }
  return seam <= (2 * inside) / (side - 1);
}

interface Tap {
  index: number;
  weight: number;
}

/** For each of `to` cells, the share of each of `from` cells in it. */
function areaWeights(from: number, to: number): Tap[][] {
  const scale = from / to;
  return Array.from({ length: to }, (_, target) => {
    const start = target * scale;
    const end = Math.min(from, start + scale);
    const taps: Tap[] = [];
    for (let index = Math.floor(start); index < end; index++) {
      const covered = Math.min(end, index + 1) - Math.max(start, index);
      taps.push({ index, weight: covered / scale });
    }
    return taps;
  });
}

/** For each of `to` cells, the four neighbours of its centre and their weights on a Catmull–Rom spline. */
function splineWeights(from: number, to: number, periodic: boolean): Tap[][] {
  const inside = (index: number) =>
    periodic ? (index + from) % from : Math.min(from - 1, Math.max(0, index));
  return Array.from({ length: to }, (_, target) => {
    const centre = ((target + 0.5) * from) / to - 0.5;
    const first = Math.floor(centre);
    const t = centre - first;
    return [
      (t * (-1 + t * (2 - t))) / 2,
      (2 + t * t * (-5 + 3 * t)) / 2,
      (t * (1 + t * (4 - 3 * t))) / 2,
      (t * t * (t - 1)) / 2,
    ].map((weight, step) => ({ index: inside(first - 1 + step), weight }));
  });
}
