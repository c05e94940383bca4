import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { RunState, RunSummary } from '../../../preload/contract/index.ts';

interface Row {
  id: string;
  stamp: string;
  summary: string;
}

/**
 * The list of runs, in SQLite, so that a workspace of thousands opens at once. It holds nothing that the folders don't: a
 * missing, old or broken file is made anew.
 */
export class RunIndex {
  readonly #database: DatabaseSync;

  /** `:memory:` as path keeps the index out of the workspace. */
  constructor(path: string) {
    this.#database = open(path);
  }

  /** Runs, newest first. */
  list(states?: readonly RunState[]): RunSummary[] {
    const where = states?.length ? `WHERE state IN (${states.map(() => '?').join(', ')})` : '';
    const rows = this.#database
      .prepare(`SELECT summary FROM runs ${where} ORDER BY created_at DESC, id DESC`)
      .all(...(states ?? [])) as unknown as Pick<Row, 'summary'>[];
    return rows.map((row) => JSON.parse(row.summary) as RunSummary);
  }

  get(id: string): RunSummary | null {
    const row = this.#database.prepare('SELECT summary FROM runs WHERE id = ?').get(id) as unknown as
      Pick<Row, 'summary'> | undefined;
    return row ? (JSON.parse(row.summary) as RunSummary) : null;
  }

  /** Stamp of run.json when each run was last indexed. */
  stamps(): Map<string, string> {
    const rows = this.#database.prepare('SELECT id, stamp FROM runs').all() as unknown as Row[];
    return new Map(rows.map((row) => [row.id, row.stamp]));
  }

  put(summary: RunSummary, stamp: string): void {
    this.#database
      .prepare(
        'INSERT INTO runs (id, state, created_at, stamp, summary) VALUES (?, ?, ?, ?, ?) ' +
          'ON CONFLICT (id) DO UPDATE SET state = excluded.state, stamp = excluded.stamp, summary = excluded.summary',
      )
      .run(summary.id, summary.state, summary.createdAt, stamp, JSON.stringify(summary));
  }

  remove(id: string): void {
    this.#database.prepare('DELETE FROM runs WHERE id = ?').run(id);
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close();
  }
}

/** Of the rows and of what a summary says; an index of another version is made anew. */
const schemaVersion = 2;

function open(path: string): DatabaseSync {
  try {
    return prepare(path);
  } catch {
    for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
    return prepare(path);
  }
}

function prepare(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: 5000 });
  try {
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
    const { user_version: version } = database.prepare('PRAGMA user_version').get() as {
      user_version: number;
    };
    if (version !== schemaVersion) database.exec('DROP TABLE IF EXISTS runs');
    database.exec(
      `CREATE TABLE IF NOT EXISTS runs (
         id TEXT PRIMARY KEY, state TEXT NOT NULL, created_at TEXT NOT NULL, stamp TEXT NOT NULL, summary TEXT NOT NULL
       ) STRICT;
       CREATE INDEX IF NOT EXISTS runs_by_age ON runs (created_at);
       PRAGMA user_version = ${schemaVersion};`,
    );
    database.prepare('SELECT count(*) FROM runs').get();
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
