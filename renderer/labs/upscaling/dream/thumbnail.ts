import { unpackBits } from '../parts/spins.ts';
import type { GrownLevel } from '../../../../preload/contract/index.ts';

/** Spins across a thumbnail at most. */
const side = 64;

/** A configuration small enough for the strip of levels: every second, fourth, … spin of a large one, one byte a spin. */
export function thumbnail({ size, packed }: GrownLevel): { size: number; spins: Uint8Array } {
  if (size <= side) return { size, spins: unpackBits(packed, size) };
  const step = size / side;
  const spins = new Uint8Array(side * side);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const index = row * step * size + column * step;
      spins[row * side + column] = (packed[index >> 3]! >> (7 - (index & 7))) & 1;
    }
  }
  return { size: side, spins };
}
