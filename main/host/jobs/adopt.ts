import type { RunState, Settings } from '../../../preload/contract/index.ts';
import type { Logger } from '../log.ts';
import { removeDrafts } from '../store/checkpoints.ts';
import { isStorageError } from '../store/files.ts';
import { readLease } from '../store/lease.ts';
import { removeDeadDrafts } from '../store/new-run.ts';
import type { RunStore } from '../store/run-store.ts';
import type { JobQueue } from './queue.ts';

export interface AdoptionParts {
  store: RunStore;
  queue: JobQueue;
  settings: () => Settings;
  log: Logger;
}

/**
 * Takes over what an earlier workbench left: runs that ran or waited become interrupted, and go on if the settings say so; those
 * that the disk had stopped wait for it. Runs that another living process holds (a command line, a worker that outlived its
 * workbench) are left alone. True when there are such, or some that could not be read: to be called again then.
 */
export async function adoptRuns(parts: AdoptionParts): Promise<boolean> {
  const { store, queue, log } = parts;
  let later = false;
  await removeDeadDrafts(store.runs);
  for (const { id, state, waitsForDisk } of store
    .list(['running', 'queued', 'interrupted', 'paused'])
    .toReversed()) {
    if (queue.closing) return false;
    if (queue.has(id)) continue;
    try {
      if (state === 'paused') {
        if (waitsForDisk) queue.awaitDisk(id);
      } else if (!(await adopt(id, state, parts))) later = true;
    } catch (error) {
      later ||= isStorageError(error);
      log.error({ err: error, run: id }, 'a run could not be taken over');
    }
  }
  return later;
}

/** False for a run that another process holds. */
async function adopt(
  id: string,
  state: RunState,
  { store, queue, settings }: AdoptionParts,
): Promise<boolean> {
  if (state !== 'interrupted') {
    if (readLease(store.folder(id))) return false;
    removeDrafts(store.folder(id));
    // The process that held it may have ended it well since it was listed.
    const now = (await store.admit(id)).state;
    if (now === 'running' || now === 'queued') {
      await queue.interrupt(id, `the workbench ended while it ${now === 'running' ? 'ran' : 'waited'}`);
    }
  }
  const { continueOnStart } = await store.read(id);
  if (!continueOnStart) return true;
  if (settings().resumeOnStart) await queue.resume(id);
  else await store.update(id, { continueOnStart: undefined });
  return true;
}
