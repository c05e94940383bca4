/** Rows of cells, one bit each: cell i is bit i & 31 of word i >> 5, bits after the last cell are 0. */

/** 32-bit words of a packed row. */
export const packedWords = (width: number) => (width + 31) >>> 5;

/** Packs cells of 0 and 1 into `packed`, ⌈width/32⌉ words. */
export function packRow(cells: Uint8Array, packed: Uint32Array): Uint32Array {
  const { length } = cells;
  for (let word = 0, first = 0; first < length; word++, first += 32) {
    const end = Math.min(first + 32, length);
    let bits = 0;
    for (let i = first; i < end; i++) bits |= cells[i] << (i & 31);
    packed[word] = bits;
  }
  return packed;
}

/** Unpacks a row into `cells`, whose length is its width. */
export function unpackRow(packed: Uint32Array, cells: Uint8Array): Uint8Array {
  const { length } = cells;
  for (let word = 0, first = 0; first < length; word++, first += 32) {
    const bits = packed[word];
    const end = Math.min(first + 32, length);
    for (let i = first; i < end; i++) cells[i] = (bits >>> (i & 31)) & 1;
  }
  return cells;
}
