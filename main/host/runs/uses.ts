import type { RunSummary } from '../../../preload/contract/index.ts';
import type { RunStore } from '../store/run-store.ts';

/** Runs that still have something to compute, and name another run in their specification: its model, its data set. */
export async function waitingFor(id: string, store: RunStore): Promise<RunSummary[]> {
  const unfinished = store.list(['queued', 'running', 'paused', 'interrupted', 'failed']);
  const using: RunSummary[] = [];
  for (const run of unfinished) {
    if (run.id === id) continue;
    const record = await store.read(run.id).catch(() => null);
    if (record !== null && JSON.stringify(record.spec).includes(id)) using.push(run);
  }
  return using;
}
