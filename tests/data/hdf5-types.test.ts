import { describe, expect, it } from 'vitest';
import { readHdf5 } from '../../main/data/hdf5.ts';
import { mendHeader, objectHeaders, writeHdf5 } from './hdf5-files.ts';

/** Messages of datatypes as the format's specification lays them out: class, bit fields, size, and of floats where their parts are. */
const single = [0x11, 0x20, 0x1f, 0, 4, 0, 0, 0, 0, 0, 32, 0, 23, 8, 0, 23, 127, 0, 0, 0];
const half = [0x11, 0x20, 0x0f, 0, 2, 0, 0, 0, 0, 0, 16, 0, 10, 5, 0, 10, 15, 0, 0, 0];
const bigEndian = (type: number[]) => type.with(1, type[1]! | 1);

const indexOf = (bytes: Uint8Array, part: readonly number[], from = 0) =>
  bytes.findIndex((_, at) => at >= from && part.every((byte, i) => bytes[at + i] === byte));

/** A file with one data set of four bytes a value, whose type and bytes are others than the library writes. */
async function fileOf(type: number[], raw: number[], count: number): Promise<Uint8Array> {
  const written = Float32Array.from({ length: raw.length / 4 }, (_, i) => 1.2345678 + i);
  const bytes = await writeHdf5((file) =>
    file.create_dataset({ name: 'x', data: written, shape: [written.length] }),
  );
  const values = indexOf(bytes, [...new Uint8Array(written.buffer)]);
  const place = indexOf(bytes, single);
  expect([values > 0, place > 0, count]).toEqual([true, true, written.length]);
  bytes.set(raw, values);
  bytes.set(type, place);
  mendHeader(
    bytes,
    objectHeaders(bytes).findLast(({ start }) => start < place)!,
  );
  return bytes;
}

describe('values of HDF5 files that the library does not write', () => {
  it.each<[string, number[], number[], string, number[]]>([
    ['single precision as written', single, [0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0], 'float32', [1, -2]],
    ['big endian', bigEndian(single), [0x3f, 0x80, 0, 0, 0xc0, 0, 0, 0], 'float32', [1, -2]],
    ['half precision', half, [0, 0x3c, 0, 0xc0, 9, 9, 9, 9], 'float16', [1, -2]],
    ['half precision, big endian', bigEndian(half), [0x3c, 0, 0xc0, 0, 9, 9, 9, 9], 'float16', [1, -2]],
  ])('%s', async (_, type, raw, name, values) => {
    const [array] = (await readHdf5(await fileOf(type, raw, 2))).arrays;
    expect([array!.type, [...array!.data]]).toEqual([name, values]);
  });
});
