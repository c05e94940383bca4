import { randomBytes } from 'node:crypto';
import type { Dirent } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  HostError,
  runId,
  type ExperimentKindName,
  type ExperimentSpec,
  type RunRecord,
  type RunState,
  type RunSummary,
} from '../../../preload/contract/index.ts';
import { isMissing, isStorageError, storageError } from './files.ts';
import { makeRunFolder } from './new-run.ts';
import { folderBytes, inspectRecord, readRecord, runPaths, writeRecord } from './run-folder.ts';
import { RunIndex } from './run-index.ts';
import { Turns } from './turns.ts';

export interface BadRun {
  folder: string;
  error: HostError;
}

/** What a new run is given beside its specification. */
export interface NewRun extends Pick<RunRecord, 'sweep' | 'reproduction'> {
  name?: string;
  /** Bytes of inputs.npz. */
  inputs?: Uint8Array;
}

/** The runs of a workspace. Folders are the truth; the index only lists them. */
export class RunStore {
  readonly #folder: string;
  #index: RunIndex;
  readonly #version: string;
  /** Changes of one run's record follow one another. */
  readonly #turns = new Turns();
  /** Records newer than their files. */
  readonly #kept = new Map<string, RunRecord>();
  /** Records of runs at work, as last written: what happens to their files does not stop what is to be noted. */
  readonly #held = new Map<string, RunRecord>();

  constructor(options: { runsFolder: string; indexPath: string; version: string }) {
    this.#folder = options.runsFolder;
    this.#index = new RunIndex(options.indexPath);
    this.#version = options.version;
  }

  /** Folder of all runs. */
  get runs(): string {
    return this.#folder;
  }

  /** Folder of a run; ids have passed the schema, so nothing else is ever joined to the path. */
  folder(id: string): string {
    return join(this.#folder, runId.parse(id));
  }

  /** Brings the index up to date with the folders and returns those that can't be read. */
  async scan(): Promise<BadRun[]> {
    const bad: BadRun[] = [];
    const known = this.#index.stamps();
    for (const entry of await this.#entries()) {
      if (!entry.isDirectory() || entry.name.startsWith('.')) continue;
      const folder = join(this.#folder, entry.name);
      try {
        if (!runId.safeParse(entry.name).success) {
          throw new HostError('bad-file', 'The name of this folder is not that of a run.', { where: folder });
        }
        const stamp = await stampOf(folder).catch(() => '');
        if (stamp === '' || known.get(entry.name) !== stamp) {
          const { record, damage } = await inspectRecord(folder);
          if (record.id !== entry.name) {
            throw new HostError('bad-file', `run.json names another run, ${record.id}.`, { where: folder });
          }
          this.#index.put(summarise(record, await folderBytes(folder)), damage === undefined ? stamp : '');
          if (damage !== undefined) bad.push({ folder, error: repaired(folder, damage) });
        }
        known.delete(entry.name);
      } catch (error) {
        bad.push({ folder, error: error as HostError });
        // What the disk does not give now is not gone from the list.
        if (isStorageError(error)) known.delete(entry.name);
      }
    }
    // What is left was deleted or moved away, or became unreadable.
    for (const id of known.keys()) this.#index.remove(id);
    return bad;
  }

  async #entries(): Promise<Dirent[]> {
    try {
      await mkdir(this.#folder, { recursive: true });
      return await readdir(this.#folder, { withFileTypes: true });
    } catch (error) {
      throw storageError(this.#folder, error);
    }
  }

  list(states?: readonly RunState[]): RunSummary[] {
    return this.#index.list(states);
  }

  /** What the list says of a run; throws HostError 'not-found'. */
  summary(id: string): RunSummary {
    const summary = this.#index.get(id);
    if (!summary) throw noSuchRun(id);
    return summary;
  }

  async create(spec: ExperimentSpec, options: NewRun = {}): Promise<RunRecord> {
    const { name = spec.kind, inputs, ...membership } = options;
    const now = new Date();
    const id = newRunId(spec.kind, now);
    const record: RunRecord = {
      id,
      name,
      spec,
      state: 'queued',
      versions: { macroscope: this.#version, node: process.versions.node, schema: 1 },
      createdAt: now.toISOString(),
      computeSeconds: 0,
      starts: 0,
      summary: {},
      ...membership,
    };
    const folder = this.folder(id);
    await makeRunFolder(folder, record, inputs);
    this.#held.set(id, record);
    this.#index.put(summarise(record, await folderBytes(folder)), await stampOf(folder).catch(() => ''));
    return record;
  }

  async read(id: string): Promise<RunRecord> {
    const kept = this.#kept.get(id);
    if (kept) return kept;
    const folder = this.folder(id);
    try {
      await stat(folder);
    } catch (error) {
      if (isMissing(error)) throw noSuchRun(id);
      throw storageError(folder, error);
    }
    return await readRecord(folder);
  }

  /**
   * Changes a record: `change` returns the fields to set, undefined ones are removed. Throws HostError 'storage' when it can't be
   * written, with nothing changed; with `keep`, for what has happened already, the new record is kept in memory until
   * `writeKept` can write it.
   */
  async update(
    id: string,
    change: Partial<RunRecord> | ((record: RunRecord) => Partial<RunRecord>),
    { keep = false } = {},
  ): Promise<RunRecord> {
    return await this.#turns.take(id, async () => {
      const record = await this.read(id).catch((error: unknown) => {
        const held = this.#held.get(id);
        if (held && keep) return held;
        throw error;
      });
      const fields = typeof change === 'function' ? change(record) : change;
      const next = { ...record, ...fields, id };
      try {
        await writeRecord(this.folder(id), next);
        this.#kept.delete(id);
      } catch (error) {
        if (!keep || !isStorageError(error)) throw error;
        this.#kept.set(id, next);
      }
      if (['queued', 'running'].includes(next.state)) this.#held.set(id, next);
      else this.#held.delete(id);
      await this.#list(next, next.state !== record.state);
      return next;
    });
  }

  /** How many records wait in memory for a disk that refused them. */
  get kept(): number {
    return this.#kept.size;
  }

  /** Tries to write the records that were kept; those that the disk still refuses stay. */
  async writeKept(): Promise<void> {
    for (const id of this.#kept.keys()) {
      await this.#turns.take(id, async () => {
        const record = this.#kept.get(id);
        if (!record) return;
        try {
          await writeRecord(this.folder(id), record);
          this.#kept.delete(id);
          await this.#list(record, true);
        } catch (error) {
          if (!isStorageError(error)) throw error;
        }
      });
    }
  }

  /** Forgets what a run has computed, before it starts again from nothing. Throws HostError 'storage'. */
  async reset(id: string): Promise<void> {
    const { folder, checkpoints, artifacts, metrics } = runPaths(this.folder(id));
    try {
      for (const path of [checkpoints, artifacts, metrics]) await rm(path, { recursive: true, force: true });
      for (const path of [checkpoints, artifacts]) await mkdir(path);
    } catch (error) {
      throw storageError(folder, error);
    }
  }

  /** Takes a folder that came into its place, out of the bin or from elsewhere, into the list. */
  async admit(id: string): Promise<RunRecord> {
    return await this.#turns.take(id, async () => {
      const folder = this.folder(id);
      for (;;) {
        const stamp = await stampOf(folder).catch(() => '');
        const record = await this.read(id);
        const kept = this.#kept.has(id);
        this.#index.put(summarise(record, await folderBytes(folder)), kept ? '' : stamp);
        // What another process has written meanwhile must not be hidden by what was read before.
        if (kept || (await stampOf(folder).catch(() => stamp)) === stamp) return record;
      }
    });
  }

  /**
   * The runs that another process has changed, made or taken away since the last call. Where what it wrote into the index is not what
   * the folder says, the folder counts.
   */
  async takeChanges(): Promise<string[]> {
    const ids = this.#index.changedElsewhere();
    const listed = this.#index.stamps();
    for (const id of ids) {
      const stamp = await stampOf(this.folder(id)).catch(() => '');
      if (stamp !== '' && stamp === listed.get(id)) continue;
      await this.admit(id).catch((error: unknown) => {
        // Any other fault leaves the line as the other process has put it.
        if (error instanceof HostError && error.code === 'not-found') this.forget(id);
      });
    }
    return ids;
  }

  /** Takes a run whose folder is gone off the list. */
  forget(id: string): void {
    this.#kept.delete(id);
    this.#held.delete(id);
    this.#index.remove(id);
  }

  /** Bytes of all runs, as last counted. */
  bytes(): number {
    return this.list().reduce((sum, run) => sum + (run.bytes ?? 0), 0);
  }

  /** From now on the list is kept in this file; to be followed by a scan. */
  keepIndex(path: string): void {
    this.#index.close();
    this.#index = new RunIndex(path);
  }

  close(): void {
    this.#index.close();
  }

  async #list(record: RunRecord, countBytes: boolean): Promise<void> {
    const folder = this.folder(record.id);
    const bytes = countBytes ? await folderBytes(folder) : this.#index.get(record.id)?.bytes;
    // A record that is not in its file has no stamp, and is read again by the next scan.
    const stamp = this.#kept.has(record.id) ? '' : await stampOf(folder).catch(() => '');
    this.#index.put(summarise(record, bytes), stamp);
  }
}

