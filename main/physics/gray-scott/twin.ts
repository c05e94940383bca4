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
 * keeps b out of the denormal range.
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
  const laplacian = nine ? ninePoint : fivePoint;
  for (let y = 0; y < n; y++) {
    const row = y * n;
    const up = (y === 0 ? n - 1 : y - 1) * n;
    const down = (y === n - 1 ? 0 : y + 1) * n;
    for (let x = 0; x < n; x++) {
      const left = x === 0 ? n - 1 : x - 1;
      const right = x === n - 1 ? 0 : x + 1;
      const here = row + x;
      const a0 = a[here];
      const b0 = b[here];
      const reaction = round(dt * round(a0 * round(b0 * b0)));
      const aChange = round(
        round(diffusionA * laplacian(a, row, up, down, left, x, right)) +
          round(round(feed * round(1 - a0)) - reaction),
      );
      const bChange = round(
        round(diffusionB * laplacian(b, row, up, down, left, x, right)) + round(reaction - round(loss * b0)),
      );
      aNext[here] = a0 + aChange;
      bNext[here] = round(b0 + bChange) + guard;
    }
  }
}

type Laplacian = (
  field: Float32Array,
  row: number,
  up: number,
  down: number,
  left: number,
  x: number,
  right: number,
) => number;

/** N + S + W + E − 4 centre. */
const fivePoint: Laplacian = (field, row, up, down, left, x, right) => {
  const round = Math.fround;
  const cross = round(round(field[up + x] + field[down + x]) + round(field[row + left] + field[row + right]));
  return round(cross - round(4 * field[row + x]));
};

/** 4 (N + S + W + E) + (NW + SW + NE + SE) − 20 centre; the division by 6 is in the diffusion coefficient. */
const ninePoint: Laplacian = (field, row, up, down, left, x, right) => {
  const round = Math.fround;
  const cross = round(round(field[up + x] + field[down + x]) + round(field[row + left] + field[row + right]));
  const diagonal = round(
    round(field[up + left] + field[down + left]) + round(field[up + right] + field[down + right]),
  );
  return round(round(round(4 * cross) + diagonal) - round(20 * field[row + x]));
};
