import type { RandomStream } from '../../random.ts';

/**
 * A random orthogonal matrix [n][n], uniform over the group: Gram–Schmidt (twice, for orthogonality to rounding) on a Gaussian
 * matrix drawn from `stream` (Mezzadri 2007).
 */
export function randomOrthogonal(n: number, stream: RandomStream): Float64Array<ArrayBuffer> {
  const q = new Float64Array(n * n);
  stream.fillNormal(q);
  for (let i = 0; i < n; i++) {
    const row = q.subarray(i * n, i * n + n);
    for (let pass = 0; pass < 2; pass++) {
      for (let j = 0; j < i; j++) {
        const other = q.subarray(j * n, j * n + n);
        let dot = 0;
        for (let k = 0; k < n; k++) dot += row[k] * other[k];
        for (let k = 0; k < n; k++) row[k] -= dot * other[k];
      }
    }
    const norm = Math.hypot(...row);
    for (let k = 0; k < n; k++) row[k] /= norm;
  }
  return q;
}
