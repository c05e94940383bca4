import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SignedPermutation } from '../../../../main/methods/mlrg/coupling-space.ts';
import {
  irrepGenerators,
  signedIrreps,
  spinRepresentation,
  turnedRepresentation,
  type Generators,
} from '../../../../main/methods/mlrg/symmetry/representations.ts';
import {
  matrixOf,
  product,
  signedIdentity,
} from '../../../../main/methods/mlrg/symmetry/signed-permutation.ts';
import { irreps, type Irrep } from '../../../../preload/contract/index.ts';
import { directSums } from '../arbitraries.ts';

function expectRelations({ rotation, mirror }: Generators): void {
  const identity = signedIdentity(rotation.image.length);
  const half = product(rotation, rotation);
  expect(product(half, half)).toEqual(identity);
  expect(product(mirror, mirror)).toEqual(identity);
  expect(product(mirror, product(rotation, mirror))).toEqual(product(half, rotation));
}

/** Each irreducible representation as functions of a point, to be turned with it. */
const functions: Record<Irrep, (x: number, y: number) => number[]> = {
  A1: () => [1],
  A2: (x, y) => [x * y * (x * x - y * y)],
  B1: (x, y) => [x * x - y * y],
  B2: (x, y) => [x * y],
  E: (x, y) => [x, y],
};

const only = (irrep: Irrep) => spinRepresentation({ A1: 0, A2: 0, B1: 0, B2: 0, E: 0, [irrep]: 1 });

const acted = (matrix: SignedPermutation, vector: number[]) =>
  matrixOf(matrix).map((row) => row.reduce((sum, entry, i) => sum + entry * vector[i], 0));

describe('irreducible representations', () => {
  test.each(irreps)('%s keeps the relations of C4v and transforms as its Cartesian product', (irrep) => {
    expectRelations(irrepGenerators[irrep]);
    const [x, y] = [0.3, 1.7];
    const before = functions[irrep](x, y);
    expect(functions[irrep](-y, x)).toEqual(acted(irrepGenerators[irrep].rotation, before));
    expect(functions[irrep](x, -y)).toEqual(acted(irrepGenerators[irrep].mirror, before));
  });

  test('need −1 but for A1', () => {
    expect(signedIrreps).toEqual(['A2', 'B1', 'B2', 'E']);
  });
});

describe('direct sums', () => {
  test('of A1 and E are Eq. 9', () => {
    const spin = spinRepresentation({ A1: 1, A2: 0, B1: 0, B2: 0, E: 1 });
    expect(matrixOf(spin.rotation)).toEqual([
      [1, 0, 0],
      [0, 0, -1],
      [0, 1, 0],
    ]);
    expect(matrixOf(spin.mirror)).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, -1],
    ]);
    expect(spin.components).toEqual([
      { irrep: 'A1', copy: 1, index: 0 },
      { irrep: 'E', copy: 1, index: 0 },
      { irrep: 'E', copy: 1, index: 1 },
    ]);
  });

  test('keep the relations of C4v, upright and turned by 45°', () => {
    fc.assert(
      fc.property(directSums(), (counts) => {
        const spin = spinRepresentation(counts);
        expect(spin.components).toHaveLength(spin.dimension);
        expectRelations(spin);
        expectRelations(turnedRepresentation(spin));
      }),
    );
  });

  test('turned by 45°, B1 and B2 change places and the mirror exchanges the components of E', () => {
    expect(turnedRepresentation(only('B1')).mirror).toEqual(only('B2').mirror);
    expect(turnedRepresentation(only('B2')).mirror).toEqual(only('B1').mirror);
    expect(turnedRepresentation(only('A2'))).toEqual(only('A2'));
    expect(matrixOf(turnedRepresentation(only('E')).mirror)).toEqual([
      [0, 1],
      [1, 0],
    ]);
    expect(turnedRepresentation(only('E')).rotation).toEqual(only('E').rotation);
  });
});
