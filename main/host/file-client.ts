import { HostError } from '../../preload/contract/index.ts';
import type { WorkerLauncher, WorkerProcess } from './jobs/launcher.ts';
import type { FromWorker } from './jobs/protocol.ts';
import type { Logger } from './log.ts';

/** Longest that one file is read, in milliseconds. */
const usualTimeLimit = 60_000;
/** A process that has grown beyond this is ended after its answer: memory of the HDF5 library never shrinks. */
const usualMemoryLimit = 768 * 2 ** 20;

export interface FileClientOptions {
  launcher: WorkerLauncher;
  /** Folder of all runs. */
  runs: string;
  log: Logger;
  /** Milliseconds a call may take. */
  timeLimit?: number;
  /** Bytes of memory beyond which the process is not used again. */
  memoryLimit?: number;
}

/** What calls about files are given: one of them, or several. */
export type FileArgument =
  { name: string; bytes: Uint8Array } | { files: { name: string; bytes: Uint8Array }[] };

interface Reading {
  id: number;
  name: string;
  /** The file, for messages. */
  file: string;
  argument: unknown;
  /** It was handed to a process that was there before: where that dies, it need not be this file's doing. */
  byOld?: boolean;
  resolve(result: unknown): void;
  reject(error: HostError): void;
}

/**
 * The host's end of the process that reads the users' files. It reads one file at a time and for a limited time; whatever a file does to
 * it, the host and the live simulations go on, and the next file meets a process that is as good as new. A file is to blame only for
 * the end of a process that was started for it: where an older one ends, the file is read once more, by a new one.
 */
export class FileClient {
  readonly #options: Required<FileClientOptions>;
  readonly #waiting: Reading[] = [];
  #reading: Reading | null = null;
  #timer: NodeJS.Timeout | undefined;
  #worker: WorkerProcess | null = null;
  #next = 1;
  #closed = false;

  constructor(options: FileClientOptions) {
    this.#options = { timeLimit: usualTimeLimit, memoryLimit: usualMemoryLimit, ...options };
  }

  /** Process id of the worker while it lives. */
  get pid(): number | undefined {
    return this.#worker?.pid;
  }

  /** Answers a call about a file, in the order they came. Throws HostError: what the reader says, or that it was stopped. */
  async call(name: string, argument: FileArgument): Promise<unknown> {
    if (this.#closed) throw closing();
    return await new Promise((resolve, reject) => {
      this.#waiting.push({ id: this.#next++, name, file: filesIn(argument), argument, resolve, reject });
      this.#pump();
    });
  }

  close(): void {
    this.#closed = true;
    const left = this.#waiting.splice(0);
    if (this.#reading !== null) left.unshift(this.#reading);
    this.#end();
    for (const { reject } of left) reject(closing());
  }

  #pump(): void {
    if (this.#reading !== null) return;
    const reading = this.#waiting.shift();
    if (reading === undefined) return;
    this.#reading = reading;
    reading.byOld = this.#worker !== null;
    this.#worker ??= this.#launch();
    const { id, name, argument } = reading;
    this.#worker.post({ type: 'call', id, name, argument });
    this.#timer = setTimeout(() => this.#stop(), this.#options.timeLimit);
  }

  #launch(): WorkerProcess {
    const { launcher, runs, log } = this.#options;
    const worker = launcher.launch('files');
    worker.onOutput((text) => log.warn({ files: worker.pid, text: text.trimEnd() }, 'file worker'));
    worker.onMessage((message) => {
      if (worker === this.#worker) this.#answered(message);
    });
    worker.onExit(({ code, signal }) => {
      if (worker !== this.#worker) return;
      this.#worker = null;
      if (this.#closed) return;
      log.error({ code, signal }, 'the process that reads files ended');
      const reading = this.#settle();
      if (reading?.byOld) this.#waiting.unshift(reading);
      else reading?.reject(endedUnder(reading.file));
      this.#pump();
    });
    worker.post({ type: 'serve', runs });
    return worker;
  }

  #answered(message: FromWorker): void {
    if (message.type !== 'answer' && message.type !== 'refusal') return;
    if (message.id !== this.#reading?.id) return;
    const reading = this.#settle()!;
    if ((message.memory ?? 0) > this.#options.memoryLimit) this.#end();
    if (message.type === 'answer') {
      reading.resolve(message.result);
    } else {
      const { stack, ...shape } = message.error;
      const error = HostError.fromShape(shape);
      if (stack !== undefined) error.stack = stack;
      reading.reject(error);
    }
    this.#pump();
  }

  /** The file takes too long: its process is ended and the call refused. */
  #stop(): void {
    const reading = this.#settle();
    this.#end();
    const seconds = this.#options.timeLimit / 1000;
    reading?.reject(
      new HostError(
        'bad-file',
        `${reading.file}: reading took longer than ${seconds} seconds and was stopped.`,
        {
          where: reading.file,
          remedy: 'Save the data as .npy or .npz, which are read fastest, or open a part of them.',
        },
      ),
    );
    this.#pump();
  }

  #settle(): Reading | null {
    clearTimeout(this.#timer);
    const reading = this.#reading;
    this.#reading = null;
    return reading;
  }

  #end(): void {
    clearTimeout(this.#timer);
    const worker = this.#worker;
    this.#worker = null;
    worker?.kill();
  }
}

const filesIn = (argument: FileArgument) =>
  'name' in argument ? argument.name : argument.files.map(({ name }) => name).join(', ');

const closing = () => new HostError('not-available', 'The workbench is closing.');

function endedUnder(file: string): HostError {
  return new HostError(
    'bad-file',
    `${file}: the process that read it ended: the file takes more memory than reading may, or is damaged in a way not known.`,
    {
      where: file,
      remedy: 'Save the data as .npy or .npz, or open a part of them. The workbench and its runs go on.',
    },
  );
}
