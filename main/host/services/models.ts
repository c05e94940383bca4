import { HostError, type ChainLink, type ExperimentSpec } from '../../../preload/contract/index.ts';

export async function modelChain(_spec: ExperimentSpec): Promise<ChainLink[]> {
  throw new HostError('not-available', "This build of Macroscope can't show the layers of a model.");
}
