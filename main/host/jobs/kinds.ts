import { HostError, type ExperimentKindName } from '../../../preload/contract/index.ts';
import type { ExperimentKind, RunContext } from '../../methods/context.ts';
import type { kinds as registeredKinds } from '../../methods/index.ts';

/** The experiment kind of a run. Throws HostError 'not-available' for one that this build does not have. */
export async function loadKind(
  kinds: typeof registeredKinds,
  name: ExperimentKindName,
): Promise<ExperimentKind & { run(context: RunContext): Promise<void> }> {
  const load = kinds[name];
  if (!load) {
    throw new HostError('not-available', `This build of Macroscope has no experiment "${name}".`, {
      remedy: 'Update Macroscope, or choose another kind of experiment.',
    });
  }
  // The registry pairs each name with its own kind, which TypeScript can't follow through an index.
  return (await load()) as unknown as ExperimentKind & { run(context: RunContext): Promise<void> };
}
