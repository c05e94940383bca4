import { availableParallelism } from 'node:os';
import {
  HostError,
  type ExperimentKindName,
  type RunRecord,
  type RunState,
  type RunSummary,
  type Settings,
} from '../../../preload/contract/index.ts';
import type { EventHub } from '../events.ts';
import type { Logger } from '../log.ts';
import { clearLease, identify, readLease, writeLease } from '../store/lease.ts';
import type { RunStore } from '../store/run-store.ts';
import { Turns } from '../store/turns.ts';
import { Job, type JobEnd } from './job.ts';
import type { WorkerLauncher } from './launcher.ts';
import { announcement, verdict } from './verdict.ts';

export type Lane = 'batch' | 'interactive';

export interface QueueOptions {
  store: RunStore;
  launcher: WorkerLauncher;
  settings: () => Settings;
  events: EventHub;
  log: Logger;
  /** Folder of all runs. */
  runs: string;
  version: string;
  laneOf(kind: ExperimentKindName): Promise<Lane>;
}

/** Interactive jobs run beside the queue; more than these wait for each other. */
const interactiveJobs = 2;
const closingSeconds = 20;

/** Runs jobs: in their order, in their lanes, each in a worker process; and carries the states of runs. */
export class JobQueue {
  readonly #options: QueueOptions;
  readonly #turns = new Turns();
  readonly #jobs = new Map<string, { job: Job; lane: Lane; settled: Promise<void> }>();
  #waiting: { id: string; lane: Lane }[] = [];
  #closing = false;

  constructor(options: QueueOptions) {
    this.#options = options;
  }

  /** Number of jobs in worker processes. */
  get running(): number {
    return this.#jobs.size;
  }

  get closing(): boolean {
    return this.#closing;
  }

  /** A run for a list, with what its worker said last. */
  summary(id: string): RunSummary {
    return this.#live(this.#options.store.summary(id));
  }

  list(states?: readonly RunState[]): RunSummary[] {
    return this.#options.store.list(states).map((run) => this.#live(run));
  }

