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

/** The headers of objects in a file of HDF5's newer kind: where each begins and where its checksum is, which is of all before it. */
export function objectHeaders(bytes: Uint8Array): { start: number; checksum: number }[] {
  const text = new TextDecoder('latin1').decode(bytes);
  const headers: { start: number; checksum: number }[] = [];
  for (let start = text.indexOf('OHDR'); start >= 0; start = text.indexOf('OHDR', start + 4)) {
    const flags = bytes[start + 5] ?? 0;
    // Two bits say how long the length is; times and limits of attributes come before it.
    const width = 2 ** (flags & 3);
    const place = start + 6 + (flags & 0x20 ? 16 : 0) + (flags & 0x10 ? 4 : 0);
    const length = Array.from({ length: width }, (_, i) => (bytes[place + i] ?? 0) * 256 ** i).reduce(
      (a, b) => a + b,
    );
    const checksum = place + width + length;
    if (checksum + 4 <= bytes.length) headers.push({ start, checksum });
  }
  return headers;
}

/** Makes the checksum of a header right again. */
export function mendHeader(
  bytes: Uint8Array,
  { start, checksum }: { start: number; checksum: number },
): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  view.setUint32(checksum, metadataChecksum(bytes.subarray(start, checksum)), true);
}
