import type { FieldPreview, NumericArray, ShapedArray } from '../../preload/contract/arrays.ts';
import type { FileContents } from './contents.ts';
import { findFields, findPicture } from './pattern.ts';
import { densityAt } from './particle-series.ts';
import type { FoundParticles } from './particles.ts';
import type { FoundSpins } from './spins.ts';

const largestPreview = 128;
const mostPreviews = 4;
/** One row of the dialog, above its buttons. */
const mostSpinPreviews = 3;

/** The first configurations, as ±1. */
export function spinPreviews({ convert, count, size }: FoundSpins): FieldPreview[] {
  const shown = Math.min(mostSpinPreviews, count);
  const { data } = convert(shown);
  return Array.from({ length: shown }, (_, index) =>
    shrink(
      {
        shape: [size, size],
        data: Float32Array.from(plane(data, index, size * size) as Uint8Array, (s) => 2 * s - 1),
      },
      count === 1 ? 'spin' : `spin, ${index + 1}`,
    ),
  );
}

/** The first fields of a file as pictures. */
export function previewsOf(contents: FileContents): FieldPreview[] {
  const fields = findFields(contents);
  if (fields !== null) return [shrink(fields.a, 'a'), shrink(fields.b, 'b')];
  const picture = contents.columns === null ? findPicture(contents) : null;
  if (picture === null) return [];
  const [height, width] = picture.picture.shape as [number, number];
  const planes = contents.arrays.find(({ shape }) => shape.length >= 2 && shape.at(-1) === width);
  // Of a stack of planes its first few; of colours the one luminance.
  const stack = planes !== undefined && planes.shape.at(-2) === height ? planes.data : picture.picture.data;
  const count = Math.min(mostPreviews, Math.floor(stack.length / (height * width)));
  return Array.from({ length: count }, (_, index) =>
    shrink(
      { shape: [height, width], data: plane(stack, index, height * width) },
      count === 1 ? 'value' : `value, ${index + 1}`,
    ),
  );
}

function plane(stack: NumericArray, index: number, length: number): NumericArray {
  return stack.subarray(index * length, (index + 1) * length);
}

/** A field of at most 128 × 128: means over square blocks. */
function shrink({ shape, data }: ShapedArray, label: string): FieldPreview {
  const [rows, columns] = shape as [number, number];
  const block = Math.ceil(Math.max(rows, columns) / largestPreview);
  const height = Math.floor(rows / block);
  const width = Math.floor(columns / block);
  const result = new Float32Array(height * width);
  for (let row = 0; row < height * block; row++) {
    for (let column = 0; column < width * block; column++) {
      const target = Math.floor(row / block) * width + Math.floor(column / block);
      result[target]! += Number(data[row * columns + column]) / block ** 2;
    }
  }
  return { width, height, data: result, label };
}

/** The density of particles at the first, a middle and the last step. */
export function particlePreviews({ array }: FoundParticles): FieldPreview[] {
  const last = array.shape[0]! - 1;
  return [0, Math.ceil(last / 2), last].map((step) =>
    shrink(densityAt(array, step), `density, step ${step}`),
  );
}
