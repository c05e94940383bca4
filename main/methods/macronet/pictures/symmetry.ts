import type { RandomStream } from '../../../compute/random.ts';

/** An isometry of the periodic square lattice: one of the square's eight symmetries, then a shift. */
export interface Isometry {
  transpose: boolean;
  flipX: boolean;
  flipY: boolean;
  shiftX: number;
  shiftY: number;
}

/** Uniform over the eight symmetries and all n² shifts. */
export function randomIsometry(n: number, stream: RandomStream): Isometry {
  const code = stream.integer(8);
  return {
    transpose: (code & 1) === 1,
    flipX: (code & 2) === 2,
    flipY: (code & 4) === 4,
    shiftX: stream.integer(n),
    shiftY: stream.integer(n),
  };
}

/** Writes the field moved by the isometry to `target`; both n×n, row by row, and different memory. */
export function moveField(
  source: Float32Array,
  n: number,
  { transpose, flipX, flipY, shiftX, shiftY }: Isometry,
  target: Float32Array,
): void {
  const strideX = transpose ? n : 1;
  const strideY = transpose ? 1 : n;
  for (let y = 0; y < n; y++) {
    const moved = (y + shiftY) % n;
    const start = (flipY ? n - 1 - moved : moved) * strideY;
    const row = y * n;
    for (let x = 0; x < n; x++) {
      const across = (x + shiftX) % n;
      target[row + x] = source[start + (flipX ? n - 1 - across : across) * strideX];
    }
  }
}
