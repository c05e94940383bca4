import type { RunSummary } from '../../../preload/contract/index.ts';
import type { RunStore } from '../store/run-store.ts';

/** Runs that still have something to compute for which another run is needed: they name it in their specification, or compute it again. */
export async function waitingFor(id: string, store: RunStore): Promise<RunSummary[]> {
  const unfinished = store.list(['queued', 'running', 'paused', 'interrupted', 'failed']);
  const using: RunSummary[] = [];
  for (const run of unfinished) {
    if (run.id === id) continue;
    if (run.reproduction?.of === id) {
      using.push(run);
      continue;
    }
    const record = await store.read(run.id).catch(() => null);
    if (record !== null && JSON.stringify(record.spec).includes(id)) using.push(run);
  }
  return using;
}
