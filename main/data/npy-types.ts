import type { NumericArray } from '../../preload/contract/arrays.ts';
import { badFile } from './bad-file.ts';

/** How the values of an .npy file are stored, and as what they are read. */
export interface StoredType {
  /** NumPy's name: 'float32', 'bool'. */
  name: string;
  bytes: number;
  /** Allocates the array the values are read into. */
  allocate(length: number): NumericArray;
  /** The bits are not those of the array read into: half-precision floats. */
  half?: true;
}

const types: Record<string, StoredType> = {
  b1: { name: 'bool', bytes: 1, allocate: (n) => new Uint8Array(n) },
  i1: { name: 'int8', bytes: 1, allocate: (n) => new Int8Array(n) },
  i2: { name: 'int16', bytes: 2, allocate: (n) => new Int16Array(n) },
  i4: { name: 'int32', bytes: 4, allocate: (n) => new Int32Array(n) },
  i8: { name: 'int64', bytes: 8, allocate: (n) => new BigInt64Array(n) },
  u1: { name: 'uint8', bytes: 1, allocate: (n) => new Uint8Array(n) },
  u2: { name: 'uint16', bytes: 2, allocate: (n) => new Uint16Array(n) },
  u4: { name: 'uint32', bytes: 4, allocate: (n) => new Uint32Array(n) },
  u8: { name: 'uint64', bytes: 8, allocate: (n) => new BigUint64Array(n) },
  f2: { name: 'float16', bytes: 2, allocate: (n) => new Float32Array(n), half: true },
  f4: { name: 'float32', bytes: 4, allocate: (n) => new Float32Array(n) },
  f8: { name: 'float64', bytes: 8, allocate: (n) => new Float64Array(n) },
};

/** Reads NumPy's type code, like '<f4'. Complex, text, dates, objects and wide floats are refused, each with its reason. */
export function storedType(code: string, offset: number): { type: StoredType; bigEndian: boolean } {
  const match = /^([<>=|])([a-zA-Z])(\d*)(\[.*\])?$/.exec(code);
  const type = match === null || match[4] !== undefined ? undefined : types[`${match[2]}${match[3]}`];
  if (match === null || type === undefined) throw refusal(code, match?.[2] ?? '', Number(match?.[3]), offset);
  return { type, bigEndian: match[1] === '>' };
}

function refusal(code: string, kind: string, bytes: number, offset: number) {
  switch (kind) {
    case 'c':
      return badFile(`The values are complex numbers: complex${bytes * 8} is not supported.`, {
        offset,
        remedy: 'Save the real and the imaginary part, or the modulus, as an array of their own.',
      });
    case 'O':
      return badFile(
        'The file holds Python objects: pickled objects are refused, for they can run code when opened.',
        {
          offset,
          remedy: 'Convert the array to numbers first: numpy.save(name, array.astype(float)).',
        },
      );
    case 'U':
    case 'S':
    case 'a':
      return badFile('The values are text, not numbers.', {
        offset,
        remedy: 'Save the columns of numbers on their own.',
      });
    case 'M':
    case 'm':
      return badFile('The values are dates or times, not numbers.', {
        offset,
        remedy: 'Save them as seconds: array.astype("int64").',
      });
    case 'f':
      return badFile(
        `The values are ${bytes * 8}-bit floats, which differ from machine to machine and are not read.`,
        { offset, remedy: 'Save as float64: array.astype("float64").' },
      );
    default:
      return badFile(`The values are of the unknown type ‘${code.slice(0, 40)}’.`, {
        offset,
        remedy: 'Save as float32, float64 or an integer type.',
      });
  }
}

export const machineByteOrder = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? '<' : '>';

/** NumPy's type code of a typed array: '<f4'. */
export function typeCode(data: NumericArray): string {
  const name = typeName(data);
  const code = Object.keys(types).find((key) => types[key]!.name === name)!;
  return `${types[code]!.bytes === 1 ? '|' : machineByteOrder}${code}`;
}

/** NumPy's name of a typed array's values: 'float32'. */
export function typeName(data: NumericArray): string {
  return data[Symbol.toStringTag].replaceAll(/^Big|Array$/g, '').toLowerCase();
}
