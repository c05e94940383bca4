import {
  dimensionOf,
  irrepDimension,
  irreps,
  type Irrep,
  type Multiplicities,
} from '../../../../preload/contract/index.ts';
import type { SignedPermutation, SpinRepresentation } from '../coupling-space.ts';
import { directSum, product, signedPermutation } from './signed-permutation.ts';

export interface Generators {
  /** Quarter turn C4. */
  rotation: SignedPermutation;
  /** Mirror σ of the representative bond, whose direction is the x axis. */
  mirror: SignedPermutation;
}

/** Generators of the irreducible representations (MLRG, Table I): all else about C4v follows from them. */
export const irrepGenerators: Readonly<Record<Irrep, Generators>> = {
  A1: generators([[1]], [[1]]),
  A2: generators([[1]], [[-1]]),
  B1: generators([[-1]], [[1]]),
  B2: generators([[-1]], [[-1]]),
  E: generators(
    [
      [0, -1],
      [1, 0],
    ],
    [
      [1, 0],
      [0, -1],
    ],
  ),
};

/** Irreducible representations that change the sign of a component: of these values −1 has to be a symmetry. */
export const signedIrreps: readonly Irrep[] = irreps.filter((irrep) => {
  const { rotation, mirror } = irrepGenerators[irrep];
  return rotation.sign.includes(-1) || mirror.sign.includes(-1);
});

/** The direct sum with these multiplicities on the components of a spin, in the order A1 A2 B1 B2 E. Zero components if all are zero. */
export function spinRepresentation(counts: Multiplicities): SpinRepresentation {
  const copies = irreps.flatMap((irrep) =>
    Array.from({ length: counts[irrep] }, (_, i) => ({ irrep, copy: i + 1 })),
  );
  return {
    multiplicities: { ...counts },
    dimension: dimensionOf(counts),
    components: copies.flatMap(({ irrep, copy }) =>
      Array.from({ length: irrepDimension[irrep] }, (_, index) => ({ irrep, copy, index })),
    ),
    rotation: directSum(copies.map(({ irrep }) => irrepGenerators[irrep].rotation)),
    mirror: directSum(copies.map(({ irrep }) => irrepGenerators[irrep].mirror)),
  };
}

/**
 * The same spin seen from an edge site of the coarse lattice, whose axes are turned by 45°: the mirror along its bond is C4·σ of the fine
 * lattice. B1 and B2 change places and the mirror exchanges the components of E; C4 stays what it is.
 */
export function turnedRepresentation(spin: SpinRepresentation): SpinRepresentation {
  return { ...spin, mirror: product(spin.rotation, spin.mirror) };
}

function generators(rotation: number[][], mirror: number[][]): Generators {
  return { rotation: signedPermutation(rotation), mirror: signedPermutation(mirror) };
}
