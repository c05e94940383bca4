import type { NumericArray } from '../../preload/contract/arrays.ts';

const text = (value: string) => new TextEncoder().encode(value);

/** An .npy file as NumPy would write it, from its header's parts; `data` are the raw bytes. */
export function npyFile(
  descr: string,
  shape: string,
  data: Uint8Array | number[] = [],
  options: { order?: string; version?: number; dictionary?: string } = {},
): Uint8Array {
  const { order = 'False', version = 1 } = options;
  const dictionary =
    options.dictionary ?? `{'descr': ${descr}, 'fortran_order': ${order}, 'shape': ${shape}, }`;
  const header = text(`${dictionary}\n`);
  const size = [header.length & 255, header.length >> 8, ...(version === 1 ? [] : [0, 0])];
  return Uint8Array.from([0x93, ...text('NUMPY'), version, 0, ...size, ...header, ...data]);
}

export const bytesOf = (array: NumericArray) =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
