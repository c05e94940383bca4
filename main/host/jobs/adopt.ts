import type { Settings } from '../../../preload/contract/index.ts';
import type { Logger } from '../log.ts';
import { readLease } from '../store/lease.ts';
import type { RunStore } from '../store/run-store.ts';
import type { JobQueue } from './queue.ts';

export interface AdoptionParts {
  store: RunStore;
  queue: JobQueue;
  settings: () => Settings;
  log: Logger;
}

/** How soon a worker that outlived its host is looked at again. */
const again = 1000;

/**
 * Takes over what an earlier workbench left: runs that ran or waited become interrupted, and go on if the settings say so.
 * Runs that another living workbench holds are left alone; a worker that outlived its host is waited for.
 */
export async function adoptRuns(parts: AdoptionParts): Promise<void> {
  const { store, queue, settings, log } = parts;
  let outlived = false;
  for (const { id, state } of store.list(['running', 'queued', 'interrupted']).toReversed()) {
    if (queue.closing) return;
    if (queue.has(id)) continue;
    try {
      if (state !== 'interrupted') {
        const lease = readLease(store.folder(id));
        outlived ||= lease?.worker !== undefined;
        if (lease) continue;
        await queue.interrupt(id, `the workbench ended while it ${state === 'running' ? 'ran' : 'waited'}`);
      }
      const { continueOnStart } = await store.read(id);
      if (!continueOnStart) continue;
      if (settings().resumeOnStart) await queue.resume(id);
      else await store.update(id, { continueOnStart: undefined });
    } catch (error) {
      log.error({ err: error, run: id }, 'a run could not be taken over');
    }
  }
  if (outlived) setTimeout(() => void adoptRuns(parts), again).unref();
}
