/** Smallest standard deviation, relative to the largest absolute value, at which a picture still shows anything. */
const flat = 1e-6;

/** Whether there is no contrast to normalise: a uniform picture, or one with values that are not finite. */
export function isFlat(picture: ArrayLike<number>): boolean {
  let sum = 0;
  let squares = 0;
  let largest = 0;
  for (let i = 0; i < picture.length; i++) {
    sum += picture[i];
    squares += picture[i] ** 2;
    largest = Math.max(largest, Math.abs(picture[i]));
  }
  const mean = sum / picture.length;
  const variance = squares / picture.length - mean * mean;
  return !(variance > (flat * largest) ** 2);
}

/** Subtracts the mean and divides by the standard deviation, in place: all that is left of an unknown linear contrast. */
export function normalisePicture(picture: Float32Array): Float32Array {
  const { length } = picture;
  let mean = 0;
  for (let i = 0; i < length; i++) mean += picture[i] / length;
  let variance = 0;
  for (let i = 0; i < length; i++) variance += (picture[i] - mean) ** 2 / length;
  const scale = variance > 0 ? 1 / Math.sqrt(variance) : 0;
  for (let i = 0; i < length; i++) picture[i] = (picture[i] - mean) * scale;
  return picture;
}

/**
 * Each pixel's rank among all, mapped evenly to (−√3, √3) (mean 0, variance 1), equal pixels sharing theirs. The same for
 * every increasing contrast curve; an inverted picture gives the negative.
 */
export function rankPicture(picture: Float32Array): Float32Array {
  const { length } = picture;
  const order = new Uint32Array(length);
  const sorted = sortWithOrder(picture, order);
  const ranked = new Float32Array(length);
  for (let start = 0; start < length;) {
    let end = start + 1;
    while (end < length && sorted[end] === sorted[start]) end++;
    const value = Math.sqrt(3) * ((start + end) / length - 1);
    for (let i = start; i < end; i++) ranked[order[i]] = value;
    start = end;
  }
  return ranked;
}

/** Ascending values; `order` receives where each came from. Sorting value and index packed in a double is native and fast. */
function sortWithOrder(picture: Float32Array, order: Uint32Array): Float32Array {
  const bits = new Uint32Array(
    picture.buffer.slice(picture.byteOffset, picture.byteOffset + picture.byteLength),
  );
  const keys = new Float64Array(picture.length);
  for (let i = 0; i < keys.length; i++) {
    // Order-preserving integer of a float: flip all bits of negatives, the sign bit of the others.
    const ordered = (bits[i] & 0x80000000 ? ~bits[i] : bits[i] | 0x80000000) >>> 0;
    keys[i] = ordered * 2 ** 20 + i;
  }
  keys.sort();
  const sorted = new Float32Array(picture.length);
  for (let i = 0; i < keys.length; i++) {
    order[i] = keys[i] % 2 ** 20;
    sorted[i] = picture[order[i]];
  }
  return sorted;
}
