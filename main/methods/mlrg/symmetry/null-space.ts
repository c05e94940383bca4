/**
 * Basis of the integer vectors v with row · v = 0 for every row, by elimination without fractions. It is an echelon basis: the first
 * non-zero entry of each vector is positive, every other vector is zero there, and the vectors are ordered by it. Entries share no factor.
 *
 * @param rows integer constraints of length `columns`, small enough that products of two entries stay below 2^53
 */
export function integerNullSpace(rows: readonly ArrayLike<number>[], columns: number): number[][] {
  const reduced = rows.map((row) => Array.from(row));
  const pivots: { row: number; column: number }[] = [];
  // From the right, so that the columns left free, which number the vectors, come first.
  for (let column = columns - 1; column >= 0; column--) {
    const rank = pivots.length;
    const row = reduced.findIndex((entries, i) => i >= rank && entries[column] !== 0);
    if (row < 0) continue;
    [reduced[rank], reduced[row]] = [reduced[row], reduced[rank]];
    for (const [i, entries] of reduced.entries()) {
      if (i !== rank && entries[column] !== 0) reduced[i] = eliminated(entries, reduced[rank], column);
    }
    pivots.push({ row: rank, column });
  }
  const bound = new Set(pivots.map(({ column }) => column));
  const free = Array.from({ length: columns }, (_, column) => column).filter((column) => !bound.has(column));
  return free.map((column) => {
    const involved = pivots.filter(({ row }) => reduced[row][column] !== 0);
    const scale = involved.reduce((scale, pivot) => {
      const entry = Math.abs(reduced[pivot.row][pivot.column]);
      return (scale / greatestDivisor(scale, entry)) * entry;
    }, 1);
    const vector = Array.from({ length: columns }, () => 0);
    vector[column] = scale;
    for (const pivot of involved)
      vector[pivot.column] = (-scale * reduced[pivot.row][column]) / reduced[pivot.row][pivot.column];
    return withoutFactor(vector);
  });
}

/** A multiple of `entries` less a multiple of `pivot` that is zero in this column. */
function eliminated(entries: readonly number[], pivot: readonly number[], column: number): number[] {
  return withoutFactor(entries.map((entry, i) => entry * pivot[column] - pivot[i] * entries[column]));
}

function withoutFactor(vector: number[]): number[] {
  const factor = vector.reduce(greatestDivisor, 0);
  // + 0 turns −0 into 0.
  return factor === 0 ? vector : vector.map((entry) => entry / factor + 0);
}

function greatestDivisor(a: number, b: number): number {
  let [x, y] = [Math.abs(a), Math.abs(b)];
  while (y > 0) [x, y] = [y, x % y];
  return x;
}
