import {
  HostError,
  type ExperimentKindName,
  type RunRecord,
  type RunState,
  type RunSummary,
} from '../../../preload/contract/index.ts';
import { clearLease, identify, isAlive, readLease, writeLease } from '../store/lease.ts';
import { Turns } from '../store/turns.ts';
import { DiskWatch } from './disk-watch.ts';
import { anew, RunningJobs, type Lane, type RunningOptions } from './running.ts';

export type { Lane } from './running.ts';

export interface QueueOptions extends RunningOptions {
  laneOf(kind: ExperimentKindName): Promise<Lane>;
  /** How often a disk that refused is tried again. */
  diskSeconds?: number;
}

/** Interactive jobs run beside the queue; more than these wait for each other. */
const interactiveJobs = 2;

/** Who waits and who runs, in which order and lane; and what the user asks of runs. */
export class JobQueue {
  readonly #options: QueueOptions;
  readonly #turns = new Turns();
  readonly #running: RunningJobs;
  readonly #disk: DiskWatch;
  #waiting: { id: string; lane: Lane }[] = [];
  #closing = false;

  constructor(options: QueueOptions) {
    this.#options = options;
    const { store, log, diskSeconds } = options;
    this.#disk = new DiskWatch({
      store,
      log,
      ...(diskSeconds === undefined ? {} : { seconds: diskSeconds }),
      resume: async (id) => {
        await this.resume(id);
      },
    });
    this.#running = new RunningJobs(options, {
      onEnd: (record, end) => {
        if (record.waitsForDisk) this.#disk.wait(record.id);
        else if (end.outcome === 'done') this.#disk.forget(record.id);
        this.#disk.look();
      },
      hasWaited: (id) => this.#disk.has(id),
      onRoom: () => this.pump(),
    });
  }

  /** Number of jobs in worker processes. */
  get running(): number {
    return this.#running.size;
  }

  get closing(): boolean {
    return this.#closing;
  }

  /** A run for a list, with what its worker said last. */
  summary(id: string): RunSummary {
    return this.#running.summary(id);
  }

  list(states?: readonly RunState[]): RunSummary[] {
    return this.#options.store.list(states).map((run) => this.#running.live(run));
  }

  /** Puts a new run at the end of its lane. */
  async enqueue(record: RunRecord): Promise<RunSummary> {
    return await this.#turns.take(record.id, async () => {
      await this.#queue(record, async () => {});
      return this.summary(record.id);
    });
  }

  async pause(id: string): Promise<RunSummary> {
    return await this.#turns.take(id, async () => {
      const running = this.#running.get(id);
      if (running) running.request('pause');
      else if (this.#leave(id)) await this.#move(id, { state: 'paused', reason: 'paused while it waited' });
      else throw await this.#wrongState(id, 'paused', 'queued or running');
      return this.summary(id);
    });
  }

  async stop(id: string): Promise<RunSummary> {
    return await this.#turns.take(id, async () => {
      const stopped = { ...anew, state: 'interrupted', reason: 'stopped by the user' } as const;
      const running = this.#running.get(id);
      if (running?.requested === 'stop') running.kill('stopped by the user before it could save');
      else if (running) running.request('stop');
      else if (this.#leave(id)) await this.#move(id, stopped);
      else if ((await this.#options.store.read(id)).state === 'paused') {
        this.#disk.forget(id);
        await this.#move(id, stopped);
      } else throw await this.#wrongState(id, 'stopped', 'queued, running or paused');
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
      await this.#queue(record, async () => await this.#move(id, { state: 'queued', ...anew }));
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
      await this.#queue(record, async () => {
        await this.#options.store.reset(id);
        await this.#move(id, { state: 'queued', ...anew, ...untouched });
      });
      return this.summary(id);
    });
  }

  async archive(id: string): Promise<RunSummary> {
    return await this.#turns.take(id, async () => {
      const record = await this.#options.store.read(id);
      if (['queued', 'running', 'archived'].includes(record.state)) {
        throw await this.#wrongState(id, 'archived', 'paused, interrupted, failed or done');
      }
      this.#disk.forget(id);
      const change = { continueOnStart: undefined, waitsForDisk: undefined };
      await this.#move(id, { state: 'archived', archivedFrom: record.state, ...change });
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

  /**
   * Changes what a run is called and said to be. Throws HostError 'busy' for one that another Macroscope works on: of two processes
   * that write its record, one would undo what the other has noted.
   */
  async describe(
    id: string,
    change: Pick<Partial<RunRecord>, 'name' | 'tags' | 'notes'>,
  ): Promise<RunSummary> {
    this.#mine(id);
    await this.#options.store.update(id, change);
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
    const room = (lane: Lane) =>
      this.#running.count(lane) <
      (lane === 'interactive' ? interactiveJobs : this.#options.settings().concurrentJobs);
    for (const { id, lane } of this.#waiting) {
      if (!room(lane)) continue;
      this.#leave(id);
      this.#running.start(id, lane);
    }
  }

  /** Whether the run waits or runs here. */
  has(id: string): boolean {
    return this.#running.get(id) !== undefined || this.#waiting.some((entry) => entry.id === id);
  }

  /** Lets a paused run of an earlier workbench go on when the disk takes it again. */
  awaitDisk(id: string): void {
    this.#disk.wait(id);
  }

  /** Marks a run whose workbench ended without a word; it may go on at the next start. */
  async interrupt(id: string, reason: string): Promise<void> {
    await this.#turns.take(id, async () => {
      await this.#move(id, { state: 'interrupted', reason, continueOnStart: true });
    });
  }

  /** Lets running jobs write a checkpoint and end, and notes that they and those that wait go on at the next start. */
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
    await this.#running.close();
    await this.#disk.close();
  }

  /** Takes the run for this workbench, notes that in its record and puts it at the end of its lane. */
  async #queue(record: RunRecord, note: () => Promise<unknown>): Promise<void> {
    const { id, spec } = record;
    const { store, events, log, laneOf } = this.#options;
    if (this.#closing) throw new HostError('not-available', 'The workbench is closing.');
    const lane = await laneOf(spec.kind);
    // Nothing comes between looking and taking, in this process.
    this.#mine(id);
    try {
      writeLease(store.folder(id), { host: identify(process.pid) });
    } catch (error) {
      // Its worker does not start without one, and says why.
      log.warn({ err: error, run: id }, 'the lease of a run could not be written');
    }
    try {
      await note();
    } catch (error) {
      this.#leaveLease(id);
      throw error;
    }
    this.#waiting.push({ id, lane });
    events.emit('runChanged', this.summary(id));
    this.pump();
  }

  /** Takes a run out of the queue; false if it was not waiting. */
  #leave(id: string): boolean {
    const before = this.#waiting.length;
    this.#waiting = this.#waiting.filter((entry) => entry.id !== id);
    return this.#waiting.length < before;
  }

  /** Changes a run's state. A disk that refuses does not hold it up: the record is written when it can be. */
  async #move(id: string, change: Partial<RunRecord>): Promise<RunRecord> {
    const { store, events } = this.#options;
    const record = await store.update(id, change, { keep: true });
    if (record.state !== 'queued') this.#leaveLease(id);
    this.#disk.look();
    events.emit('runChanged', this.summary(id));
    return record;
  }

  #leaveLease(id: string): void {
    const { store, log } = this.#options;
    try {
      clearLease(store.folder(id));
    } catch (error) {
      log.warn({ err: error, run: id }, 'a lease could not be removed');
    }
  }

  /** Refuses runs that another workbench works on, or a worker that has outlived its own. */
  #mine(id: string): void {
    const lease = readLease(this.#options.store.folder(id));
    if (!lease || lease.host.pid === process.pid) return;
    const holder = isAlive(lease.host) ? lease.host : (lease.worker ?? lease.host);
    throw new HostError('busy', 'Another Macroscope is working on this run.', {
      where: id,
      remedy: `Wait for it, or stop it there (process ${holder.pid}).`,
    });
  }

  async #wrongState(id: string, wish: string, allowed: string): Promise<HostError> {
    const { state } = await this.#options.store.read(id);
    return new HostError('wrong-state', `A run that is ${state} can't be ${wish}.`, {
      where: id,
      remedy: `This is for runs that are ${allowed}.`,
    });
  }
}

const unmoved = 'paused, interrupted, failed, done or archived';

/** A record from before its first start. */
const untouched = {
  computeSeconds: 0,
  starts: 0,
  summary: {},
  startedAt: undefined,
  progress: undefined,
  backend: undefined,
} as const;
