import type { StepCoefficients } from './stencil.ts';

/**
 * One explicit Euler step of Eq. 9 on a periodic n × n lattice: the readable twin of the WASM kernel, its oracle in tests, and what
 * runs where WebAssembly lacks SIMD.
 *
 *     a' = a + dt (Da ∇²a − a b² + F (1 − a))
 *     b' = b + dt (Db ∇²b + a b² − (F + k) b) + 1e-15
 *
 * `a`, `b` (read) and `aNext`, `bNext` (written): n² concentrations, row by row. Every operation is rounded to float32 and
 * bracketed as in the kernel, so that both give the same bits: a pattern does not depend on which of them grew it. The 1e-15
 * keeps b out of the denormal range. The nine-point stencil's 1/6 is in the diffusion coefficients.
 */
export function twinStep(
  a: Float32Array,
  b: Float32Array,
  aNext: Float32Array,
  bNext: Float32Array,
  n: number,
  { diffusionA, diffusionB, feed, loss, dt, nine }: StepCoefficients,
): void {
  const round = Math.fround;
  const guard = round(1e-15);
  for (let y = 0; y < n; y++) {
    const row = y * n;
    const up = (y === 0 ? n - 1 : y - 1) * n;
    const down = (y === n - 1 ? 0 : y + 1) * n;
    for (let x = 0; x < n; x++) {
      const left = x === 0 ? n - 1 : x - 1;
      const right = x === n - 1 ? 0 : x + 1;
      const a0 = a[row + x];
      const b0 = b[row + x];
      const aCross = round(round(a[up + x] + a[down + x]) + round(a[row + left] + a[row + right]));
      const bCross = round(round(b[up + x] + b[down + x]) + round(b[row + left] + b[row + right]));
      let aLaplacian: number;
      let bLaplacian: number;
      if (nine) {
        const aCorners = round(round(a[up + left] + a[down + left]) + round(a[up + right] + a[down + right]));
        const bCorners = round(round(b[up + left] + b[down + left]) + round(b[up + right] + b[down + right]));
        aLaplacian = round(round(round(4 * aCross) + aCorners) - round(20 * a0));
        bLaplacian = round(round(round(4 * bCross) + bCorners) - round(20 * b0));
      } else {
        aLaplacian = round(aCross - round(4 * a0));
        bLaplacian = round(bCross - round(4 * b0));
      }
      const reaction = round(dt * round(a0 * round(b0 * b0)));
      const aChange = round(round(diffusionA * aLaplacian) + round(round(feed * round(1 - a0)) - reaction));
      const bChange = round(round(diffusionB * bLaplacian) + round(reaction - round(loss * b0)));
      aNext[row + x] = a0 + aChange;
      bNext[row + x] = round(b0 + bChange) + guard;
    }
  }
}
