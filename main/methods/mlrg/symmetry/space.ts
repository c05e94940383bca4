import {
  dimensionOf,
  HostError,
  internalGroups,
  largestDimension,
  parseRepresentation,
  representationName,
  type InternalGroup,
  type Multiplicities,
  type SymmetrySettings,
} from '../../../../preload/contract/index.ts';
import type {
  Coupling,
  CouplingSpace,
  InternalKernel,
  SpinRepresentation,
  ValueSet,
} from '../coupling-space.ts';
import { invariantMatrices } from './invariants.ts';
import { internalKernels } from './kernels.ts';
import { signedIrreps, spinRepresentation, turnedRepresentation } from './representations.ts';
import { conjugated, withoutSigns } from './signed-permutation.ts';
import { valueSet } from './value-sets.ts';

/**
 * All bond energies between two spins of the chosen representation, as Eqs. 3, 4 and 15 to 18.
 *
 * @throws HostError bad-specification for a choice that is not allowed
 */
export function couplingSpace(settings: SymmetrySettings): CouplingSpace {
  return couplingSpaceBetween(settings.internal, settings.spin, settings.spin, settings.frame);
}

/**
 * The same with edge sites and vertices of different representations. For the student on the cross graph (Fig. 4) `edge` is what visible
 * spins carry and `vertex` what the hidden spin in the middle does.
 *
 * @throws HostError bad-specification for a choice that is not allowed
 */
export function couplingSpaceBetween(
  internal: InternalGroup,
  edge: string,
  vertex: string,
  frame: SymmetrySettings['frame'],
): CouplingSpace {
  const values = valueSet(internal);
  const edgeSpin = spinOnEdge(allowedSpin(edge, values), frame);
  const vertexSpin = allowedSpin(vertex, values);
  const kernels = internalKernels(values);
  return {
    settings: { internal, spin: edge, frame },
    values,
    edge: edgeSpin,
    vertex: vertexSpin,
    kernels,
    couplings: couplingsBetween(edgeSpin, vertexSpin, kernels),
  };
}

/** A spin as the mirror of an edge site's bond sees it. */
export function spinOnEdge(spin: SpinRepresentation, frame: SymmetrySettings['frame']): SpinRepresentation {
  return frame === 'geometric' ? turnedRepresentation(spin) : spin;
}

/** Why a direct sum cannot be the representation of a spin with these values, and what can be done; null: it can. */
export function problemOf(spin: string, values: ValueSet): { message: string; remedy: string } | null {
  const counts = parseRepresentation(spin);
  if (counts === null && spin.trim() !== '') {
    return {
      message: `‘${spin.slice(0, 40)}’ is no direct sum of A1, A2, B1, B2 and E.`,
      remedy: 'Write it like 2A1+E.',
    };
  }
  if (counts === null || dimensionOf(counts) === 0) {
    return {
      message: 'A spin without components has no couplings.',
      remedy: 'Choose at least one irreducible representation, such as A1.',
    };
  }
  return componentProblem(counts) ?? signProblem(counts, values);
}

function componentProblem(counts: Multiplicities): { message: string; remedy: string } | null {
  const dimension = dimensionOf(counts);
  if (dimension <= largestDimension) return null;
  return {
    message: `${representationName(counts, ' ⊕ ')} has ${dimension} components; more than ${largestDimension} cannot be enumerated.`,
    remedy: `Choose a direct sum with at most ${largestDimension} components; E counts as two.`,
  };
}

function signProblem(counts: Multiplicities, values: ValueSet): { message: string; remedy: string } | null {
  const signed = signedIrreps.filter((irrep) => counts[irrep] > 0);
  if (values.minusOne !== null || signed.length === 0) return null;
  const withSign = internalGroups.filter((group) => valueSet(group).minusOne !== null);
  return {
    message:
      `${listed(signed)} ${signed.length > 1 ? 'reverse signs' : 'reverses the sign'} of components, ` +
      `but among the ${values.size} values of ${values.group} no −1 takes every value to an opposite one and commutes with the group.`,
    remedy: `Choose a multiple of A1, or an internal group with −1: ${listed(withSign, 'or')}.`,
  };
}

function allowedSpin(spin: string, values: ValueSet): SpinRepresentation {
  const problem = problemOf(spin, values);
  const counts = parseRepresentation(spin);
  if (problem === null && counts !== null) return spinRepresentation(counts);
  throw new HostError('bad-specification', problem?.message ?? 'This spin has no representation.', {
    where: 'spin',
    ...(problem === null ? {} : { remedy: problem.remedy }),
  });
}

function couplingsBetween(
  edge: SpinRepresentation,
  vertex: SpinRepresentation,
  kernels: readonly InternalKernel[],
): Coupling[] {
  const couplings: Coupling[] = [];
  for (const [kernel, { parity }] of kernels.entries()) {
    // Even kernels do not see the signs.
    const seen = parity === 'even' ? withoutSigns : <T>(unchanged: T) => unchanged;
    for (const matrix of invariantMatrices(seen(edge.mirror), seen(vertex.mirror))) {
      const turned = (m: Float64Array) => conjugated(seen(edge.rotation), m, seen(vertex.rotation));
      const [up, left] = [turned(matrix), turned(turned(matrix))];
      const leading = matrix.findIndex((entry) => entry !== 0);
      couplings.push({
        name: `J${couplings.length}`,
        kernel,
        between: [
          edge.components[Math.floor(leading / vertex.dimension)].irrep,
          vertex.components[leading % vertex.dimension].irrep,
        ],
        directions: [matrix, up, left, turned(left)],
      });
    }
  }
  return couplings;
}

function listed(names: readonly string[], last = 'and'): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} ${last} ${names.at(-1)}`;
}
