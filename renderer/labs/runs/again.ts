import { HostError, type ArrayRecord, type RunRecord } from '../../../preload/contract/index.ts';
import { toHostError } from '../../bridge/errors.ts';
import { host } from '../../bridge/host.ts';
import { confirm } from '../../shell/confirm.ts';
import { useNavigation } from '../../shell/navigation.ts';
import { notify, report } from '../../shell/notices.ts';
import { useRunsStore } from '../../stores/runs.ts';
import { openDocument } from '../documents/open.ts';

type Repeated = Pick<RunRecord, 'id' | 'name' | 'spec'>;

/** Arrays a run was given beside its document; undefined when there were none. @throws HostError */
export async function inputsOf(id: string): Promise<ArrayRecord | undefined> {
  try {
    return await host.runArrays({ id, name: 'inputs' });
  } catch (error) {
    if (toHostError(error).code === 'not-found') return undefined;
    throw error;
  }
}

/** Puts the same document, with the same arrays, into the queue once more and selects that run. */
export async function runAgain({ id, name, spec }: Repeated): Promise<void> {
  try {
    const inputs = await inputsOf(id);
    await useRunsStore().create(spec, {
      name: `${name.replace(/ \(again\)$/, '').slice(0, 112)} (again)`,
      ...(inputs === undefined ? {} : { inputs }),
    });
  } catch (error) {
    report(error, `${name} was not started again`);
  }
}

/**
 * Opens the document of a run in the editor of its kind, to be changed and started there. A kind that needs more than its document
 * is said so, and can be run again as it is.
 */
export async function duplicateAndEdit(run: Repeated): Promise<void> {
  try {
    const { lab, tab } = await openDocument(run.spec);
    useNavigation().go(lab, tab);
    notify({
      level: 'info',
      title: 'The document is in the editor',
      message: `A copy of “${run.name}”, to be changed and started there.`,
    });
  } catch (error) {
    if (!(error instanceof HostError) || error.code !== 'bad-specification') {
      report(error, 'The document could not be opened');
      return;
    }
    const again = await confirm({
      title: 'This document has no editor of its own',
      message: `${error.message} ${error.remedy ?? ''} The run can be computed again as it is, with the same data.`,
      confirm: 'Run again as it is',
    });
    if (again) await runAgain(run);
  }
}
