import type * as Library from 'h5wasm';
import type { NumericArray } from '../../preload/contract/arrays.ts';
import { halfToNumber } from './npy.ts';

type Metadata = Library.Metadata;

const mostDimensions = 8;
/** Filters the library has: deflate, shuffle, Fletcher checksum, n-bit and scale-offset. */
const knownFilters = [1, 2, 3, 5, 6];

export interface NumericType {
  name: string;
  view(buffer: ArrayBuffer, length: number): NumericArray;
}

const numericTypes: Record<string, NumericType> = {
  bool: { name: 'bool', view: (buffer, length) => new Uint8Array(buffer, 0, length) },
  i1: { name: 'int8', view: (buffer, length) => new Int8Array(buffer, 0, length) },
  i2: { name: 'int16', view: (buffer, length) => new Int16Array(buffer, 0, length) },
  i4: { name: 'int32', view: (buffer, length) => new Int32Array(buffer, 0, length) },
  i8: { name: 'int64', view: (buffer, length) => new BigInt64Array(buffer, 0, length) },
  u1: { name: 'uint8', view: (buffer, length) => new Uint8Array(buffer, 0, length) },
  u2: { name: 'uint16', view: (buffer, length) => new Uint16Array(buffer, 0, length) },
  u4: { name: 'uint32', view: (buffer, length) => new Uint32Array(buffer, 0, length) },
  u8: { name: 'uint64', view: (buffer, length) => new BigUint64Array(buffer, 0, length) },
  f2: {
    name: 'float16',
    view: (buffer, length) => Float32Array.from(new Uint16Array(buffer, 0, length), halfToNumber),
  },
  f4: { name: 'float32', view: (buffer, length) => new Float32Array(buffer, 0, length) },
  f8: { name: 'float64', view: (buffer, length) => new Float64Array(buffer, 0, length) },
};

/** Classes of HDF5's datatypes (H5T_class_t). */
export const classes = {
  integer: 0,
  float: 1,
  time: 2,
  string: 3,
  compound: 6,
  reference: 7,
  enumeration: 8,
  complex: 11,
};

type ValueType = Pick<Metadata, 'type' | 'size' | 'signed' | 'enum_type'>;

/** How values are read; undefined: they are no numbers that are read. */
export function numericType({
  type,
  size,
  signed,
  enum_type: enumeration,
}: ValueType): NumericType | undefined {
  if (type === classes.integer) return numericTypes[`${signed ? 'i' : 'u'}${size}`];
  if (type === classes.float) return numericTypes[`f${size}`];
  // h5py writes bool as an enumeration of a byte.
  const names = Object.keys(enumeration?.members ?? {})
    .toSorted()
    .join();
  return type === classes.enumeration && size === 1 && names === 'FALSE,TRUE' ? numericTypes.bool : undefined;
}

/** Why a data set is not read, as the end of a sentence, and what to do; null when it is. */
export function refusalOf(
  metadata: Metadata,
  filters: readonly Library.Filter[],
): { reason: string; remedy: string } | null {
  const { shape, type, size, virtual_sources: sources } = metadata;
  const remedy = 'Save numbers as float32, float64, integers or booleans.';
  if (shape === null) return { reason: 'holds no values', remedy };
  if (shape.length > mostDimensions) {
    return {
      reason: `has ${shape.length} dimensions; up to ${mostDimensions} are read`,
      remedy: 'Save it with fewer dimensions.',
    };
  }
  if (sources !== undefined) {
    return {
      reason: 'is put together from other files',
      remedy: 'Copy its values into a data set of their own.',
    };
  }
  const foreign = filters.find(({ id }) => !knownFilters.includes(id));
  if (foreign !== undefined) {
    const { name, id } = foreign;
    return {
      // What the library calls a filter whose name the file does not tell.
      reason: `is compressed by ${name === '' || name.startsWith('Unknown') ? `filter ${id}` : name}, which is not read`,
      remedy: 'Save it with compression="gzip", or without compression.',
    };
  }
  if (numericType(metadata) !== undefined) return null;
  switch (type) {
    case classes.string:
      return { reason: 'holds text', remedy };
    case classes.compound: {
      const members = metadata.compound_type?.members.map(({ name }) => name) ?? [];
      return members.join() === 'r,i' ? complexValues : { reason: 'holds records of several values', remedy };
    }
    case classes.complex:
      return complexValues;
    case classes.float:
      return { reason: `holds ${8 * size}-bit floats, which are not read`, remedy };
    default:
      return { reason: 'holds values that are no numbers', remedy };
  }
}

const complexValues = {
  reason: 'holds complex numbers, which are not read',
  remedy: 'Save the real and the imaginary part, or the modulus, as data sets of their own.',
};
