import {
  HostError,
  type CallArgument,
  type RgPath,
  type RgPlane,
  type SymmetryDescription,
} from '../../../preload/contract/index.ts';

/** Answers what the Renormalization lab asks while the user chooses and drags. */
export function createRenormalizationService(_runs: string): {
  symmetryDescribe(argument: CallArgument<'symmetryDescribe'>): Promise<SymmetryDescription>;
  rgFlow(argument: CallArgument<'rgFlow'>): Promise<RgPath[]>;
  rgPlane(argument: CallArgument<'rgPlane'>): Promise<RgPlane>;
} {
  const notYet = () => Promise.reject(new HostError('not-available', 'Not in this build.'));
  return { symmetryDescribe: notYet, rgFlow: notYet, rgPlane: notYet };
}
