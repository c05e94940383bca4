import { HostError } from '../../preload/contract/index.ts';
import type { EventHub } from './events.ts';
import type { WorkerLauncher, WorkerProcess } from './jobs/launcher.ts';
import type { Logger } from './log.ts';

interface Pending {
  name: string;
  resolve(result: unknown): void;
  reject(error: HostError): void;
}

/** The host's end of the service worker: started at the first call, and again after it died. */
export class ServiceClient {
  readonly #launcher: WorkerLauncher;
  readonly #runs: string;
  readonly #events: EventHub;
  readonly #log: Logger;
  readonly #pending = new Map<number, Pending>();
  #worker: WorkerProcess | null = null;
  #next = 1;
  #closed = false;

  constructor(options: { launcher: WorkerLauncher; runs: string; events: EventHub; log: Logger }) {
    this.#launcher = options.launcher;
    this.#runs = options.runs;
    this.#events = options.events;
    this.#log = options.log;
  }

  /** Process id of the service worker while it lives. */
  get pid(): number | undefined {
    return this.#worker?.pid;
  }

  async call(name: string, argument: unknown): Promise<unknown> {
    if (this.#closed) throw new HostError('not-available', 'The workbench is closing.');
    this.#worker ??= this.#launch();
    const worker = this.#worker;
    const id = this.#next++;
    return await new Promise((resolve, reject) => {
      this.#pending.set(id, { name, resolve, reject });
      worker.post({ type: 'call', id, name, argument });
    });
  }

  close(): void {
    this.#closed = true;
    this.#worker?.kill();
  }

  #launch(): WorkerProcess {
    const worker = this.#launcher.launch('service');
    worker.onOutput((text) =>
      this.#log.warn({ service: worker.pid, text: text.trimEnd() }, 'service worker'),
    );
    worker.onMessage((message) => {
      if (message.type === 'event') {
        this.#events.emit(message.name, message.payload);
      } else if (message.type === 'answer') {
        this.#take(message.id)?.resolve(message.result);
      } else if (message.type === 'refusal') {
        const { stack, ...shape } = message.error;
        const pending = this.#take(message.id);
        const error = HostError.fromShape(shape);
        if (stack !== undefined) error.stack = stack;
        pending?.reject(error);
      }
    });
    worker.onExit(({ code, signal }) => {
      this.#worker = null;
      if (!this.#closed) this.#log.error({ code, signal }, 'the service worker ended');
      for (const [id, { name, reject }] of this.#pending) {
        this.#pending.delete(id);
        reject(
          new HostError('not-available', `The process that answers ${name} ended unexpectedly.`, {
            remedy: 'Try again: it is started anew. The workbench and its runs are not affected.',
          }),
        );
      }
    });
    worker.post({ type: 'serve', runs: this.#runs });
    return worker;
  }

  #take(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    return pending;
  }
}
