import { readFileSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { writeWholeSync } from './files.ts';
import { identify, isAlive } from './lease.ts';
import { isBusy } from './run-index.ts';

const holderSchema = z.object({
  pid: z.number().int(),
  started: z.string(),
  machine: z.string(),
  since: z.string(),
});

/** How long a start waits for another one that is just looking. */
const milliseconds = 500;

/**
 * Which workbench may change a workspace. SQLite holds a lock of the operating system on an empty file: it ends with its process,
 * however that ends, so there is no stale lock to be judged, and of two processes that ask at the same moment one gets it. The
 * note beside it says in words who holds it, and decides nothing.
 */
export class WorkspaceLock {
  readonly #database: DatabaseSync;
  readonly #note: string;

  private constructor(database: DatabaseSync, note: string) {
    this.#database = database;
    this.#note = note;
  }

  /** The lock, or null when another workbench has it. Throws what SQLite says where the disk can't lock. */
  static take(path: string, patience = milliseconds): WorkspaceLock | null {
    const database = new DatabaseSync(path, { timeout: patience });
    try {
      // Nothing is ever written through it: the transaction is the lock.
      database.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      database.close();
      if (isBusy(error)) return null;
      throw error;
    }
    const lock = new WorkspaceLock(database, noteOf(path));
    const identity = identify(process.pid);
    const holder = { ...identity, machine: hostname(), since: new Date().toISOString() };
    try {
      writeWholeSync(lock.#note, `${JSON.stringify(holder)}\n`);
    } catch {
      // A disk that is full holds the lock all the same; others just can't be told by whom.
    }
    return lock;
  }

  release(): void {
    if (!this.#database.isOpen) return;
    try {
      rmSync(this.#note, { force: true });
    } catch {
      // Whoever reads it sees that its process is gone.
    }
    this.#database.close();
  }
}

/** Who holds the workspace, in words: "process 4711 since 14:02". Undefined as long as it has not said so. */
export function holderOf(path: string): string | undefined {
  let holder: z.infer<typeof holderSchema>;
  try {
    holder = holderSchema.parse(JSON.parse(readFileSync(noteOf(path), 'utf8')));
  } catch {
    return undefined;
  }
  const elsewhere = holder.machine !== hostname();
  if (!elsewhere && !isAlive(holder)) return undefined;
  const since = new Date(holder.since);
  const day = since.toDateString() === new Date().toDateString() ? '' : `${holder.since.slice(0, 10)} `;
  const time = [since.getHours(), since.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
  return `process ${holder.pid}${elsewhere ? ` on ${holder.machine}` : ''} since ${day}${time}`;
}

const noteOf = (path: string) => `${path}.json`;
