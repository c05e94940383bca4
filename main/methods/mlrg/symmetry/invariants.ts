import type { SignedPermutation } from '../coupling-space.ts';
import { integerNullSpace } from './null-space.ts';

/**
 * Matrices M with S_e M S_vᵀ = M (Eq. 3 for the mirror that keeps a bond): the couplings of one kernel on the representative bond.
 *
 * @param edge, vertex what the mirror does to the components of an edge site and of a vertex; without signs for even kernels
 * @returns echelon basis, edge components × vertex components row by row, entries 0 and ±1
 */
export function invariantMatrices(edge: SignedPermutation, vertex: SignedPermutation): Float64Array[] {
  const [rows, columns] = [edge.image.length, vertex.image.length];
  const constraints: Int8Array[] = [];
  for (let a = 0; a < rows; a++) {
    for (let b = 0; b < columns; b++) {
      const constraint = new Int8Array(rows * columns);
      constraint[edge.image[a] * columns + vertex.image[b]] += edge.sign[a] * vertex.sign[b];
      constraint[a * columns + b] -= 1;
      constraints.push(constraint);
    }
  }
  return integerNullSpace(constraints, rows * columns).map((vector) => Float64Array.from(vector));
}
