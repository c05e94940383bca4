import { crossBonds, squareBonds } from '../../../../preload/contract/index.ts';
import type { CouplingSpace, SignedPermutation, ValueSet } from '../coupling-space.ts';

/** Values 0 … q−1 of the components of one spin. */
export type Spin = Uint8Array;

/**
 * ε_d(s, s′) of a bond from an edge site to a vertex (Eq. 4): one bond by itself, plainly. What enumerates many of them has its own tables.
 *
 * @param couplings one number for each coupling of the space
 */
export function bondEnergy(
  { values, kernels, couplings }: CouplingSpace,
  strengths: ArrayLike<number>,
  direction: number,
  edge: Spin,
  vertex: Spin,
): number {
  let energy = 0;
  for (const [m, { kernel, directions }] of couplings.entries()) {
    const matrix = directions[direction];
    const k = kernels[kernel].matrix;
    for (const [a, s] of edge.entries()) {
      for (const [b, other] of vertex.entries()) {
        const entry = matrix[a * vertex.length + b];
        if (entry !== 0) energy -= strengths[m] * entry * k[s * values.size + other];
      }
    }
  }
  return energy;
}

/** Energy of the teacher on the square graph (Eq. 5): four hidden edge sites between four visible vertices. */
export function squareEnergy(
  space: CouplingSpace,
  strengths: ArrayLike<number>,
  hidden: readonly Spin[],
  visible: readonly Spin[],
): number {
  return squareBonds.reduce(
    (sum, bond) =>
      sum + bondEnergy(space, strengths, bond.direction, hidden[bond.hidden], visible[bond.visible]),
    0,
  );
}

/** Energy of the student on the cross graph (Eq. 6): four visible edge sites around one hidden vertex. */
export function crossEnergy(
  space: CouplingSpace,
  strengths: ArrayLike<number>,
  hidden: Spin,
  visible: readonly Spin[],
): number {
  return crossBonds.reduce(
    (sum, bond) => sum + bondEnergy(space, strengths, bond.direction, visible[bond.visible], hidden),
    0,
  );
}

/** T s, the signs acting as −1 on values. RangeError where there is no −1. */
export function transformed({ image, sign }: SignedPermutation, spin: Spin, { minusOne }: ValueSet): Spin {
  return spin.map((_, a) => {
    const value = spin[image[a]];
    if (sign[a] > 0) return value;
    if (minusOne === null) throw new RangeError('a sign without −1 among the values');
    return minusOne[value];
  });
}

/** Where a point operation takes the sites of the graphs: site k gets the transformed spin of site `corners[k]` or `edges[k]`. */
export interface PlaquetteOperation {
  corners: readonly number[];
  /** Edge sites of the square graph; the cross has none beside its corners. */
  edges: readonly number[];
}

/** A quarter turn takes corner k to k + 1, and so the edge site between corners k and k + 1. */
export const quarterTurn: PlaquetteOperation = { corners: [3, 0, 1, 2], edges: [3, 0, 1, 2] };

/** Mirror of the square that keeps its bonds of direction 0: it exchanges the upper and the lower corners. */
export const squareMirror: PlaquetteOperation = { corners: [3, 2, 1, 0], edges: [2, 1, 0, 3] };

/** Mirror of the cross that keeps its bond of direction 0: the diagonal through corners 0 and 2, which is C4 after the square's mirror. */
export const crossMirror: PlaquetteOperation = { corners: [0, 3, 2, 1], edges: [3, 2, 1, 0] };

/** The spins of all sites after an operation that moves them from site `from[k]` to k and acts on each as `matrix`. */
export function moved(
  spins: readonly Spin[],
  from: readonly number[],
  matrix: SignedPermutation,
  values: ValueSet,
): Spin[] {
  return from.map((site) => transformed(matrix, spins[site], values));
}
