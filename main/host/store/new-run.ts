import { mkdir, readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { RunRecord } from '../../../preload/contract/index.ts';
import { renameIntoPlace, storageError, syncFolderSync, writeWhole } from './files.ts';
import { identify, isAlive, writeLease } from './lease.ts';
import { runPaths, writeRecord } from './run-folder.ts';

/** Hidden, and named after its process, so that it can be told from the first moment whether anybody still works on it. */
function draftOf(folder: string): string {
  const { pid, started } = identify(process.pid);
  return join(dirname(folder), `.${basename(folder)}.${pid}-${started}.draft`);
}

const draftName = /^\..*\.(\d+)-(\d*)\.draft$/;

/**
 * Makes the folder of a new run under another name and renames it into place: a run is there whole, held by this process, or
 * not at all. Throws HostError 'storage'.
 */
export async function makeRunFolder(folder: string, record: RunRecord, inputs?: Uint8Array): Promise<void> {
  const draft = draftOf(folder);
  const paths = runPaths(draft);
  try {
    await mkdir(draft);
    writeLease(draft, { host: identify(process.pid) });
    await mkdir(paths.artifacts);
    await mkdir(paths.checkpoints);
    if (inputs) await writeWhole(paths.inputs, inputs);
    await writeRecord(draft, record);
    await renameIntoPlace(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true }).catch(() => {});
    throw storageError(folder, error);
  }
  try {
    syncFolderSync(dirname(folder));
  } catch {
    // It is in place; only a loss of power in the next seconds could undo it.
  }
}

/** Removes drafts whose process ended in the middle. */
export async function removeDeadDrafts(runs: string): Promise<void> {
  for (const name of await readdir(runs).catch(() => [])) {
    const [, pid, started = ''] = draftName.exec(name) ?? [];
    if (pid === undefined || isAlive({ pid: Number(pid), started })) continue;
    // Where the disk refuses, it stays hidden and the next start tries again.
    await rm(join(runs, name), { recursive: true, force: true }).catch(() => {});
  }
}
