/**
 * Eigenvalues (descending) and eigenvectors (rows of `vectors`) of a symmetric n×n matrix in row order, by cyclic Jacobi
 * rotations: slow for large n, exact to rounding for the tens of features met here.
 */
export function symmetricEigen(
  matrix: Float64Array,
  n: number,
): { values: Float64Array; vectors: Float64Array } {
  const a = Float64Array.from(matrix);
  const v = new Float64Array(n * n);
  for (let i = 0; i < n; i++) v[i * n + i] = 1;
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0;
    let scale = 0;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        if (i === j) scale += a[i * n + j] ** 2;
        else off += a[i * n + j] ** 2;
      }
    }
    if (off <= 1e-28 * scale) break;
    for (let p = 0; p < n - 1; p++) for (let q = p + 1; q < n; q++) rotate(a, v, n, p, q);
  }
  const order = Array.from({ length: n }, (_, i) => i).toSorted((i, j) => a[j * n + j] - a[i * n + i]);
  const vectors = new Float64Array(n * n);
  order.forEach((from, to) => vectors.set(v.subarray(from * n, from * n + n), to * n));
  return { values: Float64Array.from(order, (i) => a[i * n + i]), vectors };
}

/** One Jacobi rotation that makes a[p, q] vanish; the rows of `v` turn with it. */
function rotate(a: Float64Array, v: Float64Array, n: number, p: number, q: number): void {
  const apq = a[p * n + q];
  if (apq === 0) return;
  const theta = (a[q * n + q] - a[p * n + p]) / (2 * apq);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let i = 0; i < n; i++) {
    const ip = a[i * n + p];
    const iq = a[i * n + q];
    a[i * n + p] = c * ip - s * iq;
    a[i * n + q] = s * ip + c * iq;
  }
  for (let i = 0; i < n; i++) {
    const pi = a[p * n + i];
    const qi = a[q * n + i];
    a[p * n + i] = c * pi - s * qi;
    a[q * n + i] = s * pi + c * qi;
    const vp = v[p * n + i];
    const vq = v[q * n + i];
    v[p * n + i] = c * vp - s * vq;
    v[q * n + i] = s * vp + c * vq;
  }
}

/** Lower Cholesky factor of a positive definite n×n matrix in row order; throws RangeError when it is not. */
export function cholesky(matrix: ArrayLike<number>, n: number): Float64Array {
  const lower = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * n + j];
      for (let k = 0; k < j; k++) sum -= lower[i * n + k] * lower[j * n + k];
      if (i !== j) lower[i * n + j] = sum / lower[j * n + j];
      else if (sum > 0) lower[i * n + i] = Math.sqrt(sum);
      else throw new RangeError('the matrix is not positive definite');
    }
  }
  return lower;
}

/** Solves L y = x for a lower triangular L, in place. */
export function forwardSubstitute(lower: ArrayLike<number>, n: number, x: Float64Array): Float64Array {
  for (let i = 0; i < n; i++) {
    let sum = x[i];
    for (let k = 0; k < i; k++) sum -= lower[i * n + k] * x[k];
    x[i] = sum / lower[i * n + i];
  }
  return x;
}

/** Mean and covariance (n in the denominator) of rows of `width` numbers, optionally weighted. */
export function covariance(
  rows: ArrayLike<number>,
  width: number,
  weights?: ArrayLike<number>,
): { mean: Float64Array; covariance: Float64Array } {
  const count = rows.length / width;
  const mean = new Float64Array(width);
  const matrix = new Float64Array(width * width);
  let total = 0;
  for (let r = 0; r < count; r++) {
    const weight = weights ? weights[r] : 1;
    total += weight;
    for (let i = 0; i < width; i++) mean[i] += weight * rows[r * width + i];
  }
  for (let i = 0; i < width; i++) mean[i] /= total;
  for (let r = 0; r < count; r++) {
    const weight = (weights ? weights[r] : 1) / total;
    for (let i = 0; i < width; i++) {
      const di = weight * (rows[r * width + i] - mean[i]);
      for (let j = 0; j < width; j++) matrix[i * width + j] += di * (rows[r * width + j] - mean[j]);
    }
  }
  return { mean, covariance: matrix };
}
