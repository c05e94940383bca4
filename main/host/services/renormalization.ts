import {
  HostError,
  type CallArgument,
  type RgPath,
  type RgPlane,
  type SymmetryDescription,
} from '../../../preload/contract/index.ts';
import { symmetryOf } from './symmetry.ts';

const notYet = () => Promise.reject(new HostError('not-available', 'Not in this build.'));

/** Answers what the Renormalization lab asks while the user chooses and drags. */
export function createRenormalizationService(_runs: string): {
  symmetryDescribe(argument: CallArgument<'symmetryDescribe'>): Promise<SymmetryDescription>;
  rgFlow(argument: CallArgument<'rgFlow'>): Promise<RgPath[]>;
  rgPlane(argument: CallArgument<'rgPlane'>): Promise<RgPlane>;
} {
  return {
    symmetryDescribe: (argument) => Promise.resolve(symmetryOf(argument)),
    rgFlow: notYet,
    rgPlane: notYet,
  };
}
