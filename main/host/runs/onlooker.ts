import type { EventHub } from '../events.ts';
import type { JobQueue } from '../jobs/queue.ts';
import type { RunStore } from '../store/run-store.ts';

/**
 * Tells the page what other processes do to the runs: a command beside the workbench that holds the workspace, and that workbench
 * itself where this one only looks.
 */
export class Onlooker {
  readonly #store: RunStore;
  readonly #queue: JobQueue;
  readonly #events: EventHub;
  /** Runs as the folders said last. */
  #seen: Map<string, string>;

  constructor({ store, queue, events }: { store: RunStore; queue: JobQueue; events: EventHub }) {
    this.#store = store;
    this.#queue = queue;
    this.#events = events;
    this.#seen = this.#all();
  }

  /** What the shared index says that others have changed: one question to SQLite where nothing has. True when something has. */
  async askIndex(): Promise<boolean> {
    const ids = await this.#store.takeChanges();
    this.#tell(ids);
    return ids.length > 0;
  }

  /** Looks at every folder: for who has no part in the index. */
  async lookAtFolders(): Promise<void> {
    await this.#store.scan();
    const before = this.#seen;
    this.#seen = this.#all();
    const ids = new Set([...before.keys(), ...this.#seen.keys()]);
    this.#tell([...ids].filter((id) => before.get(id) !== this.#seen.get(id)));
  }

  #tell(ids: readonly string[]): void {
    if (ids.length === 0) return;
    const listed = new Map(this.#queue.list().map((run) => [run.id, run]));
    for (const id of ids) {
      const run = listed.get(id);
      if (run) this.#events.emit('runChanged', run);
      else this.#events.emit('runRemoved', { id });
    }
  }

  #all(): Map<string, string> {
    return new Map(this.#store.list().map((run) => [run.id, JSON.stringify(run)]));
  }
}
