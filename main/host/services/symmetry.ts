import type { CallArgument, SymmetryDescription } from '../../../preload/contract/index.ts';
import { stepSeconds } from '../../methods/mlrg/exact/step-seconds.ts';
import { describeSymmetry } from '../../methods/mlrg/symmetry/describe.ts';

/** What a choice of symmetries means; a choice that is not allowed is described with its problem. */
export function symmetryOf({ symmetry }: CallArgument<'symmetryDescribe'>): SymmetryDescription {
  return describeSymmetry(symmetry, stepSeconds);
}
