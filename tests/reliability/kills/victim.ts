import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { CallName, CallResults, RunState } from '../../../preload/contract/index.ts';
import { workerEnvironment } from '../../../main/host/jobs/launcher.ts';
import type { Death } from './death.ts';
import type { FromHost, ToHost } from './protocol.ts';

export interface VictimOptions {
  workspace: string;
  checkpointSeconds: number;
  /** How this workbench dies by itself. */
  death?: Death;
  /** How its first worker does. */
  workerDeath?: Death;
}

export interface Moment {
  id: string;
  state: RunState;
  reason: string | undefined;
}

/** A workbench in another process, which may end at any moment: every promise settles when it does. */
export class Victim {
  readonly #child: ChildProcess;
  readonly #calls = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  readonly #listeners = new Set<(moment: Moment) => void>();
  #numbers = 0;
  /** How it ended: the signal, or its code. */
  readonly ended: Promise<string>;
  readonly ready: Promise<boolean>;
  #over = false;

  constructor({ workspace, checkpointSeconds, death, workerDeath }: VictimOptions) {
    const folder = import.meta.dirname;
    const words = [workspace, String(checkpointSeconds), workerDeath ? JSON.stringify(workerDeath) : ''];
    this.#child = fork(join(folder, 'host.ts'), words, {
      execArgv: ['--import', join(folder, 'death.ts')],
      env: {
        ...workerEnvironment(process.env),
        ...(death ? { MACROSCOPE_DEATH: JSON.stringify(death) } : {}),
      },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.ended = once(this.#child, 'exit').then(([code, signal]) => {
      this.#over = true;
      for (const call of this.#calls.values()) call.reject(new Error('the workbench has ended'));
      return (signal as string | null) ?? String(code);
    });
    const { promise, resolve } = Promise.withResolvers<boolean>();
    this.ready = promise;
    void this.ended.then(() => resolve(false));
    this.#child.on('message', (message: FromHost) => {
      if (message.type === 'ready') resolve(true);
      else if (message.type === 'run') for (const listener of this.#listeners) listener(message);
      else {
        const call = this.#calls.get(message.number);
        this.#calls.delete(message.number);
        if (message.type === 'answer') call?.resolve(message.result);
        else call?.reject(new Error(message.message));
      }
    });
  }

  get over(): boolean {
    return this.#over;
  }

  async call<K extends CallName>(name: K, argument: unknown): Promise<CallResults[K]> {
    const number = ++this.#numbers;
    return await new Promise((resolve, reject) => {
      if (this.#over) {
        reject(new Error('the workbench has ended'));
        return;
      }
      this.#calls.set(number, { resolve: (value) => resolve(value as CallResults[K]), reject });
      this.#send({ type: 'call', number, name, argument });
    });
  }

  /** How the next worker dies. */
  planWorkerDeath(death: Death | null): void {
    this.#send({ type: 'death', death: death ? JSON.stringify(death) : '' });
  }

  listen(listener: (moment: Moment) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  #send(message: ToHost): void {
    if (this.#child.connected) this.#child.send(message, () => {});
  }
}
