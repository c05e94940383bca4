import type { AxisRole } from '../../preload/contract/spacetime.ts';
import { badFile } from './bad-file.ts';
import type { NamedArray } from './named-array.ts';
import { shapeText } from './npy.ts';
import { axesFor, mostFields } from './spacetime-axes.ts';

/** Between the names of arrays that are read together. */
const sign = '+';

/** Arrays of one shape as the fields of one system: [field, …], called "u + v". */
export interface Stack {
  name: string;
  shape: number[];
  type: string;
  parts: readonly NamedArray[];
}

function stackOf(parts: readonly NamedArray[]): Stack {
  const [{ shape, type }] = parts as [NamedArray];
  return {
    name: parts.map(({ name }) => name).join(` ${sign} `),
    shape: [parts.length, ...shape],
    type: parts.every((part) => part.type === type) ? type : 'float64',
    parts,
  };
}

/** All arrays of one shape together, 2 to 8 of them, where the shape is that of a series without fields. */
export function stacksIn(arrays: readonly NamedArray[]): Stack[] {
  const groups = Map.groupBy(arrays, ({ shape }) => shape.join());
  return [...groups.values()]
    .filter((parts) => parts.length > 1 && parts.length <= mostFields)
    .map(stackOf)
    .filter(({ shape }) => stackAxes(shape).length > 0);
}

/** Ways to read a stack of this shape, the likeliest first. */
export function stackAxes([, ...shape]: readonly number[]): AxisRole[][] {
  return axesFor(shape)
    .filter((axes) => !axes.includes('field'))
    .map((axes) => ['field', ...axes]);
}

/** The stack that a name as "u + v" asks for; null: it is no such name. Throws HostError 'bad-file' for arrays of different shapes. */
export function namedStack(name: string, arrays: readonly NamedArray[]): Stack | null {
  const parts = name.split(sign).map((part) => arrays.find((array) => array.name === part.trim()));
  if (parts.length < 2 || !parts.every((part) => part !== undefined)) return null;
  const [first] = parts as [NamedArray];
  const other = parts.find(({ shape }) => shape.join() !== first.shape.join());
  if (other === undefined) return stackOf(parts);
  throw badFile(
    `‘${first.name}’ is ${shapeText(first.shape)} and ‘${other.name}’ ${shapeText(other.shape)}: the fields of one system have one shape.`,
    { where: 'array', remedy: 'Read arrays of one shape together, or one by itself.' },
  );
}

export function stackedArray({ name, shape, type, parts }: Stack): NamedArray {
  const [{ data }] = parts as [NamedArray];
  const stacked = new Float64Array(parts.length * data.length);
  for (const [field, part] of parts.entries()) {
    const from = field * data.length;
    for (let i = 0; i < data.length; i++) stacked[from + i] = Number(part.data[i]);
  }
  return { name, shape, type, data: stacked };
}
