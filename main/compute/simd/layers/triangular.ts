/** Small dense matrices [n][n] in double precision, row by row; O(n³). */

export function multiply(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const c = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      const factor = a[i * n + k];
      if (factor === 0) continue;
      for (let j = 0; j < n; j++) c[i * n + j] += factor * b[k * n + j];
    }
  }
  return c;
}

export function transposed(a: Float64Array, n: number): Float64Array {
  const result = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) result[j * n + i] = a[i * n + j];
  return result;
}

/**
 * LU decomposition with partial pivoting: L·U (unit diagonal of L not stored) in `packed`; row i of L·U is row order[i] of `a`.
 * Throws RangeError for a singular matrix.
 */
export function decompose(a: Float64Array, n: number): { packed: Float64Array; order: Uint32Array } {
  const packed = a.slice();
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) {
      if (Math.abs(packed[i * n + k]) > Math.abs(packed[pivot * n + k])) pivot = i;
    }
    if (packed[pivot * n + k] === 0) throw new RangeError('the matrix is singular');
    if (pivot !== k) {
      const row = packed.slice(k * n, k * n + n);
      packed.copyWithin(k * n, pivot * n, pivot * n + n);
      packed.set(row, pivot * n);
      [order[k], order[pivot]] = [order[pivot], order[k]];
    }
    for (let i = k + 1; i < n; i++) {
      const factor = packed[i * n + k] / packed[k * n + k];
      packed[i * n + k] = factor;
      for (let j = k + 1; j < n; j++) packed[i * n + j] -= factor * packed[k * n + j];
    }
  }
  return { packed, order };
}

/** Inverse of a triangular matrix by substitution, column by column. */
export function triangularInverse(a: Float64Array, n: number, side: 'lower' | 'upper'): Float64Array {
  const x = new Float64Array(n * n);
  for (let column = 0; column < n; column++) {
    for (let step = 0; step < n; step++) {
      const i = side === 'lower' ? step : n - 1 - step;
      let sum = i === column ? 1 : 0;
      const [from, to] = side === 'lower' ? [0, i] : [i + 1, n];
      for (let k = from; k < to; k++) sum -= a[i * n + k] * x[k * n + column];
      x[i * n + column] = sum / a[i * n + i];
    }
  }
  return x;
}
