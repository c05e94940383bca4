export interface Neighbour {
  index: number;
  /** Euclidean. */
  distance: number;
}

/**
 * The `k` rows of `rows` (each `query.length` numbers) nearest to `query`, nearest first; ties keep the order of the rows.
 * `except` is left out, for the distance of a training point to the others.
 */
export function nearest(
  rows: ArrayLike<number>,
  query: ArrayLike<number>,
  k: number,
  except = -1,
): Neighbour[] {
  const width = query.length;
  const count = rows.length / width;
  const found: Neighbour[] = [];
  let worst = Number.POSITIVE_INFINITY;
  for (let r = 0; r < count; r++) {
    if (r === except) continue;
    let sum = 0;
    for (let i = 0; i < width && sum < worst; i++) sum += (rows[r * width + i] - query[i]) ** 2;
    if (sum >= worst) continue;
    let place = found.length;
    while (place > 0 && found[place - 1].distance > sum) place--;
    found.splice(place, 0, { index: r, distance: sum });
    if (found.length > k) found.pop();
    if (found.length === k) worst = found[k - 1].distance;
  }
  return found.map(({ index, distance }) => ({ index, distance: Math.sqrt(distance) }));
}

/** Mean distance to the k nearest rows. */
export function neighbourDistance(
  rows: ArrayLike<number>,
  query: ArrayLike<number>,
  k: number,
  except = -1,
): number {
  const found = nearest(rows, query, k, except);
  return found.reduce((sum, { distance }) => sum + distance, 0) / found.length;
}
