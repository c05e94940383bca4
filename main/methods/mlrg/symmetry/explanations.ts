import type { Irrep } from '../../../../preload/contract/index.ts';
import type { ValueSet } from '../coupling-space.ts';
import { familyOf } from './value-sets.ts';

/** Cartesian products that transform as each irreducible representation, with x along the representative bond (MLRG, Table I). */
export const cartesianProducts: Readonly<Record<Irrep, string>> = {
  A1: '1',
  A2: 'xy(x² − y²)',
  B1: 'x² − y²',
  B2: 'xy',
  E: '(x, y)',
};

/** "Z2, Ising": the group and the model it is known from. */
export function titleOf({ group, size }: ValueSet): string {
  if (size === 2) return `${group}, Ising`;
  switch (familyOf(group)) {
    case 'cyclic':
      return `${group}, chiral ${size}-state clock`;
    case 'dihedral':
      return `${group}, ${size}-state clock`;
    case 'symmetric':
      return `${group}, ${size}-state Potts`;
  }
}

/** What the group does to the values of a component, and whether one of its elements can be the sign that some representations need. */
export function explanationOf(values: ValueSet): string {
  return `${actionOf(values)} ${signOf(values)}`;
}

function actionOf({ group, size }: ValueSet): string {
  if (size === 2) return 'Each component is ±1, and the energy stays the same when all signs are reversed.';
  const angle = `${360 / size}°`;
  switch (familyOf(group)) {
    case 'cyclic':
      return (
        `Each component is one of ${size} angles, and the energy stays the same when all are turned by ${angle}. ` +
        'Reflections are not asked for, so a turn to the left may cost another energy than one to the right: the sine kernels.'
      );
    case 'dihedral':
      return `Each component is one of ${size} angles, and the energy stays the same when all are turned by ${angle} or reflected.`;
    case 'symmetric':
      return `Each component is one of ${size} colours, and the energy stays the same however the colours are exchanged, so that it matters only whether two are equal.`;
  }
}

function signOf({ group, size, minusOne }: ValueSet): string {
  if (minusOne !== null) {
    const element = size === 2 ? 'The reversal' : 'Half a turn';
    return `${element} is −1: it takes every value to an opposite one and commutes with the group, so A2, B1, B2 and E can be chosen.`;
  }
  const reason =
    size % 2 === 1
      ? `${size} values do not pair off as s and −s`
      : `no pairing of the ${size} values as s and −s commutes with all of ${group}`;
  return `There is no −1, as ${reason}: only multiples of A1 can be chosen.`;
}
