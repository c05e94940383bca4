import {
  dimensionOf,
  HostError,
  internalGroups,
  largestDimension,
  parseRepresentation,
  representationName,
  type Multiplicities,
  type SymmetryDescription,
} from '../../../../preload/contract/index.ts';
import type { SpinRepresentation, ValueSet } from '../coupling-space.ts';
import { signedIrreps, spinRepresentation } from './representations.ts';
import { valueSet } from './value-sets.ts';

type Problem = NonNullable<SymmetryDescription['problem']>;

/**
 * A direct sum as a document writes it, and why a spin with these values cannot transform so; null: it can. What cannot be read has no
 * components.
 */
export function examineSpin(
  spin: string,
  values: ValueSet,
): { counts: Multiplicities; problem: Problem | null } {
  const counts = parseRepresentation(spin) ?? { A1: 0, A2: 0, B1: 0, B2: 0, E: 0 };
  return { counts, problem: sizeProblem(spin, counts) ?? signProblem(counts, values) };
}

/** The representation of a spin with these values. Throws HostError bad-specification where there is none. */
export function allowedSpin(spin: string, values: ValueSet): SpinRepresentation {
  const { counts, problem } = examineSpin(spin, values);
  if (problem !== null) {
    throw new HostError('bad-specification', problem.message, { where: 'spin', remedy: problem.remedy });
  }
  return spinRepresentation(counts);
}

function sizeProblem(spin: string, counts: Multiplicities): Problem | null {
  const dimension = dimensionOf(counts);
  if (spin.trim() === '') {
    return {
      message: 'A spin without components has no couplings.',
      remedy: 'Choose at least one irreducible representation, such as A1.',
    };
  }
  if (dimension === 0) {
    return {
      message: `‘${spin.slice(0, 40)}’ is no direct sum of A1, A2, B1, B2 and E.`,
      remedy: 'Write it like 2A1+E.',
    };
  }
  if (dimension <= largestDimension) return null;
  return {
    message: `${representationName(counts, ' ⊕ ')} has ${dimension} components; more than ${largestDimension} cannot be enumerated.`,
    remedy: `Choose a direct sum with at most ${largestDimension} components; E counts as two.`,
  };
}

function signProblem(counts: Multiplicities, values: ValueSet): Problem | null {
  const signed = signedIrreps.filter((irrep) => counts[irrep] > 0);
  if (values.minusOne !== null || signed.length === 0) return null;
  const withMinusOne = internalGroups.filter((group) => valueSet(group).minusOne !== null);
  return {
    message:
      `${listed(signed, 'and')} ${signed.length > 1 ? 'reverse signs' : 'reverses the sign'} of components, ` +
      `but among the ${values.size} values of ${values.group} no −1 takes every value to an opposite one and commutes with the group.`,
    remedy: `Choose a multiple of A1, or an internal group with −1: ${listed(withMinusOne, 'or')}.`,
  };
}

function listed(names: readonly string[], last: 'and' | 'or'): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${last} ${names.at(-1)}`;
}
