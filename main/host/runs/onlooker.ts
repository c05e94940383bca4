import type { EventHub } from '../events.ts';
import type { JobQueue } from '../jobs/queue.ts';
import type { RunStore } from '../store/run-store.ts';

/** Tells the page what another process did to the runs: a workbench that only looks hears of it from the folders alone. */
export class Onlooker {
  readonly #store: RunStore;
  readonly #queue: JobQueue;
  readonly #events: EventHub;
  /** Runs as they were seen last. */
  #seen: Map<string, string>;

  constructor({ store, queue, events }: { store: RunStore; queue: JobQueue; events: EventHub }) {
    this.#store = store;
    this.#queue = queue;
    this.#events = events;
    this.#seen = this.#all();
  }

  /** Reads the folders whose records have changed, and says which those are. */
  async look(): Promise<void> {
    await this.#store.scan();
    const now = this.#all();
    for (const [id, run] of now) {
      if (this.#seen.get(id) !== run) this.#events.emit('runChanged', this.#queue.summary(id));
    }
    for (const id of this.#seen.keys()) if (!now.has(id)) this.#events.emit('runRemoved', { id });
    this.#seen = now;
  }

  #all(): Map<string, string> {
    return new Map(this.#store.list().map((run) => [run.id, JSON.stringify(run)]));
  }
}
