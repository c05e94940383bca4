import { describe, expect, it } from 'vitest';
import { framed } from '../../../main/methods/inverse-rg/picture.ts';
import { packedBytes, packSpins } from '../../../main/physics/ising/spins.ts';

/** A packed lattice of which spin (row, column) is up when `up` says so. */
function packed(size: number, up: (row: number, column: number) => boolean): Uint8Array {
  const spins = Uint8Array.from({ length: size * size }, (_, i) =>
    Number(up(Math.floor(i / size), i % size)),
  );
  const bytes = new Uint8Array(packedBytes(size));
  packSpins(spins, bytes);
  return bytes;
}

describe('pictures of configurations', () => {
  it('show every spin of lattices up to 256²', () => {
    const { width, height, data } = framed(
      packed(4, (row, column) => row === 1 && column === 2),
      4,
    );
    expect([width, height]).toEqual([4, 4]);
    expect(Array.from(data)).toEqual([-1, -1, -1, -1, -1, -1, 1, -1, -1, -1, -1, -1, -1, -1, -1, -1]);
  });

  it('show every n-th spin of larger ones', () => {
    const { width, height, data } = framed(
      packed(512, (row, column) => row % 2 === 0 && column % 2 === 0 && column < 4),
      512,
    );
    expect([width, height]).toEqual([256, 256]);
    for (let row = 0; row < 256; row += 51) {
      expect(Array.from(data.subarray(256 * row, 256 * row + 4))).toEqual([1, 1, -1, -1]);
    }
  });
});
