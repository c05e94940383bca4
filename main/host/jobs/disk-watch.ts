import { rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { HostError } from '../../../preload/contract/index.ts';
import type { Logger } from '../log.ts';
import { writeWhole } from '../store/files.ts';
import { folderBytes, runPaths } from '../store/run-folder.ts';
import type { RunStore } from '../store/run-store.ts';

export interface DiskWatchOptions {
  store: RunStore;
  log: Logger;
  /** How often the disk is tried. */
  seconds?: number;
  resume(id: string): Promise<void>;
}

/** Free bytes a run must find beside twice what its checkpoints take. */
const spare = 2 ** 20;
/** A run that stops again soon after the disk took a probe waits up to this many times longer. */
const longestWait = 32;

/**
 * Waits with the runs that a disk refused to write for, and with records that could not be written: tries the disk every few
 * seconds, writes the records and lets the runs go on once it takes them.
 */
export class DiskWatch {
  readonly #options: DiskWatchOptions;
  readonly #milliseconds: number;
  readonly #runs = new Map<string, { tries: number; since: number; waiting: boolean }>();
  #timer: NodeJS.Timeout | undefined;
  #trying: Promise<void> | undefined;
  #closed = false;

  constructor(options: DiskWatchOptions) {
    this.#options = options;
    this.#milliseconds = 1000 * (options.seconds ?? 10);
  }

  /** Lets a run go on when the disk takes it. */
  wait(id: string): void {
    const tries = this.#runs.get(id)?.tries ?? 0;
    this.#runs.set(id, { tries, since: performance.now(), waiting: true });
    this.look();
  }

  /** Whether it waits, or has waited and is not done since. */
  has(id: string): boolean {
    return this.#runs.has(id);
  }

  /** The run is done, or the user has taken it in hand. */
  forget(id: string): void {
    this.#runs.delete(id);
  }

  /** Begins to try the disk if there is anything to wait for. */
  look(): void {
    if (this.#closed || this.#timer !== undefined || !this.#needed()) return;
    this.#timer = setTimeout(() => {
      this.#trying = this.#try()
        .catch((error: unknown) => this.#options.log.error({ err: error }, 'waiting for the disk'))
        .finally(() => {
          this.#timer = undefined;
          this.look();
        });
    }, this.#milliseconds);
    this.#timer.unref();
  }

  /** Tries to write what is left for a last time. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#trying;
    await this.#options.store.writeKept();
  }

  #needed(): boolean {
    return this.#options.store.kept > 0 || [...this.#runs.values()].some((run) => run.waiting);
  }

  async #try(): Promise<void> {
    const { store, log, resume } = this.#options;
    await store.writeKept();
    for (const [id, run] of this.#runs) {
      const patience = this.#milliseconds * (Math.min(2 ** run.tries, longestWait) - 1);
      if (this.#closed || !run.waiting || performance.now() - run.since < patience) continue;
      try {
        if (!(await takesWrites(store.folder(id)))) continue;
        run.waiting = false;
        run.tries++;
        await resume(id);
        log.info({ run: id }, 'the disk takes writes again: the run goes on');
      } catch (error) {
        log.info({ err: error, run: id }, 'a run that waited for the disk is not resumed');
        // The user was faster, or it is not there any more; all else may pass.
        const over = error instanceof HostError && ['wrong-state', 'not-found', 'busy'].includes(error.code);
        if (over) this.#runs.delete(id);
        else run.waiting = true;
      }
    }
  }
}

/** Whether a file can be written in a run's folder, with room beside it for the next checkpoint. */
async function takesWrites(folder: string): Promise<boolean> {
  const probe = join(folder, 'probe.tmp');
  try {
    const { bavail, bsize } = await statfs(folder);
    if (bavail * bsize < spare + 2 * (await folderBytes(runPaths(folder).checkpoints))) return false;
    await writeWhole(probe, new Uint8Array(2 ** 16));
    await rm(probe);
    return true;
  } catch {
    return false;
  }
}