/** A new name of a run: the local date, as the user would look for it, the kind, random letters. */
export function newRunId(kind: ExperimentKindName, now = new Date()): string {
  const date = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
  const letters = BigInt(`0x${randomBytes(5).toString('hex')}`)
    .toString(36)
    .padStart(8, '0');
  return `${date}-${kind}-${letters}`;
}

/** Changes whenever run.json is written. */
async function stampOf(folder: string): Promise<string> {
  const { mtimeNs, size, ino } = await stat(runPaths(folder).record, { bigint: true });
  return `${mtimeNs}-${size}-${ino}`;
}

/** Characters of the notes that a list is told. */
const shownNotes = 200;

export function summarise(record: RunRecord, bytes?: number): RunSummary {
  const { spec, reproduction, notes } = record;
  const line: { [K in keyof RunSummary]: RunSummary[K] | undefined } = {
    id: record.id,
    name: record.name,
    kind: spec.kind,
    state: record.state,
    reason: record.reason,
    createdAt: record.createdAt,
    startedAt: record.startedAt,
    endedAt: record.endedAt,
    computeSeconds: record.computeSeconds,
    progress: record.progress,
    summary: record.summary,
    bytes,
    seed: spec.seed,
    tags: record.tags,
    notes: notes === undefined ? undefined : [...notes].slice(0, shownNotes).join(''),
    sweep: record.sweep,
    reproduction: reproduction && {
      of: reproduction.of,
      ...(reproduction.agrees === undefined ? {} : { agrees: reproduction.agrees }),
    },
    waitsForDisk: record.waitsForDisk,
  };
  return Object.fromEntries(
    Object.entries(line).filter(([, value]) => value !== undefined),
  ) as unknown as RunSummary;
}

const repaired = (folder: string, damage: string) =>
  new HostError('bad-file', `run.json ${damage}. Its copy is whole and is used.`, {
    where: folder,
    remedy:
      'The next change of the run writes both anew. Other files of this disk may be damaged, too: check it.',
  });

const noSuchRun = (id: string) =>
  new HostError('not-found', `There is no run ${id} in this workspace.`, {
    where: id,
    remedy: '"macroscope runs" lists the runs.',
  });
