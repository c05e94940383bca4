import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CouplingSpace, SignedPermutation } from '../../../../main/methods/mlrg/coupling-space.ts';
import { invariantMatrices } from '../../../../main/methods/mlrg/symmetry/invariants.ts';
import {
  conjugated,
  signedIdentity,
  trace,
  withoutSigns,
} from '../../../../main/methods/mlrg/symmetry/signed-permutation.ts';
import { couplingSpace } from '../../../../main/methods/mlrg/symmetry/space.ts';
import { permutationGroup } from '../../../../main/methods/mlrg/symmetry/value-sets.ts';
import { allowedChoices, signedPermutations } from '../arbitraries.ts';

/** The mirror group of a bond has two elements: the mean over them of what χ_e χ_v gives is the dimension of its invariants. */
function meanOfCharacters({ edge, vertex }: CouplingSpace, parity: 'odd' | 'even' | null): number {
  const [e, v] =
    parity === 'even'
      ? [withoutSigns(edge.mirror), withoutSigns(vertex.mirror)]
      : [edge.mirror, vertex.mirror];
  return (edge.dimension * vertex.dimension + trace(e) * trace(v)) / 2;
}

/**
 * Dimension of the energies Σ_ab f_ab(s_a, s′_b), each f of zero mean in both values, that neither G nor the mirror changes: the mean of
 * their characters over G × {1, σ}. An element w of the values has the character (fixed values − 1) on functions of zero mean.
 */
function invariantPairEnergies({ values, edge, vertex }: CouplingSpace): number {
  const elements = permutationGroup(values.generators, values.size);
  const zeroMean = (element: Uint8Array, sign: number) => {
    const fixed = element.filter((_, value) => {
      const image = element[value];
      return (sign > 0 ? image : values.minusOne?.[image]) === value;
    });
    return fixed.length - 1;
  };
  const character = ({ image, sign }: SignedPermutation, element: Uint8Array) =>
    image.reduce((sum, to, a) => (to === a ? sum + zeroMean(element, sign[a]) : sum), 0);
  const sum = elements.reduce(
    (sum, element) =>
      sum +
      character(signedIdentity(edge.dimension), element) *
        character(signedIdentity(vertex.dimension), element) +
      character(edge.mirror, element) * character(vertex.mirror, element),
    0,
  );
  return sum / (2 * elements.length);
}

describe('the couplings of a bond', () => {
  test('are as many as the characters say', () => {
    fc.assert(
      fc.property(allowedChoices(5), (choice) => {
        const space = couplingSpace(choice);
        for (const [k, { parity }] of space.kernels.entries()) {
          const own = space.couplings.filter(({ kernel }) => kernel === k);
          expect(own).toHaveLength(meanOfCharacters(space, parity));
        }
      }),
    );
  });

  test('are all invariant sums of pair energies, counted on the values themselves', () => {
    fc.assert(
      fc.property(allowedChoices(4), (choice) => {
        const space = couplingSpace(choice);
        expect(space.couplings).toHaveLength(invariantPairEnergies(space));
      }),
      { numRuns: 40 },
    );
  });

  test('do not change under the mirror, and couple two irreps with entries 0 and ±1', () => {
    fc.assert(
      fc.property(allowedChoices(4), (choice) => {
        const { couplings, kernels, edge, vertex } = couplingSpace(choice);
        for (const { directions, kernel, between } of couplings) {
          const even = kernels[kernel].parity === 'even';
          const mirrors = [edge.mirror, vertex.mirror].map((mirror) =>
            even ? withoutSigns(mirror) : mirror,
          );
          const [matrix] = directions;
          expect(conjugated(mirrors[0], matrix, mirrors[1])).toEqual(matrix);
          // The mirror takes the bond of direction 1 to that of direction 3.
          expect(conjugated(mirrors[0], directions[1], mirrors[1])).toEqual(directions[3]);
          const entries = [...matrix.keys()].filter((i) => matrix[i] !== 0);
          expect(entries.every((i) => Math.abs(matrix[i]) === 1)).toBe(true);
          const irreps = entries.map((i) => [
            edge.components[Math.floor(i / vertex.dimension)].irrep,
            vertex.components[i % vertex.dimension].irrep,
          ]);
          expect(irreps).toEqual(entries.map(() => between));
        }
      }),
    );
  });

  test('start with a bond of the first components, where these are A1', () => {
    fc.assert(
      fc.property(
        allowedChoices(5).filter(({ spin }) => /^\d?A1/.test(spin)),
        (choice) => {
          const [first] = couplingSpace(choice).couplings;
          expect(first.name).toBe('J0');
          expect([...first.directions[0]].findIndex((entry) => entry !== 0)).toBe(0);
          expect(first.between).toEqual(['A1', 'A1']);
        },
      ),
    );
  });
});

test('invariant matrices are those of both permutations, whatever these are', () => {
  const involutions = fc
    .integer({ min: 1, max: 5 })
    .chain((n) => signedPermutations(n))
    .filter(({ image, sign }) => image.every((to, a) => image[to] === a && sign[a] === sign[to]));
  fc.assert(
    fc.property(involutions, involutions, (s, t) => {
      const basis = invariantMatrices(s, t);
      expect(basis).toHaveLength((s.image.length * t.image.length + trace(s) * trace(t)) / 2);
      for (const matrix of basis) expect(conjugated(s, matrix, t)).toEqual(matrix);
    }),
  );
});
