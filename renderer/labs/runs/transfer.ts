import type { RunRecord, RunSummary } from '../../../preload/contract/index.ts';
import { toHostError } from '../../bridge/errors.ts';
import { host } from '../../bridge/host.ts';
import { download } from '../../components/download.ts';
import { report } from '../../shell/notices.ts';
import { showTransfer } from '../../shell/transfers.ts';
import { useRunsStore } from '../../stores/runs.ts';
import { packedRun, unpackedRun } from './pieces.ts';

/**
 * Saves a whole run as one .zip, which another machine opens. The status line shows how far it is and cancels it; a failure is
 * reported in words.
 */
export async function downloadRun(
  run: Pick<RunSummary, 'id' | 'name'>,
  { checkpoints = true } = {},
): Promise<void> {
  try {
    const { name, content } = await showTransfer(`Packing ${run.name}`, (progress, signal) =>
      packedRun(host, run.id, checkpoints, { progress, signal }),
    );
    download(name, content);
  } catch (error) {
    if (toHostError(error).code !== 'cancelled') report(error, `${run.name} was not packed`);
  }
}

/**
 * Makes a packed run a run of this workspace and selects it. The status line shows how far it is and cancels it.
 * @throws HostError: the file is no packed run or is damaged, the disk is full, the user cancelled
 */
export async function importRun(file: File): Promise<RunRecord> {
  const record = await showTransfer(`Opening ${file.name}`, (progress, signal) =>
    unpackedRun(host, file, { progress, signal }),
  );
  useRunsStore().selected = record.id;
  return record;
}
