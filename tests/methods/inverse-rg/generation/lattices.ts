import type { RandomStream } from '../../../../main/compute/random.ts';
import type { Spins } from '../../../../main/physics/ising/spins.ts';

export function randomSpins(random: RandomStream, size: number): Spins {
  return Uint8Array.from({ length: size * size }, () => random.bits() >>> 31);
}

/** The size×size lattice whose upper left corner of side×side spins are the bits of `window`, row by row; the rest is down. */
export function latticeFrom(window: number, side: number, size: number): Spins {
  const spins = new Uint8Array(size * size);
  for (let bit = 0; bit < side * side; bit++) {
    spins[Math.floor(bit / side) * size + (bit % side)] = (window >>> bit) & 1;
  }
  return spins;
}

/** A lattice turned by a quarter. */
export function rotated<T extends Spins | Float64Array>(values: T, size: number): T {
  return rearranged(values, size, (row, column) => (size - 1 - column) * size + row);
}

export function transposed<T extends Spins | Float64Array>(values: T, size: number): T {
  return rearranged(values, size, (row, column) => column * size + row);
}

function rearranged<T extends Spins | Float64Array>(
  values: T,
  size: number,
  from: (row: number, column: number) => number,
): T {
  const result = values.slice() as T;
  for (let i = 0; i < size * size; i++) result[i] = values[from(Math.floor(i / size), i % size)];
  return result;
}

/** Every configuration of size×size spins in turn; fine for size ≤ 4. */
export function* everyLattice(size: number): Generator<Spins> {
  for (let code = 0; code < 2 ** (size * size); code++) yield latticeFrom(code, size, size);
}
