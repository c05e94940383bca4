import type { PatternGeneration } from '../../../preload/contract/experiments/gray-scott.ts';
import { RandomStream } from '../../compute/random.ts';

export type InitialState = Pick<PatternGeneration, 'squares' | 'squareSide' | 'noise'>;

/**
 * Writes the initial state into `a` and `b` (size² each): a = 1, b = 0; a random number of squares of random side and place with
 * (a, b) = (1/2, 1/4), wrapping round the edges; normal noise on both, kept within [0, 1]. Both ends of the ranges are included. It
 * depends on `seed` alone, through the stream (seed, 'gray-scott initial state').
 */
export function seedInitialState(
  a: Float32Array,
  b: Float32Array,
  size: number,
  { squares, squareSide, noise }: InitialState,
  seed: number,
): void {
  const random = new RandomStream(seed, 'gray-scott initial state');
  const within = ({ low, high }: { low: number; high: number }) =>
    Math.ceil(low) + random.integer(Math.max(1, Math.floor(high) - Math.ceil(low) + 1));
  a.fill(1);
  b.fill(0);
  const count = within(squares);
  for (let square = 0; square < count; square++) {
    const side = Math.min(within(squareSide), size);
    const top = random.integer(size);
    const left = random.integer(size);
    for (let y = 0; y < side; y++) {
      const row = ((top + y) % size) * size;
      for (let x = 0; x < side; x++) {
        const cell = row + ((left + x) % size);
        a[cell] = 0.5;
        b[cell] = 0.25;
      }
    }
  }
  if (noise > 0) {
    for (const field of [a, b]) {
      for (let i = 0; i < field.length; i++) {
        field[i] = Math.min(1, Math.max(0, field[i] + noise * random.normal()));
      }
    }
  }
}
