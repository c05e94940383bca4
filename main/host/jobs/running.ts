import { availableParallelism } from 'node:os';
import type { RunRecord, RunSummary, Settings } from '../../../preload/contract/index.ts';
import type { EventHub } from '../events.ts';
import type { Logger } from '../log.ts';
import { clearLease, identify, writeLease } from '../store/lease.ts';
import type { RunStore } from '../store/run-store.ts';
import { AwakeClock } from './awake-clock.ts';
import { Job, type JobEnd } from './job.ts';
import type { WorkerLauncher } from './launcher.ts';
import { announcement, verdict } from './verdict.ts';

export type Lane = 'batch' | 'interactive';

export interface RunningOptions {
  store: RunStore;
  launcher: WorkerLauncher;
  settings: () => Settings;
  events: EventHub;
  log: Logger;
  /** Folder of all runs. */
  runs: string;
  version: string;
}

export interface RunningListener {
  /** The record says how a job ended; the worker is gone. */
  onEnd(record: RunRecord, end: JobEnd): void;
  /** Whether a run has waited for the disk before. */
  hasWaited(id: string): boolean;
  /** There is room for another job. */
  onRoom(): void;
}

const closingSeconds = 20;

/** The jobs in worker processes, each from its start to the last word in its record. */
export class RunningJobs {
  readonly #options: RunningOptions;
  readonly #listener: RunningListener;
  readonly #jobs = new Map<string, { job: Job; lane: Lane; settled: Promise<void> }>();
  readonly #clock = new AwakeClock();
  #closing = false;

  constructor(options: RunningOptions, listener: RunningListener) {
    this.#options = options;
    this.#listener = listener;
  }

  get size(): number {
    return this.#jobs.size;
  }

  get(id: string): Job | undefined {
    return this.#jobs.get(id)?.job;
  }

  /** How many jobs of a lane run. */
  count(lane: Lane): number {
    return [...this.#jobs.values()].filter((entry) => entry.lane === lane).length;
  }

  /** A run as the list has it, with what its worker said last. */
  summary(id: string): RunSummary {
    return this.live(this.#options.store.summary(id));
  }

  live(summary: RunSummary): RunSummary {
    const job = this.get(summary.id);
    if (!job) return summary;
    const { progress, summary: results, seconds } = job;
    return {
      ...summary,
      computeSeconds: summary.computeSeconds + seconds,
      summary: { ...summary.summary, ...results },
      ...(progress === undefined ? {} : { progress }),
    };
  }

  start(id: string, lane: Lane): void {
    const { store, launcher, events, runs, version, settings } = this.#options;
    const { checkpointSeconds, threads } = settings();
    const job = new Job(id, {
      launcher,
      folder: store.folder(id),
      runs,
      version,
      checkpointSeconds,
      threads: threads === 0 ? availableParallelism() : threads,
      seconds: () => this.#clock.seconds(),
      // A worker that outlives this host must be found by the next one: nothing runs without a lease.
      onReady: (pid) => writeLease(store.folder(id), { host: identify(process.pid), worker: identify(pid) }),
      onMetrics: (points) => events.emit('runMetrics', { id, points }),
      onFrame: (fields) => events.emit('runFrame', { id, fields }),
      onChange: () => events.emit('runChanged', this.summary(id)),
      onWarning: (message) =>
        events.emit('notice', { level: 'warning', title: store.summary(id).name, message, run: id }),
    });
    const settled = this.#accompany(job).finally(() => {
      this.#jobs.delete(id);
      this.#listener.onRoom();
    });
    this.#jobs.set(id, { job, lane, settled });
  }

  /** Checkpoints running jobs and lets their workers end; those that don't answer in time keep their last checkpoint. */
  async close(): Promise<void> {
    this.#closing = true;
    const jobs = [...this.#jobs.values()];
    for (const { job } of jobs) job.request('stop');
    const impatience = setTimeout(() => {
      for (const { job } of jobs) job.kill('the workbench was closed and the run did not answer in time');
    }, 1000 * closingSeconds);
    await Promise.all(jobs.map((entry) => entry.settled));
    clearTimeout(impatience);
    this.#clock.close();
  }

  async #accompany(job: Job): Promise<void> {
    const { store, log, events } = this.#options;
    const { id } = job;
    try {
      const record = await store.update(
        id,
        ({ startedAt, starts }) => ({
          state: 'running',
          ...anew,
          startedAt: startedAt ?? new Date().toISOString(),
          starts: starts + 1,
        }),
        { keep: true },
      );
      job.launch(record);
      events.emit('runChanged', this.summary(id));
      log.info({ run: id, worker: job.pid }, 'run started');
      const end = await job.ended;
      const { state, reason } = await this.#finish(job, end);
      log.info({ run: id, state, reason }, 'run ended');
    } catch (error) {
      job.kill('its record could not be read');
      log.error({ err: error, run: id }, 'a run could not be carried on');
      const message = error instanceof Error ? error.message : 'See the log of the workspace.';
      events.emit('notice', { level: 'error', title: 'A run could not be carried on', message, run: id });
    }
  }

  async #finish(job: Job, end: JobEnd): Promise<RunRecord> {
    const { store, events, log } = this.#options;
    const { id, seconds } = job;
    const record = await store.update(
      id,
      ({ computeSeconds }) => ({
        ...verdict(end, { closing: this.#closing, requested: job.requested }),
        endedAt: new Date().toISOString(),
        computeSeconds: computeSeconds + seconds,
        summary: job.summary,
        backend: job.backend,
        progress: end.outcome === 'done' ? undefined : withoutEstimate(job.progress),
      }),
      { keep: true },
    );
    try {
      clearLease(store.folder(id));
    } catch (error) {
      // It names a worker that is dead: nobody takes it for a living one.
      log.warn({ err: error, run: id }, 'a lease could not be removed');
    }
    // Out of the running ones first, so that the page is told what the record says.
    this.#jobs.delete(id);
    events.emit('runChanged', this.summary(id));
    this.#announce(record, end, job.requested !== null);
    this.#listener.onEnd(record, end);
    return record;
  }

  #announce(record: RunRecord, end: JobEnd, expected: boolean): void {
    const { events, settings, log } = this.#options;
    const run = record.id;
    if (end.outcome === 'failed' && end.error.code === 'bug') {
      log.error({ run, stack: end.error.stack }, 'a run failed by a bug');
    }
    const notice = announcement(record, end, {
      expected,
      again: this.#listener.hasWaited(run),
      notifyAfter: settings().notifyAfterSeconds,
    });
    if (notice) events.emit('notice', notice);
  }
}

/** What a run loses when it starts again. */
export const anew = {
  reason: undefined,
  error: undefined,
  endedAt: undefined,
  continueOnStart: undefined,
  waitsForDisk: undefined,
} as const;

/** The time left that a worker was told to have says nothing once it is gone. */
function withoutEstimate(progress: RunRecord['progress']): RunRecord['progress'] {
  return progress && { fraction: progress.fraction, message: progress.message };
}
