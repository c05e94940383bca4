import { simulate } from '../../../main/physics/gray-scott/index.ts';

/** A young pattern: structured, and quick to make. */
export function someFields(seed: number): { a: Float32Array; b: Float32Array; n: number } {
  const { a, b } = simulate({ Da: 0.16, Db: 0.08, F: 0.035, k: 0.06 }, { seed, steps: 500 });
  return { a, b, n: 64 };
}

/** The field transposed, then moved by (5, 11). */
export function reflectedAndShifted(field: Float32Array, n: number): Float32Array {
  return field.map((_, i) => field[((((i % n) + 5) % n) * n + ((Math.floor(i / n) + 11) % n)) % (n * n)]);
}
