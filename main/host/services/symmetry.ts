import type { CallArgument, SymmetryDescription } from '../../../preload/contract/index.ts';
import type { CouplingSpace } from '../../methods/mlrg/coupling-space.ts';
import { describeSymmetry } from '../../methods/mlrg/symmetry/describe.ts';
import { visibleStates } from '../../methods/mlrg/symmetry/orbit-count.ts';

/** What a choice of symmetries means; a choice that is not allowed is described with its problem. */
export function symmetryOf({ symmetry }: CallArgument<'symmetryDescribe'>): SymmetryDescription {
  return describeSymmetry(symmetry, stepSeconds);
}

/** Processor time of one orbit and coupling in one RG step, some ten evaluations of the divergence. */
const secondsEach = 1e-6;

function stepSeconds(space: CouplingSpace): number {
  return secondsEach * visibleStates(space).orbits * space.couplings.length;
}
