import { valuesOf, type InternalGroup } from '../../../../preload/contract/index.ts';
import type { ValueSet } from '../coupling-space.ts';
import { groupClosure } from './group-closure.ts';

/** Rotations of a clock; the same with reflections; all permutations. */
export type GroupFamily = 'cyclic' | 'dihedral' | 'symmetric';

export const familyOf = (group: InternalGroup): GroupFamily =>
  (({ Z: 'cyclic', D: 'dihedral', S: 'symmetric' }) as const)[group[0] as 'Z' | 'D' | 'S'];

/** The values of one component and the internal group as permutations of them. */
export function valueSet(group: InternalGroup): ValueSet {
  const size = valuesOf(group);
  const generators = generatorsOf(group);
  const elements = permutationGroup(generators, size);
  return {
    group,
    size,
    generators,
    order: elements.length,
    minusOne: elements.find((element) => isMinusOne(element, generators)) ?? null,
  };
}

/** All elements of a permutation group on `size` values, the identity first. */
export function permutationGroup(generators: readonly Uint8Array[], size: number): Uint8Array[] {
  return groupClosure(generators, {
    identity: Uint8Array.from({ length: size }, (_, value) => value),
    product: composed,
    key: (permutation) => permutation.join(),
  });
}

/** a after b. */
export function composed(a: Uint8Array, b: Uint8Array): Uint8Array {
  return b.map((value) => a[value]);
}

/**
 * Whether a permutation can be what the sign −1 does to a value: twice it is the identity, it moves every value (s = −s has no sign to
 * change), and it commutes with the group, so that point group and internal group act independently.
 */
function isMinusOne(permutation: Uint8Array, generators: readonly Uint8Array[]): boolean {
  const involution = permutation.every((image, value) => image !== value && permutation[image] === value);
  return (
    involution &&
    generators.every((generator) =>
      generator.every((image, value) => permutation[image] === generator[permutation[value]]),
    )
  );
}

function generatorsOf(group: InternalGroup): Uint8Array[] {
  const q = valuesOf(group);
  const values = Uint8Array.from({ length: q }, (_, value) => value);
  const turn = values.map((value) => (value + 1) % q);
  switch (familyOf(group)) {
    case 'cyclic':
      return [turn];
    case 'dihedral':
      return [turn, values.map((value) => (q - value) % q)];
    case 'symmetric':
      return [turn, values.map((value) => (value < 2 ? 1 - value : value))];
  }
}
