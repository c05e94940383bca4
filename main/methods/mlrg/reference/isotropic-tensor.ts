import { Matrix } from 'ml-matrix';
import type { InternalGroup } from '../../../../preload/contract/index.ts';
import { eigenvalues, type Eigenvalue } from '../tensor/eigenpairs.ts';
import { bareTensor } from './bare-model.ts';

/**
 * A tensor X[x0][x1][x2][x3] of the square lattice that a quarter turn maps to itself, X[x0][x1][x2][x3] = X[x1][x2][x3][x0]. Every bond
 * of the lattice carries the sign `metric` of its state, which keeps X real when eigenvalues are negative. States are graded by a
 * reflection of the internal symmetry: the first `even` do not change under it, the others change their sign, and an entry with an odd
 * number of odd states is zero.
 */
export interface IsotropicTensor {
  /** D. */
  dimension: number;
  even: number;
  /** ±1. */
  metric: Int8Array;
  /** [D][D][D][D]; the largest entry is 1 in size. */
  entries: Float64Array;
}

/**
 * The bare tensor of a group in a graded basis: (|s⟩ ± |q−1−s⟩)/√2. Relabelling s as q−1−s leaves every first kernel as it is, as that
 * depends on the distance of two values only.
 */
export function bareIsotropicTensor(
  group: InternalGroup,
  coupling: number,
): { tensor: IsotropicTensor; logScale: number } {
  const { tensor, dimension: q } = bareTensor(group, coupling);
  const even = Math.ceil(q / 2);
  const basis = new Float64Array(q * q);
  for (let s = 0; s < even; s++) {
    const mirror = q - 1 - s;
    if (mirror === s) {
      basis[s * q + s] = 1;
      continue;
    }
    basis[s * q + s] = basis[s * q + mirror] = Math.SQRT1_2;
    basis[(even + s) * q + s] = Math.SQRT1_2;
    basis[(even + s) * q + mirror] = -Math.SQRT1_2;
  }
  let entries = tensor;
  for (let leg = 0; leg < 4; leg++) entries = turnedLeg(entries, basis, q);
  const logScale = Math.log(rescale(entries));
  return { tensor: { dimension: q, even, metric: new Int8Array(q).fill(1), entries }, logScale };
}

/** Changes the basis of the leading leg and makes it the last. */
function turnedLeg(entries: Float64Array, basis: Float64Array, q: number): Float64Array {
  const rest = entries.length / q;
  const result = new Float64Array(entries.length);
  for (let state = 0; state < q; state++) {
    for (let s = 0; s < q; s++) {
      const weight = basis[state * q + s];
      for (let r = 0; r < rest; r++) result[r * q + state] += weight * entries[s * rest + r];
    }
  }
  return result;
}

/** Divides by the largest size of an entry, which it answers. */
export function rescale(entries: Float64Array): number {
  let largest = 0;
  for (const entry of entries) largest = Math.max(largest, Math.abs(entry));
  for (let i = 0; i < entries.length; i++) entries[i] /= largest;
  return largest;
}

/** Eigenvalues of the transfer matrix of one tensor, M_ab = Σ_c T_acbc with the signs of the bonds, largest modulus first. */
export function transferEigenvalues({ dimension: D, metric, entries }: IsotropicTensor): Eigenvalue[] {
  const transfer = Matrix.zeros(D, D);
  for (let a = 0; a < D; a++) {
    for (let b = 0; b < D; b++) {
      let sum = 0;
      for (let c = 0; c < D; c++) sum += metric[c] * entries[((a * D + c) * D + b) * D + c];
      transfer.set(a, b, metric[a] * sum);
    }
  }
  return eigenvalues(transfer);
}
