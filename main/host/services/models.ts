import type { ChainLink, ExperimentSpec } from '../../../preload/contract/index.ts';
import { chainOf } from '../../methods/macronet/chain.ts';

/** The layers of an experiment's networks, with their dimensions and parameter counts. */
export function modelChain(spec: ExperimentSpec): ChainLink[] {
  return chainOf(spec);
}
