import type { ShapedArray } from '../../preload/contract/arrays.ts';
import type { AxisRole } from '../../preload/contract/spacetime.ts';
import { badFile } from './bad-file.ts';
import type { NamedArray } from './named-array.ts';
import { indexText } from './npy.ts';
import { extentOf, fewestCells, fewestSteps } from './spacetime-axes.ts';

/** Values of a series are floats: 256 MB. */
export const mostValues = 2 ** 26;

/** [runs, times, fields, height, width]. */
export function canonical(
  shape: readonly number[],
  axes: readonly AxisRole[],
): [number, number, number, number, number] {
  const of = (role: AxisRole) => extentOf(role, shape, axes);
  return [of('run'), of('time'), of('field'), of('y'), of('x')];
}

export function checkSteps(stride: number, skip: number): void {
  if (Number.isInteger(stride) && Number.isInteger(skip) && stride >= 1 && skip >= 0) return;
  throw badFile(`No steps are those from number ${skip} on, ${stride} apart.`, {
    where: 'stride',
    remedy: 'Take every first, second, … step, and leave out none or some at the start: whole numbers.',
  });
}

/** Whether all values of an array are numbers in single precision. */
const isSingle = ({ data }: NamedArray) => data.BYTES_PER_ELEMENT <= 2 || data instanceof Float32Array;

/** Values as they are learnt from; normalised first, so that small changes about a large mean keep their digits. */
export function singlePrecision(
  { data }: ShapedArray<Float32Array | Float64Array>,
  name: string,
): Float32Array {
  if (data instanceof Float32Array) return data;
  const values = new Float32Array(data);
  const large = values.findIndex((value) => !Number.isFinite(value));
  if (large < 0) return values;
  throw badFile(`‘${name}’ holds ${data[large]}, which is too large for single precision.`, {
    remedy: 'Choose the normalisation standard or range.',
  });
}

/** The series in canonical order, steps chosen. Refuses values that are not finite, with their place in the file. */
export function collect(
  array: NamedArray,
  axes: readonly AxisRole[],
  stride: number,
  skip: number,
): ShapedArray<Float32Array | Float64Array> {
  const { data, shape, name } = array;
  const of = (role: AxisRole) => extentOf(role, shape, axes);
  const recorded = of('time');
  const times = Math.max(0, Math.ceil((recorded - skip) / stride));
  if (times < fewestSteps || of('x') < fewestCells || data.length === 0) {
    const left = skip > 0 || stride > 1 ? ` (${times} of them are left)` : '';
    throw badFile(
      `‘${name}’ has ${recorded} steps${left} of ${of('x')} cells as it is read; at least ${fewestSteps} of ${fewestCells} are needed.`,
      { where: 'axes', remedy: 'Check which axis is time and which is x.' },
    );
  }
  const [runs, , fields, height, width] = canonical(shape, axes);
  const length = runs * times * fields * height * width;
  if (length > mostValues) {
    throw badFile(`‘${name}’ holds ${length} values; up to 2²⁶ are read.`, {
      remedy: 'Leave steps out (stride, skip), or cut a part out of it.',
    });
  }
  const step = (role: AxisRole) => {
    const axis = axes.indexOf(role);
    return axis < 0 ? 0 : shape.slice(axis + 1).reduce((product, extent) => product * extent, 1);
  };
  const steps = { run: step('run'), time: step('time'), field: step('field'), y: step('y'), x: step('x') };
  const values = isSingle(array) ? new Float32Array(length) : new Float64Array(length);
  let to = 0;
  for (let run = 0; run < runs; run++) {
    for (let time = 0; time < times; time++) {
      for (let field = 0; field < fields; field++) {
        for (let y = 0; y < height; y++) {
          let from =
            run * steps.run + (skip + time * stride) * steps.time + field * steps.field + y * steps.y;
          for (let x = 0; x < width; x++, from += steps.x) {
            const value = Number(data[from]);
            if (!Number.isFinite(value)) throw notFinite(array, from);
            values[to++] = value;
          }
        }
      }
    }
  }
  return { shape: [runs, times, fields, height, width], data: values };
}

function notFinite({ name, shape, data }: NamedArray, position: number) {
  const place = `[${indexText(position, shape)}]`;
  return badFile(`‘${name}’ holds ${Number(data[position])} at ${place} (counted from 0).`, {
    where: place,
    remedy: 'Replace values that are missing, or leave those steps out.',
  });
}
