/** Ranks from 1, ties sharing the mean of theirs. */
export function ranks(values: ArrayLike<number>): Float64Array {
  const order = Uint32Array.from({ length: values.length }, (_, i) => i).toSorted(
    (i, j) => values[i] - values[j],
  );
  const result = new Float64Array(values.length);
  for (let start = 0; start < order.length;) {
    let end = start + 1;
    while (end < order.length && values[order[end]] === values[order[start]]) end++;
    for (let i = start; i < end; i++) result[order[i]] = (start + 1 + end) / 2;
    start = end;
  }
  return result;
}

/** Pearson's correlation. */
export function correlation(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const n = x.length;
  let meanX = 0;
  let meanY = 0;
  for (let i = 0; i < n; i++) {
    meanX += x[i] / n;
    meanY += y[i] / n;
  }
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let i = 0; i < n; i++) {
    xx += (x[i] - meanX) ** 2;
    yy += (y[i] - meanY) ** 2;
    xy += (x[i] - meanX) * (y[i] - meanY);
  }
  return xy / Math.sqrt(xx * yy);
}

/** Spearman's rank correlation. */
export function spearman(x: ArrayLike<number>, y: ArrayLike<number>): number {
  return correlation(ranks(x), ranks(y));
}

/**
 * Area under the receiver operating characteristic: the probability that a positive scores above a negative, ties counting
 * one half (Mann and Whitney's U over the product of the numbers).
 */
export function areaUnderCurve(positive: ArrayLike<number>, negative: ArrayLike<number>): number {
  const all = new Float64Array(positive.length + negative.length);
  all.set(Array.from(positive));
  all.set(Array.from(negative), positive.length);
  const ranked = ranks(all);
  let sum = 0;
  for (let i = 0; i < positive.length; i++) sum += ranked[i];
  const u = sum - (positive.length * (positive.length + 1)) / 2;
  return u / (positive.length * negative.length);
}
