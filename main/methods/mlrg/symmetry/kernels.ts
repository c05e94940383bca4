import type { InternalKernel, ValueSet } from '../coupling-space.ts';
import { integerNullSpace } from './null-space.ts';
import { familyOf } from './value-sets.ts';

/**
 * Orbits of G on pairs of values: a G-invariant K(s, s′) is one number for each.
 *
 * @returns the orbit of every pair, row by row, and how many there are
 */
export function pairOrbits({ size, generators }: ValueSet): { orbit: Int16Array; count: number } {
  const orbit = new Int16Array(size * size).fill(-1);
  let count = 0;
  for (let first = 0; first < orbit.length; first++) {
    if (orbit[first] >= 0) continue;
    orbit[first] = count;
    const reached = [first];
    for (const pair of reached) {
      for (const generator of generators) {
        const next = generator[Math.floor(pair / size)] * size + generator[pair % size];
        if (orbit[next] >= 0) continue;
        orbit[next] = count;
        reached.push(next);
      }
    }
    count++;
  }
  return { orbit, count };
}

/**
 * Number of independent G-invariant K(s, s′) whose rows and columns sum to zero (a constant, or an energy of one spin alone, is no
 * coupling): the orbits on pairs less the independent sums.
 */
export function kernelDimension(values: ValueSet): number {
  const { size } = values;
  const { orbit, count } = pairOrbits(values);
  const sums: Int16Array[] = [];
  for (let s = 0; s < size; s++) {
    const row = new Int16Array(count);
    const column = new Int16Array(count);
    for (let other = 0; other < size; other++) {
      row[orbit[s * size + other]]++;
      column[orbit[other * size + s]]++;
    }
    sums.push(row, column);
  }
  return integerNullSpace(sums, count).length;
}

/**
 * A basis of them with names: s s′ for signs, δ − 1/q for the Potts model, and for clocks cos kθ and sin kθ of the angle θ = 2π(s − s′)/q,
 * of which reflections leave the cosines. The first is the bare model's.
 */
export function internalKernels(values: ValueSet): InternalKernel[] {
  return named(values).map(({ name, tex, at }) => {
    const { size, minusOne } = values;
    const matrix = new Float64Array(size * size);
    for (let s = 0; s < size; s++)
      for (let other = 0; other < size; other++) matrix[s * size + other] = at(s, other);
    return { name, tex, parity: parityOf(matrix, size, minusOne), matrix };
  });
}

interface NamedKernel {
  name: string;
  tex: string;
  at(s: number, other: number): number;
}

function named({ group, size: q }: ValueSet): NamedKernel[] {
  if (q === 2) return [{ name: 's s′', tex: "s\\,s'", at: (s, other) => cosine(s - other, 2) }];
  const family = familyOf(group);
  if (family === 'symmetric') {
    const at = (s: number, other: number) => (s === other ? 1 : 0) - 1 / q;
    return [{ name: `δ − 1/${q}`, tex: `\\delta_{s s'} - \\tfrac{1}{${q}}`, at }];
  }
  const kernels: NamedKernel[] = [];
  for (let k = 1; 2 * k <= q; k++) {
    const times = k === 1 ? '' : String(k);
    kernels.push({
      name: `cos ${times}θ`,
      tex: `\\cos ${times}\\theta`,
      at: (s, other) => cosine(k * (s - other), q),
    });
    // sin kθ of half turns vanishes; where reflections are symmetries it is no invariant.
    if (family === 'dihedral' || 2 * k === q) continue;
    kernels.push({
      name: `sin ${times}θ`,
      tex: `\\sin ${times}\\theta`,
      // sin φ = cos(φ − π/2), in units of a turn over 4q.
      at: (s, other) => cosine(4 * k * (s - other) - q, 4 * q),
    });
  }
  return kernels;
}

/** cos(2π·steps/q), exact where it is a multiple of a half. */
function cosine(steps: number, q: number): number {
  const value = Math.cos((2 * Math.PI * steps) / q);
  const halves = Math.round(2 * value) / 2;
  return Math.abs(value - halves) < 1e-12 ? halves + 0 : value;
}

function parityOf(matrix: Float64Array, size: number, minusOne: Uint8Array | null): InternalKernel['parity'] {
  if (minusOne === null) return null;
  const changes = (sign: number) =>
    matrix.every((entry, i) => {
      const opposite = matrix[minusOne[Math.floor(i / size)] * size + (i % size)];
      return Math.abs(opposite - sign * entry) < 1e-12;
    });
  if (changes(-1)) return 'odd';
  if (changes(1)) return 'even';
  throw new RangeError('a kernel must be odd or even under −1');
}
