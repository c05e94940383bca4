/** "GCOL", the mark of a collection of texts. */
const mark = [0x47, 0x43, 0x4f, 0x4c];
const headerBytes = 16;

/**
 * Whether the library can walk through the collections of texts of an HDF5 file (global heaps) to their ends. It follows the sizes written in
 * them without looking, and one of 0 keeps it for ever. Looks at every place where a collection could be; `start` is the offset of the
 * file's own mark. Files whose lengths are not written in 8 bytes are not looked through, and their texts not read.
 */
export function textHeapsAreSound(bytes: Uint8Array, start: number): boolean {
  const version = bytes[start + 8]!;
  // Where the superblock says how many bytes a length has.
  if (bytes[start + (version < 2 ? 14 : 10)] !== 8) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = bytes.indexOf(mark[0]!); at >= 0; at = bytes.indexOf(mark[0]!, at + 1)) {
    if (mark.every((byte, index) => bytes[at + index] === byte) && !isSound(view, at)) return false;
  }
  return true;
}

/** Objects of 16 bytes and their content, up to a multiple of 8; the free space at the end has number 0 and counts its own header. */
function isSound(view: DataView, at: number): boolean {
  const size = lengthAt(view, at + 8);
  const end = at + size;
  if (!(end <= view.byteLength) || size < headerBytes) return false;
  for (let place = at + headerBytes; place + headerBytes <= end;) {
    const number = view.getUint16(place, true);
    const length = lengthAt(view, place + 8);
    const step = number === 0 ? length : headerBytes + 8 * Math.ceil(length / 8);
    if (!(step >= headerBytes && place + step <= end)) return false;
    place += step;
  }
  return true;
}

/** NaN where it does not fit into the file. */
function lengthAt(view: DataView, at: number): number {
  if (at + 8 > view.byteLength || view.getUint32(at + 4, true) !== 0) return Number.NaN;
  return view.getUint32(at, true);
}
