import { parentPort, Worker } from 'node:worker_threads';
import { HostError, type HostErrorShape } from '../../../preload/contract/index.ts';
import type { ThreadPool } from '../../methods/context.ts';
import type { Task } from '../../methods/tasks.ts';

interface Order {
  index: number;
  task: string;
  input: unknown;
}

type Answer =
  | { index: number; output: unknown }
  | { index: number; error: { shape?: HostErrorShape; message: string; stack?: string } };

/** Marks a thread started by a pool, in its workerData. */
export const taskThread = 'macroscope-task-thread';

/** A pool of worker threads that run `entry`; they are started when work first comes and end with `close`. */
export class Threads implements ThreadPool {
  readonly size: number;
  readonly #entry: string;
  readonly #idle: Worker[] = [];
  readonly #all = new Set<Worker>();
  /** Jobs waiting for a thread: `give` is called when one may be free, or none will be any more. */
  readonly #waiting: (() => void)[] = [];
  #closed = false;

  constructor(size: number, entry: string) {
    this.size = Math.max(1, size);
    this.#entry = entry;
  }

  async map<I, O>(
    task: string,
    inputs: readonly I[],
    onDone?: (index: number, output: O) => void,
  ): Promise<O[]> {
    const outputs: O[] = Array.from({ length: inputs.length });
    let next = 0;
    let failed = false;
    const lane = async () => {
      while (next < inputs.length && !failed) {
        const index = next++;
        try {
          const output = (await this.#run({ index, task, input: inputs[index] })) as O;
          outputs[index] = output;
          onDone?.(index, output);
        } catch (error) {
          failed = true;
          throw error;
        }
      }
    };
    await Promise.all(Array.from({ length: Math.min(this.size, inputs.length) }, lane));
    return outputs;
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const give of this.#waiting.splice(0)) give();
    await Promise.all([...this.#all].map((thread) => thread.terminate()));
  }

  async #run(order: Order): Promise<unknown> {
    const thread = await this.#take();
    try {
      return await ask(thread, order);
    } finally {
      this.#release(thread);
    }
  }

  async #take(): Promise<Worker> {
    for (;;) {
      if (this.#closed) throw new Error('the thread pool is closed');
      const idle = this.#idle.pop();
      if (idle) return idle;
      if (this.#all.size < this.size) return this.#start();
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  #start(): Worker {
    const thread = new Worker(this.#entry, { workerData: taskThread });
    thread.setMaxListeners(0);
    // Whoever waits for it hears of an error through `ask`; unheard, it would end the process.
    thread.on('error', () => {});
    thread.once('exit', () => {
      this.#all.delete(thread);
      const place = this.#idle.indexOf(thread);
      if (place >= 0) this.#idle.splice(place, 1);
    });
    this.#all.add(thread);
    return thread;
  }

  #release(thread: Worker): void {
    // One that died is replaced by whoever takes the next.
    if (this.#all.has(thread)) this.#idle.push(thread);
    this.#waiting.shift()?.();
  }
}

async function ask(thread: Worker, order: Order): Promise<unknown> {
  return await new Promise((resolve, reject) => {
    const clear = () => {
      thread.off('message', onMessage);
      thread.off('error', onError);
      thread.off('exit', onExit);
    };
    const onMessage = (answer: Answer) => {
      clear();
      if (!('error' in answer)) resolve(answer.output);
      else if (answer.error.shape) reject(HostError.fromShape(answer.error.shape));
      else reject(Object.assign(new Error(answer.error.message), { stack: answer.error.stack }));
    };
    let fault: Error | undefined;
    // An error that the task did not throw ends the thread: its exit follows.
    const onError = (error: Error) => {
      fault = error;
    };
    const onExit = (code: number) => {
      clear();
      reject(fault ?? new Error(`a worker thread ended with code ${code} in the middle of its work`));
    };
    thread.on('message', onMessage);
    thread.on('error', onError);
    thread.on('exit', onExit);
    thread.postMessage(order);
  });
}

/** The thread's side: does what it is asked, one task at a time. */
export function serveTasks(tasks: Record<string, () => Promise<Task>>): void {
  const port = parentPort;
  if (!port) throw new Error('tasks are served in a worker thread');
  port.on('message', ({ index, task, input }: Order) => {
    void (async () => {
      try {
        const load = tasks[task];
        if (!load) throw new Error(`there is no thread task named ${task}`);
        const output = await (await load())(input as never);
        port.postMessage({ index, output } satisfies Answer);
      } catch (error) {
        const { message, stack } = error as Error;
        port.postMessage({
          index,
          error: {
            message,
            ...(stack === undefined ? {} : { stack }),
            ...(error instanceof HostError ? { shape: error.toShape() } : {}),
          },
        } satisfies Answer);
      }
    })();
  });
}
