import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { HostError, type RunRecord, type RunSummary } from '../../../preload/contract/index.ts';
import type { FileDifference } from '../../data/difference.ts';
import type { EventHub } from '../events.ts';
import { workerEntry } from '../jobs/launcher.ts';
import type { JobQueue } from '../jobs/queue.ts';
import type { Logger } from '../log.ts';
import { runPaths } from '../store/run-folder.ts';
import type { RunStore } from '../store/run-store.ts';
import { Threads } from '../worker/threads.ts';
import { compareRuns } from './comparison.ts';

export interface ReproductionParts {
  store: RunStore;
  queue: JobQueue;
  events: EventHub;
  log: Logger;
  /** Whether this host may write into the workspace. */
  mayWrite: () => boolean;
}

/**
 * Computes finished runs again as new runs, and compares the two when the second is done. It follows the events of the host, so
 * that the queue knows nothing of it.
 */
export class Reproductions {
  readonly #parts: ReproductionParts;
  readonly #unlisten: () => void;
  readonly #comparing = new Map<string, Promise<void>>();
  /** Runs to be compared that wait or run in this host; those of a command beside it are that one's to compare. */
  readonly #own = new Set<string>();

  constructor(parts: ReproductionParts) {
    this.#parts = parts;
    this.#unlisten = parts.events.listen(({ name, payload }) => {
      if (name !== 'runChanged' || payload.reproduction === undefined) return;
      if (parts.queue.has(payload.id)) this.#own.add(payload.id);
      else if (this.#own.delete(payload.id) && isWaiting(payload)) void this.#compare(payload.id);
    });
  }

  /** Queues a finished run again, with the same specification and inputs. Throws HostError 'wrong-state'. */
  async start(id: string): Promise<RunRecord> {
    const { store, queue } = this.#parts;
    const record = await store.read(id);
    const finished = record.state === 'archived' ? record.archivedFrom : record.state;
    if (finished !== 'done') {
      throw new HostError('wrong-state', `A run that is ${record.state} has nothing to be reproduced yet.`, {
        where: id,
        remedy: 'This is for runs that are done.',
      });
    }
    const { inputs } = runPaths(store.folder(id));
    const again = await store.create(record.spec, {
      name: `${record.name} (again)`.slice(0, 120),
      reproduction: { of: id },
      ...(existsSync(inputs) ? { inputs: await readFile(inputs) } : {}),
    });
    await queue.enqueue(again);
    return await store.read(again.id);
  }

  /** Compares what ended without being compared, because a workbench was closed in between. */
  catchUp(): void {
    const done = this.#parts.store.list(['done', 'archived']);
    const here = new Set(done.map(({ id }) => id));
    for (const run of done) {
      if (isWaiting(run) && here.has(run.reproduction?.of ?? '')) void this.#compare(run.id);
    }
  }

  /** Waits for comparisons under way. */
  async close(): Promise<void> {
    this.#unlisten();
    await Promise.all(this.#comparing.values());
  }

  async #compare(id: string): Promise<void> {
    if (!this.#parts.mayWrite() || this.#comparing.has(id)) return;
    const work = this.#judge(id).catch((error: unknown) => {
      const { log, events } = this.#parts;
      log.error({ err: error, run: id }, 'a reproduction could not be compared');
      const message = error instanceof HostError ? error.message : 'See the log of the workspace.';
      events.emit('notice', { level: 'error', title: 'Two runs could not be compared', message, run: id });
    });
    this.#comparing.set(id, work);
    await work;
    this.#comparing.delete(id);
  }

  async #judge(id: string): Promise<void> {
    const { store, queue, events } = this.#parts;
    const again = await store.read(id);
    const of = again.reproduction?.of;
    if (of === undefined) return;
    const first = await store.read(of);
    const pool = new Threads(1, workerEntry());
    try {
      const reproduction = await compareRuns(
        { record: first, folder: store.folder(of) },
        { record: again, folder: store.folder(id) },
        async (name, a, b) =>
          (await pool.map<unknown, FileDifference>('files.compare', [{ name, a, b }]))[0]!,
      );
      await store.update(id, { reproduction });
      events.emit('runChanged', queue.summary(id));
      const differing = reproduction.files?.filter(({ verdict }) => verdict !== 'same') ?? [];
      events.emit('notice', {
        level: reproduction.agrees ? 'info' : 'warning',
        title: reproduction.agrees ? `${first.name} was reproduced` : `${first.name} came out differently`,
        message: reproduction.agrees
          ? 'Every file and curve has the same bits.'
          : `Not the same: ${differing.map(({ name }) => name).join(', ')}.`,
        run: id,
      });
    } finally {
      await pool.close();
    }
  }
}

function isWaiting({ state, reproduction }: RunSummary): boolean {
  return state === 'done' && reproduction !== undefined && reproduction.agrees === undefined;
}
