import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { RunRecord } from '../../../preload/contract/index.ts';
import { storageError, syncFolderSync, writeWhole } from './files.ts';
import { identify, readLease, writeLease } from './lease.ts';
import { runPaths, writeRecord } from './run-folder.ts';

const draftOf = (folder: string) => join(dirname(folder), `.${basename(folder)}.draft`);
const isDraft = (name: string) => name.startsWith('.') && name.endsWith('.draft');

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
    await rename(draft, folder);
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

/** A draft is noted as its process's own at once; one without a note is given this long. */
const milliseconds = 60_000;

/** Removes drafts whose process ended in the middle. */
export async function removeDeadDrafts(runs: string): Promise<void> {
  for (const name of (await readdir(runs).catch(() => [])).filter(isDraft)) {
    const draft = join(runs, name);
    try {
      const { mtimeMs } = await stat(draft);
      const noted = (await readdir(draft)).includes('lease.json');
      if (noted ? readLease(draft) !== null : Date.now() - mtimeMs < milliseconds) continue;
      await rm(draft, { recursive: true, force: true });
    } catch {
      // It is hidden, and the next start tries again.
    }
  }
}
