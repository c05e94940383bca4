import type { Spins } from '../../physics/ising/spins.ts';

/**
 * Neighbourhoods as bit patterns, the one convention that training and sampling share.
 *
 * Oriented block window of the fine pixel (2R + p, 2C + q): the n×n blocks that kernels on the upsampled lattice can see, mirrored so
 * that the pixel sits at parity (0, 0) of its block. Bit n·i + j is the block (R ∓ 2 ± i, C ∓ 2 ± j), upper signs for parity 0. n = 4
 * serves k = 3, 5 and 7 (16 bits), n = 5 serves k = 9 (25 bits); the pixel's own block is at i = j = 2.
 *
 * 3×3 block window of a block (sequential tables): bit 3·i + j is the block (R − 1 + i, C − 1 + j). Fine neighbours follow from bit 9 on:
 * D: A(R, C), A(R, C+1), A(R+1, C), A(R+1, C+1);
 * C: up A(R, C), down A(R+1, C), left D(R, C−1), right D(R, C);
 * B: up D(R−1, C), down D(R, C), left A(R, C), right A(R, C+1), then C(R, C) at bit 13.
 * A itself has the oriented 4×4 window of parity (0, 0), unmirrored.
 */
export const ownBit = (n: number) => 2 * n + 2;

/** Blocks that a k×k kernel on the upsampled lattice can see along one axis, and the side of the window that serves it. */
export const windowSide = (kernelSize: number) => (kernelSize <= 7 ? 4 : 5);

/** The oriented window of one pixel, read spin by spin: the reference that faster readers are tested against. */
export function orientedWindow(coarse: Spins, size: number, row: number, column: number, n: number): number {
  const [R, C] = [row >> 1, column >> 1];
  const rowStep = row & 1 ? -1 : 1;
  const columnStep = column & 1 ? -1 : 1;
  let window = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const r = wrap(R + (i - 2) * rowStep, size);
      const c = wrap(C + (j - 2) * columnStep, size);
      window |= coarse[r * size + c] << (n * i + j);
    }
  }
  return window;
}

/** How often each block of the oriented n×n window is seen by each orbit of the kernel: [n², orbits], h = Σ_block μ Σ_orbit count·W. */
export function windowFeatures(kernelSize: number, n: number, orbits: Uint8Array): Float64Array {
  const half = kernelSize >> 1;
  const orbitCount = Math.max(...orbits) + 1;
  const counts = new Float64Array(n * n * orbitCount);
  for (let y = -half; y <= half; y++) {
    for (let x = -half; x <= half; x++) {
      const i = (y >> 1) + 2;
      const j = (x >> 1) + 2;
      counts[(n * i + j) * orbitCount + orbits[(y + half) * kernelSize + x + half]]++;
    }
  }
  return counts;
}

/** `index` on a ring of `size`, for offsets of less than a few turns on the smallest lattices. */
export const wrap = (index: number, size: number) => ((index % size) + size) % size;
