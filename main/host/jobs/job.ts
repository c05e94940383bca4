import { appendFile } from 'node:fs/promises';
import type { FieldPreview, MetricPoint, RunProgress, RunRecord } from '../../../preload/contract/index.ts';
import { storageError } from '../store/files.ts';
import { runPaths } from '../store/run-folder.ts';
import type { WorkerExit, WorkerLauncher, WorkerProcess } from './launcher.ts';
import { Pace } from './pace.ts';
import type { JobOutcome, StopRequest } from './protocol.ts';

export interface JobOptions {
  launcher: WorkerLauncher;
  /** Folder of the run, and of all runs. */
  folder: string;
  runs: string;
  version: string;
  checkpointSeconds: number;
  threads: number;
  /** A clock that stands while the machine sleeps. */
  seconds(): number;
  /** The process is there and has a number; its work begins if this does not throw. */
  onReady(pid: number): void;
  onMetrics(points: MetricPoint[]): void;
  onFrame(fields: FieldPreview[]): void;
  /** Progress, summary or backend changed. */
  onChange(): void;
  /** Something the user should know, though the run goes on. */
  onWarning(message: string): void;
}

/** How a job left its worker: as it said itself, or not at all. */
export type JobEnd = JobOutcome | { outcome: 'lost'; reason: string };

/** One start of a run: its worker process from launch to exit. */
export class Job {
  readonly id: string;
  /** Settles when the process has ended; never rejects. */
  readonly ended: Promise<JobEnd>;
  readonly #options: JobOptions;
  readonly #settle: (end: JobEnd) => void;
  readonly #pace = new Pace();
  #process: WorkerProcess | null = null;
  #request: StopRequest | null = null;
  #result: JobOutcome | null = null;
  #killReason: string | null = null;
  #started: number | null = null;
  #progress: RunProgress | undefined;
  #summary: Record<string, number> = {};
  #backend: string | undefined;

  constructor(id: string, options: JobOptions) {
    this.id = id;
    this.#options = options;
    const { promise, resolve } = Promise.withResolvers<JobEnd>();
    this.ended = promise;
    this.#settle = resolve;
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  get progress(): RunProgress | undefined {
    return this.#progress;
  }

  get summary(): Record<string, number> {
    return this.#summary;
  }

  get backend(): string | undefined {
    return this.#backend;
  }

  get requested(): StopRequest | null {
    return this.#request;
  }

  /** Seconds since the worker was launched, without those the machine slept. */
  get seconds(): number {
    return this.#started === null ? 0 : this.#options.seconds() - this.#started;
  }

  launch(record: RunRecord): void {
    const { launcher, folder } = this.#options;
    this.#progress = record.progress;
    this.#summary = record.summary;
    this.#backend = record.backend;
    this.#started = this.#options.seconds();
    let worker: WorkerProcess;
    try {
      worker = launcher.launch('job');
    } catch (error) {
      this.#settle({
        outcome: 'lost',
        reason: `the worker could not be started: ${(error as Error).message}`,
      });
      return;
    }
    this.#process = worker;
    worker.onOutput((text) => void appendFile(runPaths(folder).log, text).catch(() => {}));
    worker.onExit((exit) =>
      this.#settle(this.#result ?? { outcome: 'lost', reason: this.#exitReason(exit) }),
    );
    worker.onMessage((message) => {
      switch (message.type) {
        case 'ready':
          this.#begin(worker, record);
          break;
        case 'metrics':
          this.#options.onMetrics(message.points);
          break;
        case 'frame':
          this.#options.onFrame(message.fields);
          break;
        case 'progress':
          this.#note(message.fraction, message.message);
          break;
        case 'summary':
          this.#summary = { ...this.#summary, ...message.values };
          this.#options.onChange();
          break;
        case 'backend':
          this.#backend = message.name;
          this.#options.onChange();
          break;
        case 'warning':
          this.#options.onWarning(message.message);
          break;
        case 'end':
          this.#result = message.result;
          worker.post({ type: 'exit' });
          // Everything is written; a process that lingers is not waited for.
          setTimeout(() => worker.kill(), 5000).unref();
          break;
        default:
          break;
      }
    });
  }

  /** Gives the worker its order, once the run's lease names it. */
  #begin(worker: WorkerProcess, record: RunRecord): void {
    const { folder, runs, version, checkpointSeconds, threads } = this.#options;
    try {
      if (worker.pid !== undefined) this.#options.onReady(worker.pid);
    } catch (error) {
      this.#result = { outcome: 'blocked', error: storageError(folder, error).toShape() };
      worker.post({ type: 'exit' });
      return;
    }
    const order = { id: record.id, spec: record.spec, folder, runs, version, checkpointSeconds, threads };
    worker.post({
      type: 'start',
      order: record.backend === undefined ? order : { ...order, backend: record.backend },
    });
    if (this.#request) worker.post({ type: 'request', request: this.#request });
  }

  /** Asks the worker to write a checkpoint and end. */
  request(request: StopRequest): void {
    if (this.#request === 'stop') return;
    this.#request = request;
    this.#process?.post({ type: 'request', request });
  }

  /** Ends the worker at once; the run keeps its last checkpoint. */
  kill(reason: string): void {
    this.#killReason = reason;
    this.#process?.kill();
  }

  #note(fraction: number, message: string): void {
    this.#pace.add(this.seconds, fraction);
    const secondsLeft = this.#pace.secondsLeft();
    this.#progress = { fraction, message, ...(secondsLeft === undefined ? {} : { secondsLeft }) };
    this.#options.onChange();
  }

  #exitReason({ code, signal }: WorkerExit): string {
    if (this.#killReason) return this.#killReason;
    if (signal) return `the worker was killed (${signal})`;
    if (code === null) return 'the worker could not be started';
    // V8 aborts when its heap is full: 134 is 128 + SIGABRT.
    if (code === 134) return 'the worker ran out of memory';
    return `the worker ended unexpectedly (code ${code})`;
  }
}
