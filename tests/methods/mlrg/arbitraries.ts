import * as fc from 'fast-check';
import { signedPermutation } from '../../../main/methods/mlrg/symmetry/signed-permutation.ts';
import type { SignedPermutation } from '../../../main/methods/mlrg/coupling-space.ts';
import {
  dimensionOf,
  internalGroups,
  largestDimension,
  representationName,
  type InternalGroup,
  type Multiplicities,
} from '../../../preload/contract/index.ts';

const upTo = (max: number) => fc.integer({ min: 0, max });

/** Direct sums with 1 to `most` components. */
export const directSums = (most = largestDimension): fc.Arbitrary<Multiplicities> =>
  fc
    .record({ A1: upTo(most), A2: upTo(most), B1: upTo(most), B2: upTo(most), E: upTo(most >> 1) })
    .filter((counts) => dimensionOf(counts) >= 1 && dimensionOf(counts) <= most);

/** Groups and spins that go together: signs only where there is −1. */
export const allowedChoices = (
  most: number,
): fc.Arbitrary<{ internal: InternalGroup; spin: string; frame: 'paper' | 'geometric' }> =>
  fc
    .record({
      internal: fc.constantFrom(...internalGroups),
      counts: directSums(most),
      frame: fc.constantFrom('paper' as const, 'geometric' as const),
    })
    .map(({ internal, counts, frame }) => {
      const signs = ['Z2', 'Z4', 'D4', 'Z6', 'D6'].includes(internal);
      const spin = signs ? representationName(counts) : `${dimensionOf(counts)}A1`;
      return { internal, spin, frame };
    });

export const signedPermutations = (dimension: number): fc.Arbitrary<SignedPermutation> =>
  fc
    .record({
      order: fc.shuffledSubarray(
        Array.from({ length: dimension }, (_, i) => i),
        { minLength: dimension, maxLength: dimension },
      ),
      signs: fc.array(fc.constantFrom(-1, 1), { minLength: dimension, maxLength: dimension }),
    })
    .map(({ order, signs }) =>
      signedPermutation(
        order.map((column, row) => order.map((_, other) => (other === column ? signs[row] : 0))),
      ),
    );