  /** Puts a new run at the end of its lane. */
  async enqueue(record: RunRecord): Promise<RunSummary> {
    return await this.#turns.take(record.id, async () => {
      await this.#wait(record);
      return this.summary(record.id);
    });
  }

  async pause(id: string): Promise<RunSummary> {
    return await this.#turns.take(id, async () => {
      const running = this.#jobs.get(id);
      if (running) running.job.request('pause');
      else if (this.#leave(id)) await this.#move(id, { state: 'paused', reason: 'paused while it waited' });
      else throw await this.#wrongState(id, 'paused', 'queued or running');
      return this.summary(id);
    });
  }

  async stop(id: string): Promise<RunSummary> {
    return await this.#turns.take(id, async () => {
      const stopped = { state: 'interrupted', reason: 'stopped by the user' } as const;
      const running = this.#jobs.get(id);
      if (running?.job.requested === 'stop') running.job.kill('stopped by the user before it could save');
      else if (running) running.job.request('stop');
      else if (this.#leave(id)) await this.#move(id, stopped);
      else if ((await this.#options.store.read(id)).state === 'paused') await this.#move(id, stopped);
      else throw await this.#wrongState(id, 'stopped', 'queued, running or paused');
      return this.summary(id);
    });
  }

  /** Goes on from the newest good checkpoint. */
  async resume(id: string): Promise<RunSummary> {
    return await this.#turns.take(id, async () => {
      const record = await this.#options.store.read(id);
      if (!['paused', 'interrupted', 'failed'].includes(record.state)) {
        throw await this.#wrongState(id, 'resumed', 'paused, interrupted or failed');
      }
      this.#mine(id);
      await this.#wait(await this.#move(id, { state: 'queued', ...clean }));
      return this.summary(id);
    });
  }

  /** Starts again from nothing. */
  async retry(id: string): Promise<RunSummary> {
    return await this.#turns.take(id, async () => {
      const record = await this.#options.store.read(id);
      if (!['paused', 'interrupted', 'failed'].includes(record.state)) {
        throw await this.#wrongState(id, 'tried again', 'paused, interrupted or failed');
      }
      this.#mine(id);
      await this.#options.store.reset(id);
      const anew = { computeSeconds: 0, starts: 0, summary: {}, startedAt: undefined, progress: undefined };
      await this.#wait(await this.#move(id, { state: 'queued', ...clean, ...anew, backend: undefined }));
      return this.summary(id);
    });
  }

  async archive(id: string): Promise<RunSummary> {
    return await this.#turns.take(id, async () => {
      const record = await this.#options.store.read(id);
      if (['queued', 'running', 'archived'].includes(record.state)) {
        throw await this.#wrongState(id, 'archived', 'paused, interrupted, failed or done');
      }
      await this.#move(id, { state: 'archived', archivedFrom: record.state, continueOnStart: undefined });
      return this.summary(id);
    });
  }

  async restore(id: string): Promise<RunSummary> {
    return await this.#turns.take(id, async () => {
      const record = await this.#options.store.read(id);
      if (record.state !== 'archived') throw await this.#wrongState(id, 'restored', 'archived');
      await this.#move(id, { state: record.archivedFrom ?? 'done', archivedFrom: undefined });
      return this.summary(id);
    });
  }

  async rename(id: string, name: string): Promise<RunSummary> {
    await this.#options.store.update(id, { name });
    const summary = this.summary(id);
    this.#options.events.emit('runChanged', summary);
    return summary;
  }

  /**
   * Does something to the folder of a run that neither waits nor runs, here or in another Macroscope, while nothing else changes
   * its state. `wish` ends the sentence of the refusal: "A run that is running can't be deleted."
   */
  async apart<T>(id: string, wish: string, work: (record: RunRecord) => Promise<T>): Promise<T> {
    return await this.#turns.take(id, async () => {
      const record = await this.#options.store.read(id);
      if (this.has(id)) throw await this.#wrongState(id, wish, unmoved);
      this.#mine(id);
      return await work(record);
    });
  }

  /** Starts what has room; to be called when settings changed, too. */
  pump(): void {
    if (this.#closing) return;
    const room = (lane: Lane) => {
      const limit = lane === 'interactive' ? interactiveJobs : this.#options.settings().concurrentJobs;
      return [...this.#jobs.values()].filter((entry) => entry.lane === lane).length < limit;
    };
    for (const entry of this.#waiting) {
      if (!room(entry.lane)) continue;
      this.#leave(entry.id);
      this.#start(entry);
    }
  }

  /** Whether the run waits or runs here. */
  has(id: string): boolean {
    return this.#jobs.has(id) || this.#waiting.some((entry) => entry.id === id);
  }

  /** Marks a run whose workbench ended without a word; it may go on at the next start. */
  async interrupt(id: string, reason: string): Promise<void> {
    await this.#turns.take(id, async () => {
      await this.#move(id, { state: 'interrupted', reason, continueOnStart: true });
    });
  }

  /** Checkpoints running jobs and lets their workers end; those that don't answer in time keep their last checkpoint. */
  async close(): Promise<void> {
    this.#closing = true;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { id } of waiting) {
      await this.#move(id, {
        state: 'interrupted',
        reason: 'the workbench was closed while it waited',
        continueOnStart: true,
      }).catch((error: unknown) => this.#options.log.error({ err: error, run: id }, 'closing'));
    }
    const jobs = [...this.#jobs.values()];
    for (const { job } of jobs) job.request('stop');
    const impatience = setTimeout(() => {
      for (const { job } of jobs) job.kill('the workbench was closed and the run did not answer in time');
    }, 1000 * closingSeconds);
    await Promise.all(jobs.map((entry) => entry.settled));
    clearTimeout(impatience);
  }

  /** Takes the run for this workbench and queues it. */
  async #wait(record: RunRecord): Promise<void> {
    const { id, spec } = record;
    if (this.#closing) throw new HostError('not-available', 'The workbench is closing.');
    const lane = await this.#options.laneOf(spec.kind);
    writeLease(this.#options.store.folder(id), { host: identify(process.pid) });
    this.#waiting.push({ id, lane });
    this.#options.events.emit('runChanged', this.summary(id));
    this.pump();
  }

  /** Takes a run out of the queue; false if it was not waiting. */
  #leave(id: string): boolean {
    const before = this.#waiting.length;
    this.#waiting = this.#waiting.filter((entry) => entry.id !== id);
    return this.#waiting.length < before;
  }

  #start({ id, lane }: { id: string; lane: Lane }): void {
    const { store, launcher, events, runs, version, settings } = this.#options;
    const { checkpointSeconds, threads } = settings();
    const job = new Job(id, {
      launcher,
      folder: store.folder(id),
      runs,
      version,
      checkpointSeconds,
      threads: threads === 0 ? availableParallelism() : threads,
      onReady: (pid) => this.#lend(id, pid),
      onMetrics: (points) => events.emit('runMetrics', { id, points }),
      onFrame: (fields) => events.emit('runFrame', { id, fields }),
      onChange: () => events.emit('runChanged', this.summary(id)),
    });
    const settled = this.#accompany(job).finally(() => {
      this.#jobs.delete(id);
      this.pump();
    });
    this.#jobs.set(id, { job, lane, settled });
  }

  /** Notes the worker in the run's lease. Without the note the run only can't tell a worker that outlives this host. */
  #lend(id: string, worker: number): void {
    const { store, log } = this.#options;
    try {
      writeLease(store.folder(id), { host: identify(process.pid), worker: identify(worker) });
    } catch (error) {
      log.warn({ err: error, run: id }, 'the lease of a run could not be written');
    }
  }

  /** A job from its start to the last word in its record. */
  async #accompany(job: Job): Promise<void> {
    const { store, log, events } = this.#options;
    const { id } = job;
    try {
      const record = await store.update(id, ({ startedAt, starts }) => ({
        state: 'running',
        ...clean,
        startedAt: startedAt ?? new Date().toISOString(),
        starts: starts + 1,
      }));
      job.launch(record);
      events.emit('runChanged', this.summary(id));
      log.info({ run: id, worker: job.pid }, 'run started');
      const end = await job.ended;
      const { state, reason } = await this.#finish(job, end);
      log.info({ run: id, state, reason }, 'run ended');
    } catch (error) {
      job.kill('its folder could not be written');
      log.error({ err: error, run: id }, 'a run could not be carried on');
      const message = error instanceof HostError ? error.message : 'See the log of the workspace.';
      events.emit('notice', { level: 'error', title: 'A run could not be carried on', message, run: id });
    }
  }

  async #finish(job: Job, end: JobEnd): Promise<RunRecord> {
    const { store, events } = this.#options;
    const { id } = job;
    const seconds = job.seconds;
    const record = await store.update(id, ({ computeSeconds }) => ({
      ...verdict(end, this.#closing),
      endedAt: new Date().toISOString(),
      computeSeconds: computeSeconds + seconds,
      summary: job.summary,
      backend: job.backend,
      progress: end.outcome === 'done' ? undefined : withoutEstimate(job.progress),
    }));
    clearLease(store.folder(id));
    // Out of the running ones first, so that the page is told what the record says.
    this.#jobs.delete(id);
    events.emit('runChanged', this.summary(id));
    this.#announce(record, end, job.requested !== null);
    return record;
  }

  #announce(record: RunRecord, end: JobEnd, expected: boolean): void {
    const { events, settings, log } = this.#options;
    const run = record.id;
    if (end.outcome === 'failed' && end.error.code === 'bug') {
      log.error({ run, stack: end.error.stack }, 'a run failed by a bug');
    }
    const notice = announcement(record, end, { expected, notifyAfter: settings().notifyAfterSeconds });
    if (notice) events.emit('notice', notice);
  }

  async #move(id: string, change: Partial<RunRecord>): Promise<RunRecord> {
    const record = await this.#options.store.update(id, change);
    if (record.state !== 'queued') clearLease(this.#options.store.folder(id));
    this.#options.events.emit('runChanged', this.summary(id));
    return record;
  }

  /** Refuses runs that another workbench works on. */
  #mine(id: string): void {
    const lease = readLease(this.#options.store.folder(id));
    if (!lease || lease.host.pid === process.pid) return;
    throw new HostError('busy', 'Another Macroscope is working on this run.', {
      where: id,
      remedy: `Wait for it, or stop it there (process ${lease.host.pid}).`,
    });
  }

  async #wrongState(id: string, wish: string, allowed: string): Promise<HostError> {
    const { state } = await this.#options.store.read(id);
    return new HostError('wrong-state', `A run that is ${state} can't be ${wish}.`, {
      where: id,
      remedy: `This is for runs that are ${allowed}.`,
    });
  }

  #live(summary: RunSummary): RunSummary {
    const running = this.#jobs.get(summary.id);
    if (!running) return summary;
    const { progress, summary: results, seconds } = running.job;
    return {
      ...summary,
      computeSeconds: summary.computeSeconds + seconds,
      summary: { ...summary.summary, ...results },
      ...(progress === undefined ? {} : { progress }),
    };
  }
}

const unmoved = 'paused, interrupted, failed, done or archived';

/** What a run loses when it starts again. */
const clean = {
  reason: undefined,
  error: undefined,
  endedAt: undefined,
  continueOnStart: undefined,
} as const;

/** The time left that a worker was told to have says nothing once it is gone. */
function withoutEstimate(progress: RunRecord['progress']): RunRecord['progress'] {
  return progress && { fraction: progress.fraction, message: progress.message };
}
