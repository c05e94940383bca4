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

/** Grey levels that ranks are told apart by: what an 8-bit picture still has after a strong contrast curve. */
const rankLevels = 64;

/**
 * Each pixel's rank among all, mapped evenly to (−√3, √3) (mean 0, variance 1 where all differ), after rounding to 64 levels of the
 * picture's range: a background that only rounding makes uneven stays even. Equal pixels share their rank. Nearly the same for
 * every increasing contrast curve; an inverted picture gives the negative.
 */
export function rankPicture(picture: Float32Array): Float32Array {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of picture) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const scale = high > low ? (rankLevels - 1) / (high - low) : 0;
  const levels = Uint8Array.from(picture, (value) => Math.round((value - low) * scale));
  const counts = new Float64Array(rankLevels);
  for (const level of levels) counts[level]++;
  let below = 0;
  const ranks = counts.map((count) => {
    const middle = below + count / 2;
    below += count;
    return Math.sqrt(3) * ((2 * middle) / picture.length - 1);
  });
  return Float32Array.from(levels, (level) => ranks[level]);
}
