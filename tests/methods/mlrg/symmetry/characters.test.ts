import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  charactersOf,
  conjugacyClasses,
  innerProduct,
  matrixOfWord,
  pointOperations,
} from '../../../../main/methods/mlrg/symmetry/characters.ts';
import {
  irrepGenerators,
  spinRepresentation,
  turnedRepresentation,
} from '../../../../main/methods/mlrg/symmetry/representations.ts';
import { keyOf, product, trace } from '../../../../main/methods/mlrg/symmetry/signed-permutation.ts';
import { irreps } from '../../../../preload/contract/index.ts';
import { directSums } from '../arbitraries.ts';

/** How often each irreducible representation occurs in the one with these generators. */
function multiplicitiesIn(generators: Parameters<typeof charactersOf>[0]): Record<string, number> {
  const characters = charactersOf(generators);
  return Object.fromEntries(
    irreps.map((irrep) => [irrep, innerProduct(characters, charactersOf(irrepGenerators[irrep]))]),
  );
}

describe('the point group', () => {
  test('has 8 elements in five classes', () => {
    expect(pointOperations).toHaveLength(8);
    expect(conjugacyClasses.map(({ name, size }) => [name, size])).toEqual([
      ['1', 1],
      ['C4', 2],
      ['C2', 1],
      ['σv', 2],
      ['σd', 2],
    ]);
  });

  test('is closed', () => {
    const known = new Set(pointOperations.map(({ plane }) => keyOf(plane)));
    for (const a of pointOperations)
      for (const b of pointOperations) expect(known).toContain(keyOf(product(a.plane, b.plane)));
  });

  test('words give the elements they stand for', () => {
    for (const { word, plane } of pointOperations)
      expect(matrixOfWord(word, irrepGenerators.E)).toEqual(plane);
  });
});

describe('characters', () => {
  const table = irreps.map((irrep) => charactersOf(irrepGenerators[irrep]));

  test('of irreducible representations are orthonormal', () => {
    for (const [i, a] of table.entries())
      for (const [j, b] of table.entries()) expect(innerProduct(a, b)).toBe(i === j ? 1 : 0);
  });

  test('are orthogonal by columns too, with the sizes of the centralisers', () => {
    for (const [c, { size }] of conjugacyClasses.entries())
      for (const d of conjugacyClasses.keys())
        expect(table.reduce((sum, row) => sum + row[c] * row[d], 0)).toBe(c === d ? 8 / size : 0);
  });

  test('are the same all over a class', () => {
    fc.assert(
      fc.property(directSums(), (counts) => {
        const spin = spinRepresentation(counts);
        const all = pointOperations.map(({ word }) => trace(matrixOfWord(word, spin)));
        const byClass = charactersOf(spin).flatMap((character, c) =>
          Array.from({ length: conjugacyClasses[c].size }, () => character),
        );
        expect(all.toSorted()).toEqual(byClass.toSorted());
      }),
    );
  });

  test('give the multiplicities of a direct sum back, turned by 45° with B1 and B2 exchanged', () => {
    fc.assert(
      fc.property(directSums(), (counts) => {
        const spin = spinRepresentation(counts);
        expect(multiplicitiesIn(spin)).toEqual(counts);
        expect(multiplicitiesIn(turnedRepresentation(spin))).toEqual({
          ...counts,
          B1: counts.B2,
          B2: counts.B1,
        });
      }),
    );
  });
});
