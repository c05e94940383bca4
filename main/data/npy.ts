import type { NumericArray, ShapedArray } from '../../preload/contract/arrays.ts';
import { badFile, exactBytes } from './bad-file.ts';
import { machineByteOrder, storedType, typeCode, type StoredType } from './npy-types.ts';
import { readPythonLiteral } from './python-literal.ts';

/** An array as it was read, in C order and the machine's byte order. */
export interface NpyArray extends ShapedArray {
  /** NumPy's name of the stored values. bool is read as 0 and 1 in bytes, float16 as float32. */
  type: string;
  /** Bytes after the array, which NumPy ignores too. */
  trailingBytes: number;
}

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
const longestHeader = 1 << 20;
/** More than any file had that was cut short on its way: 1 TB. */
const impossibleSize = 1e12;
/** As many as the contract's arrays may have. */
const mostDimensions = 8;

export function isNpy(bytes: Uint8Array): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}

/**
 * Reads an .npy file of format version 1.0, 2.0 or 3.0: booleans, integers and floats of up to 64 bits, both byte orders, C and
 * Fortran order. Memory is asked for only after the header's claim is found covered by the bytes really there.
 * Throws HostError 'bad-file' for anything else. Source: NEP 1 and numpy.lib.format.
 */
export function readNpy(bytes: Uint8Array): NpyArray {
  const header = readHeader(bytes);
  const { shape, type, start } = header;
  const length = shape.reduce((product, extent) => product * extent, 1);
  const present = bytes.length - start;
  if (!(length * type.bytes <= present)) {
    const claim = length * type.bytes;
    throw badFile(
      `${claim > impossibleSize ? 'The header is wrong: it claims' : 'The file is truncated: its header promises'} ` +
        `${exactBytes(claim)} of data (${shapeText(shape)} of ${type.name}), ${exactBytes(present)} are there.`,
      { offset: bytes.length, remedy: 'Copy or save the file again.' },
    );
  }
  const size = length * type.bytes;
  const raw = bytes.slice(start, start + size);
  if (header.bigEndian !== (machineByteOrder === '>')) swapBytes(raw, type.bytes);
  const stored = decode(raw, type, length);
  return {
    shape,
    data: header.fortranOrder ? fromFortranOrder(stored, shape, type) : stored,
    type: type.name,
    trailingBytes: present - size,
  };
}

/** Writes an .npy file, version 1.0, C order, in the machine's byte order, data aligned to 64 bytes as NumPy does. */
export function writeNpy({ shape, data }: ShapedArray): Uint8Array {
  const dimensions = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const dictionary = `{'descr': '${typeCode(data)}', 'fortran_order': False, 'shape': (${dimensions}), }`;
  const start = Math.ceil((10 + dictionary.length + 1) / 64) * 64;
  const file = new Uint8Array(start + data.byteLength);
  file.set(magic);
  const view = new DataView(file.buffer);
  view.setUint8(6, 1);
  view.setUint16(8, start - 10, true);
  file.set(new TextEncoder().encode(`${dictionary.padEnd(start - 11)}\n`), 10);
  file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), start);
  return file;
}

/** Index of a value in each dimension, counted from 0 as NumPy does: "3, 4". */
export function indexText(position: number, shape: readonly number[]): string {
  let rest = position;
  const index: number[] = [];
  for (const extent of shape.toReversed()) {
    index.unshift(rest % extent);
    rest = Math.floor(rest / extent);
  }
  return index.join(', ');
}

export function shapeText(shape: readonly number[]): string {
  return shape.length === 0 ? 'a single value' : shape.join(' × ');
}

interface Header {
  shape: number[];
  type: StoredType;
  bigEndian: boolean;
  fortranOrder: boolean;
  /** Offset of the data. */
  start: number;
}

