import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { RunState, RunSummary } from '../../../preload/contract/index.ts';

interface Row {
  id: string;
  stamp: string;
  summary: string;
  seal: string;
}

interface Entry {
  stamp: string;
  summary: RunSummary;
}

/**
 * The list of runs, in SQLite, so that a workspace of thousands opens at once. It holds nothing that the folders don't: a
 * missing, old or broken file is made anew, and a row whose seal does not hold is none. The rows are in memory, too: a disk that
 * refuses costs the file only, which is made anew from there as soon as it can be.
 */
export class RunIndex {
  readonly #path: string;
  /** Milliseconds to wait for another process that writes. */
  readonly #patience: number;
  /** Null while the file can't be used. */
  #database: DatabaseSync | null;
  #entries = new Map<string, Entry>();
  /** Changes that are not in the file yet; null for a run that is gone. */
  readonly #unwritten = new Map<string, Entry | null>();
  /** Changes when another process has written. */
  #seen = -1;
  /** Runs whose rows another process has written or removed. */
  readonly #elsewhere = new Set<string>();

  /** `:memory:` as path keeps the index out of the workspace; `patience` is in milliseconds. */
  constructor(path: string, patience = 5000) {
    this.#path = path;
    this.#patience = patience;
    this.#database = open(path, patience);
    this.#refresh();
  }

  /** Runs, newest first. */
  list(states?: readonly RunState[]): RunSummary[] {
    this.#refresh();
    const wanted = states?.length ? new Set(states) : null;
    return [...this.#entries.values()]
      .map(({ summary }) => summary)
      .filter(({ state }) => wanted?.has(state) ?? true)
      .toSorted((a, b) => compare(b.createdAt, a.createdAt) || compare(b.id, a.id));
  }

  get(id: string): RunSummary | null {
    this.#refresh();
    return this.#entries.get(id)?.summary ?? null;
  }

  /** Stamp of run.json when each run was last indexed. */
  stamps(): Map<string, string> {
    this.#refresh();
    return new Map([...this.#entries].map(([id, { stamp }]) => [id, stamp]));
  }

  /** Runs that another process has written or removed since this was asked last. */
  changedElsewhere(): string[] {
    this.#refresh();
    const ids = [...this.#elsewhere];
    this.#elsewhere.clear();
    return ids;
  }

  put(summary: RunSummary, stamp: string): void {
    // As it will be read: undefined entries go, NaN becomes null.
    const entry = { stamp, summary: JSON.parse(JSON.stringify(summary)) as RunSummary };
    this.#entries.set(summary.id, entry);
    this.#unwritten.set(summary.id, entry);
    this.#write();
  }

  remove(id: string): void {
    this.#entries.delete(id);
    this.#unwritten.set(id, null);
    this.#write();
  }

  close(): void {
    try {
      this.#database?.close();
    } catch {
      // Nothing hangs on it: what the file lacks, the next scan of the folders brings.
    }
    this.#database = null;
  }

  /** Takes what another process (a command line beside the workbench) has written. */
  #refresh(): void {
    const database = this.#database;
    if (!database) return;
    try {
      const { data_version: version } = database.prepare('PRAGMA data_version').get() as {
        data_version: number;
      };
      if (version === this.#seen) return;
      const before = this.#entries;
      this.#entries = readEntries(database);
      for (const [id, entry] of this.#unwritten) {
        if (entry) this.#entries.set(id, entry);
        else this.#entries.delete(id);
      }
      if (this.#seen !== -1) {
        for (const id of new Set([...before.keys(), ...this.#entries.keys()])) {
          if (before.get(id)?.stamp !== this.#entries.get(id)?.stamp) this.#elsewhere.add(id);
        }
      }
      this.#seen = version;
    } catch (error) {
      if (!isBusy(error)) this.#renew();
    }
  }

  #write(): void {
    try {
      if (!this.#database) throw new Error('no file');
      for (const [id, entry] of this.#unwritten) {
        store(this.#database, id, entry);
        this.#unwritten.delete(id);
      }
    } catch (error) {
      // Another process that writes for seconds; the next change tries again.
      if (!isBusy(error)) this.#renew();
    }
  }

  /**
   * Makes the file anew from memory, or opens it where another process had it in use; without a file where neither can be done,
   * until the next change.
   */
  #renew(): void {
    const broken = this.#database !== null;
    this.close();
    try {
      const database = broken ? anew(this.#path, this.#patience) : open(this.#path, this.#patience);
      if (!database) return;
      this.#database = database;
      this.#seen = -1;
      for (const [id, entry] of [...this.#entries, ...this.#unwritten]) store(database, id, entry);
      this.#unwritten.clear();
    } catch {
      this.close();
    }
  }
}

/**
 * SQLITE_BUSY (5) and SQLITE_LOCKED (6): another process has the file in use, and nothing is wrong with it. The upper bits say more:
 * that the other one is putting a log in order, say.
 */
export const isBusy = (error: unknown) =>
  [5, 6].includes(((error as { errcode?: number }).errcode ?? 0) & 0xff);

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

const sealOf = (id: string, stamp: string, summary: string) =>
  createHash('sha256').update([id, stamp, summary].join('\n')).digest('hex');

function store(database: DatabaseSync, id: string, entry: Entry | null): void {
  if (!entry) {
    database.prepare('DELETE FROM runs WHERE id = ?').run(id);
    return;
  }
  const { stamp } = entry;
  const summary = JSON.stringify(entry.summary);
  database
    .prepare(
      'INSERT INTO runs (id, stamp, summary, seal) VALUES (?, ?, ?, ?) ' +
        'ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp, summary = excluded.summary, seal = excluded.seal',
    )
    .run(id, stamp, summary, sealOf(id, stamp, summary));
}

/** Every row that is as it was written; SQLite itself does not notice a flipped bit in one. */
function readEntries(database: DatabaseSync): Map<string, Entry> {
  const rows = database.prepare('SELECT id, stamp, summary, seal FROM runs').all() as unknown as Row[];
  return new Map(
    rows
      .filter(({ id, stamp, summary, seal }) => sealOf(id, stamp, summary) === seal)
      .map(({ id, stamp, summary }) => [id, { stamp, summary: JSON.parse(summary) as RunSummary }]),
  );
}

/** Of the rows and of what a summary says; an index of another version is made anew. */
const schemaVersion = 3;

/** The file as it is, or anew; null where the disk gives none. */
function open(path: string, patience: number): DatabaseSync | null {
  try {
    return prepare(path, patience);
  } catch (error) {
    if (isBusy(error)) return null;
    try {
      return anew(path, patience);
    } catch {
      return null;
    }
  }
}

function anew(path: string, patience: number): DatabaseSync {
  for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
  return prepare(path, patience);
}

function prepare(path: string, patience: number): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: patience });
  try {
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
    const { user_version: version } = database.prepare('PRAGMA user_version').get() as {
      user_version: number;
    };
    if (version !== schemaVersion) database.exec('DROP TABLE IF EXISTS runs');
    database.exec(
      `CREATE TABLE IF NOT EXISTS runs (
         id TEXT PRIMARY KEY, stamp TEXT NOT NULL, summary TEXT NOT NULL, seal TEXT NOT NULL
       ) STRICT;
       PRAGMA user_version = ${schemaVersion};`,
    );
    const check = database.prepare('PRAGMA quick_check(1)').get() as { quick_check: string };
    if (check.quick_check !== 'ok') throw new Error(check.quick_check);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
