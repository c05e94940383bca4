import type { File, LIBVER_BOUND } from 'h5wasm';
import { hdf5Library } from '../../main/data/hdf5-library.ts';

/** An HDF5 file with what `fill` puts into it. */
export async function writeHdf5(
  fill: (file: File) => void,
  options: { libver?: LIBVER_BOUND } = {},
): Promise<Uint8Array> {
  const { library, reset } = await hdf5Library();
  reset();
  const file = new library.File('/written.h5', 'w', options);
  fill(file);
  file.close();
  // A live binding, filled in when the library is ready.
  const files = library.FS!;
  const bytes = files.readFile('/written.h5');
  files.unlink('/written.h5');
  return bytes;
}

const rotate = (x: number, by: number) => (x << by) | (x >>> (32 - by));

/** The checksum of HDF5's metadata: lookup3 (Bob Jenkins, 2006) of bytes, starting from 0. */
export function metadataChecksum(bytes: Uint8Array): number {
  let [a, b, c] = Array<number>(3).fill((0xdeadbeef + bytes.length) | 0) as [number, number, number];
  const word = (at: number) =>
    [0, 1, 2, 3].reduce((sum, byte) => sum | ((bytes[at + byte] ?? 0) << (8 * byte)), 0);
  let at = 0;
  for (; bytes.length - at > 12; at += 12) {
    a = (a + word(at)) | 0;
    b = (b + word(at + 4)) | 0;
    c = (c + word(at + 8)) | 0;
    a = ((a - c) ^ rotate(c, 4)) | 0;
    c = (c + b) | 0;
    b = ((b - a) ^ rotate(a, 6)) | 0;
    a = (a + c) | 0;
    c = ((c - b) ^ rotate(b, 8)) | 0;
    b = (b + a) | 0;
    a = ((a - c) ^ rotate(c, 16)) | 0;
    c = (c + b) | 0;
    b = ((b - a) ^ rotate(a, 19)) | 0;
    a = (a + c) | 0;
    c = ((c - b) ^ rotate(b, 4)) | 0;
    b = (b + a) | 0;
  }
  a = (a + word(at)) | 0;
  b = (b + word(at + 4)) | 0;
  c = (c + word(at + 8)) | 0;
  c = ((c ^ b) - rotate(b, 14)) | 0;
  a = ((a ^ c) - rotate(c, 11)) | 0;
  b = ((b ^ a) - rotate(a, 25)) | 0;
  c = ((c ^ b) - rotate(b, 16)) | 0;
  a = ((a ^ c) - rotate(c, 4)) | 0;
  b = ((b ^ a) - rotate(a, 14)) | 0;
  return ((c ^ b) - rotate(b, 24)) >>> 0;
}
