import type { SignedPermutation } from '../coupling-space.ts';
import { groupClosure } from './group-closure.ts';
import { irrepGenerators, type Generators } from './representations.ts';
import { inverse, keyOf, product, signedIdentity, trace } from './signed-permutation.ts';

/** An element of C4v as a product of generators, the last letter acting first. */
export type Word = readonly (keyof Generators)[];

export interface ConjugacyClass {
  name: string;
  tex: string;
  size: number;
  /** One of its elements. */
  word: Word;
}

interface PointOperation {
  word: Word;
  /** How it turns the plane, which tells all elements apart. */
  plane: SignedPermutation;
}

/** The 8 elements of C4v, the closure of C4 and σ in the plane. */
export const pointOperations: readonly PointOperation[] = groupClosure<PointOperation>(
  (['rotation', 'mirror'] as const).map((letter) => ({ word: [letter], plane: irrepGenerators.E[letter] })),
  {
    identity: { word: [], plane: signedIdentity(2) },
    product: (a, b) => ({ word: [...a.word, ...b.word], plane: product(a.plane, b.plane) }),
    key: ({ plane }) => keyOf(plane),
  },
);

/** Conjugacy classes of C4v: the identity, C4, C2, the mirrors along bonds and those along diagonals. */
export const conjugacyClasses: readonly ConjugacyClass[] = classes();

/** The matrix of an element in the representation with these generators. */
export function matrixOfWord(word: Word, generators: Generators): SignedPermutation {
  return word.reduce(
    (result, letter) => product(result, generators[letter]),
    signedIdentity(generators.rotation.image.length),
  );
}

/** Traces in a representation, one for each conjugacy class. */
export function charactersOf(generators: Generators): number[] {
  return conjugacyClasses.map(({ word }) => trace(matrixOfWord(word, generators)));
}

/** Mean over the group of the product of two characters: how often one irreducible representation occurs in a representation. */
export function innerProduct(a: readonly number[], b: readonly number[]): number {
  const sum = conjugacyClasses.reduce((sum, { size }, c) => sum + size * a[c] * b[c], 0);
  return sum / pointOperations.length;
}

function classes(): ConjugacyClass[] {
  const seen = new Set<string>();
  const found: ConjugacyClass[] = [];
  for (const { word, plane } of pointOperations) {
    if (seen.has(keyOf(plane))) continue;
    const members = new Set(
      pointOperations.map((by) => keyOf(product(product(by.plane, plane), inverse(by.plane)))),
    );
    for (const member of members) seen.add(member);
    found.push({ ...nameOf(plane, members), size: members.size, word });
  }
  // Rotations before mirrors, the identity first, C4 before its square.
  const place = ['1', 'C4', 'C2', 'σv', 'σd'];
  return found.toSorted((a, b) => place.indexOf(a.name) - place.indexOf(b.name));
}

/** Named by what it does to the plane: a mirror has the determinant −1, and σ itself is one along a bond. */
function nameOf(plane: SignedPermutation, members: ReadonlySet<string>): { name: string; tex: string } {
  const turned = plane.image[0] === 1;
  const determinant = plane.sign[0] * plane.sign[1] * (turned ? -1 : 1);
  if (determinant < 0) {
    return members.has(keyOf(irrepGenerators.E.mirror))
      ? { name: 'σv', tex: '\\sigma_v' }
      : { name: 'σd', tex: '\\sigma_d' };
  }
  if (turned) return { name: 'C4', tex: 'C_4' };
  return plane.sign[0] > 0 ? { name: '1', tex: '1' } : { name: 'C2', tex: 'C_2' };
}