function readHeader(bytes: Uint8Array): Header {
  if (!isNpy(bytes)) {
    throw badFile('This is not an .npy file: the magic bytes \\x93NUMPY are missing at its beginning.', {
      offset: 0,
      remedy: 'Save the array with numpy.save.',
    });
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = bytes[6];
  if (version !== 1 && version !== 2 && version !== 3) {
    throw badFile(
      version === undefined
        ? 'The file ends right after NumPy’s mark.'
        : `The file is of .npy version ${version}; versions 1 to 3 are known.`,
      { offset: 6, remedy: 'Save the array again with numpy.save.' },
    );
  }
  const lengthBytes = version === 1 ? 2 : 4;
  const textStart = 8 + lengthBytes;
  const length =
    bytes.length < textStart ? Number.NaN : version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (!(textStart + length <= bytes.length) || length > longestHeader) {
    throw badFile('The file ends within its header, or the header’s length is wrong.', {
      offset: 8,
      remedy: 'Copy or save the file again.',
    });
  }
  const start = textStart + length;
  const text = new TextDecoder(version === 3 ? 'utf-8' : 'latin1').decode(bytes.subarray(textStart, start));
  return { ...describe(readPythonLiteral(text, textStart), textStart), start };
}

function describe(literal: unknown, offset: number): Omit<Header, 'start'> {
  const known = ['descr', 'fortran_order', 'shape'];
  if (typeof literal !== 'object' || literal === null || !known.every((key) => Object.hasOwn(literal, key))) {
    throw badFile('The header lacks one of descr, fortran_order and shape.', {
      offset,
      remedy: 'Save the array again with numpy.save.',
    });
  }
  const { descr, fortran_order: fortranOrder, shape } = literal as Record<string, unknown>;
  if (typeof fortranOrder !== 'boolean') {
    throw badFile('The header’s fortran_order is neither True nor False.', { offset });
  }
  if (typeof descr !== 'string') {
    throw badFile('The file is a structured array (a table of named columns), which is not read.', {
      offset,
      remedy: 'Save each column as an array of its own, or the table as CSV.',
    });
  }
  if (!isShape(shape)) {
    throw badFile('The header’s shape is not a tuple of whole numbers.', { offset });
  }
  if (shape.length > mostDimensions) {
    throw badFile(`The array has ${shape.length} dimensions; up to ${mostDimensions} are read.`, { offset });
  }
  return { ...storedType(descr, offset), fortranOrder, shape };
}

function isShape(value: unknown): value is number[] {
  return (
    Array.isArray(value) && value.every((extent) => Number.isSafeInteger(extent) && (extent as number) >= 0)
  );
}

function swapBytes(raw: Uint8Array, width: number): void {
  for (let start = 0; start < raw.length; start += width) {
    for (let low = start, high = start + width - 1; low < high; low++, high--) {
      const byte = raw[low]!;
      raw[low] = raw[high]!;
      raw[high] = byte;
    }
  }
}

function decode(raw: Uint8Array, type: StoredType, length: number): NumericArray {
  const data = type.allocate(length);
  if (type.half) {
    const bits = new Uint16Array(raw.buffer, raw.byteOffset, length);
    for (let i = 0; i < length; i++) data[i] = halfToNumber(bits[i]!);
    return data;
  }
  new Uint8Array(data.buffer).set(raw);
  // NumPy writes 0 and 1, but any byte but 0 is true.
  if (type.name === 'bool') for (let i = 0; i < length; i++) data[i] = raw[i] === 0 ? 0 : 1;
  return data;
}

/** The number of a half-precision float (IEEE 754 binary16: sign, 5 bits of exponent with bias 15, 10 bits of fraction). */
export function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** Reorders values whose first index runs fastest so that the last one does. */
function fromFortranOrder(source: NumericArray, shape: readonly number[], type: StoredType): NumericArray {
  if (shape.length < 2) return source;
  const target = type.allocate(source.length);
  const strides: number[] = [];
  let stride = 1;
  for (const extent of shape) {
    strides.push(stride);
    stride *= extent;
  }
  const index = shape.map(() => 0);
  let from = 0;
  for (let to = 0; to < source.length; to++) {
    target[to] = source[from]!;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      index[axis]! += 1;
      from += strides[axis]!;
      if (index[axis]! < shape[axis]!) break;
      from -= index[axis]! * strides[axis]!;
      index[axis] = 0;
    }
  }
  return target;
}
