import type { SymmetryDescription, SymmetrySettings } from '../../../../preload/contract/index.ts';
import { describeSymmetry } from '../../../../main/methods/mlrg/symmetry/describe.ts';

/** What the host answers, with a fixed time for a step. */
export const describe = (patch: Partial<SymmetrySettings> = {}, stepSeconds = 0.0082): SymmetryDescription =>
  describeSymmetry({ internal: 'Z2', spin: 'A1', frame: 'paper', ...patch }, () => stepSeconds);

/** Z2 spins in A1: one coupling. */
export const isingDescription = describe({}, 0.0004);

/** Z2 spins in A1 + E: Eq. 17. */
export const vectorDescription = describe({ spin: 'A1+E' });

/** A choice that the group forbids. */
export const forbiddenDescription = describe({ internal: 'Z3', spin: 'A1+E' });
