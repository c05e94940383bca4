import type { Spins } from '../../../physics/ising/spins.ts';
import { wrap } from '../windows.ts';
import { WindowCounter, type NeighbourhoodCounter } from './window-counter.ts';

/**
 * Where the counts of the four passes begin among the cases of `SequentialCounter`. Cases are relative to the block spin, whose bit
 * is left out: A has the 2^15 cases of the 4×4 window, D and C 2^12, B 2^13 (windows.ts without bit 4).
 */
export const passOffsets = { a: 0, d: 2 ** 15, c: 2 ** 15 + 2 ** 12, b: 2 ** 15 + 2 ** 13 } as const;
export const sequentialCases = 2 ** 15 + 2 ** 14;

/** Bit of the pixel's own block in the 3×3 window. */
const own = 4;

/**
 * Counts for the tables of sequential sampling. A square lattice looks the same from all four corners of a block, so every pixel
 * takes each of the four parts in turn, seen in the mirror that puts it where that part sits; this makes four times the data of
 * reading A, B, C and D off where they are.
 */
export class SequentialCounter implements NeighbourhoodCounter {
  readonly cases = sequentialCases;
  readonly #windows = new WindowCounter(4);

  add(fine: Spins, coarse: Spins, size: number, weight: number, sums: Float64Array): void {
    this.#windows.add(fine, coarse, size, weight, sums);
    const half = size >> 1;
    for (let R = 0; R < half; R++) {
      const above = wrap(R - 1, half) * half;
      const at = R * half;
      const below = wrap(R + 1, half) * half;
      for (let C = 0; C < half; C++) {
        const left = wrap(C - 1, half);
        const right = wrap(C + 1, half);
        let blocks =
          coarse[above + left] |
          (coarse[above + C] << 1) |
          (coarse[above + right] << 2) |
          (coarse[at + left] << 3) |
          (coarse[at + C] << own) |
          (coarse[at + right] << 5) |
          (coarse[below + left] << 6) |
          (coarse[below + C] << 7) |
          (coarse[below + right] << 8);
        // Relative to the block spin: all spins are turned where it is down.
        const turn = 1 - coarse[at + C];
        if (turn) blocks ^= 0x1ff;
        for (let p = 0; p < 2; p++) {
          for (let q = 0; q < 2; q++) {
            const row = 2 * R + p;
            const column = 2 * C + q;
            const aligned = fine[row * size + column] ^ turn;
            // Inside: the neighbour in the same block; outside: the one in the next block.
            const inRow = (p ? row - 1 : row + 1) * size;
            const outRow = wrap(p ? row + 1 : row - 1, size) * size;
            const inColumn = q ? column - 1 : column + 1;
            const outColumn = wrap(q ? column + 1 : column - 1, size);
            const vertical = fine[inRow + column] ^ turn;
            const verticalOut = fine[outRow + column] ^ turn;
            const horizontal = fine[row * size + inColumn] ^ turn;
            const horizontalOut = fine[row * size + outColumn] ^ turn;
            const opposite = fine[inRow + inColumn] ^ turn;

            // D sits at (1, 1): its A's are up left (inside), up right, down left, down right.
            const d =
              withoutOwn(mirrored(blocks, 1 - p, 1 - q)) |
              (opposite << 8) |
              ((fine[inRow + outColumn] ^ turn) << 9) |
              ((fine[outRow + inColumn] ^ turn) << 10) |
              ((fine[outRow + outColumn] ^ turn) << 11);
            // C sits at (1, 0): up and right are inside. B sits at (0, 1): down and left are inside, and C is opposite.
            const c =
              withoutOwn(mirrored(blocks, 1 - p, q)) |
              (vertical << 8) |
              (verticalOut << 9) |
              (horizontalOut << 10) |
              (horizontal << 11);
            const b =
              withoutOwn(mirrored(blocks, p, 1 - q)) |
              (verticalOut << 8) |
              (vertical << 9) |
              (horizontal << 10) |
              (horizontalOut << 11) |
              (opposite << 12);
            sums[2 * (passOffsets.d + d) + aligned] += weight;
            sums[2 * (passOffsets.c + c) + aligned] += weight;
            sums[2 * (passOffsets.b + b) + aligned] += weight;
          }
        }
      }
    }
  }
}

/** A 3×3 window turned upside down and left to right, for each of the four cases: [4 · 512]. */
const mirrors = makeMirrors();

function mirrored(blocks: number, rows: number, columns: number): number {
  return mirrors[(((rows << 1) | columns) << 9) | blocks];
}

function withoutOwn(blocks: number): number {
  return (blocks & 0xf) | ((blocks >> (own + 1)) << own);
}

function makeMirrors(): Uint16Array {
  const table = new Uint16Array(4 * 512);
  for (let mirror = 0; mirror < 4; mirror++) {
    for (let blocks = 0; blocks < 512; blocks++) {
      let image = 0;
      for (let i = 0; i < 3; i++) {
        for (let j = 0; j < 3; j++) {
          const from = 3 * (mirror & 2 ? 2 - i : i) + (mirror & 1 ? 2 - j : j);
          image |= ((blocks >> from) & 1) << (3 * i + j);
        }
      }
      table[(mirror << 9) | blocks] = image;
    }
  }
  return table;
}
