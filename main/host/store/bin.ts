import { existsSync, renameSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import {
  HostError,
  runId,
  type BinnedRun,
  type ExperimentKindName,
  type RunRecord,
} from '../../../preload/contract/index.ts';
import { storageError, syncFolderSync, writeWhole } from './files.ts';
import { folderBytes, readRecord } from './run-folder.ts';

const noteSchema = z.object({ deletedAt: z.string(), bytes: z.number() });

/** A folder that is being deleted for good; a crash in the middle of it leaves one, and the next sweep goes on. */
const going = '.going';

/**
 * Deleted runs: <workspace>/bin/<id> is the folder as it was, bin/<id>.json says when it came and how large it is. A run moves by
 * one rename, so that it is in the list or in the bin whenever the program ends; the note is only said about it.
 */
export class Bin {
  readonly #folder: string;
  readonly #runs: string;

  /** The bin's folder and that of all runs, on one disk. */
  constructor(folder: string, runs: string) {
    this.#folder = folder;
    this.#runs = runs;
  }

  /** Moves the folder of a run in. Throws HostError 'wrong-state' or 'storage', with the run where it was. */
  async take(record: RunRecord): Promise<BinnedRun> {
    const { id } = record;
    const from = join(this.#runs, runId.parse(id));
    if (existsSync(this.#path(id))) {
      throw new HostError('wrong-state', 'A run of this name is in the bin already.', {
        where: id,
        remedy: 'It was deleted, and imported again since. Delete that one for good first.',
      });
    }
    const note = { deletedAt: new Date().toISOString(), bytes: await folderBytes(from) };
    try {
      await mkdir(this.#folder, { recursive: true });
      await writeWhole(this.#note(id), `${JSON.stringify(note)}\n`);
      move(from, this.#path(id));
    } catch (error) {
      throw storageError(from, error);
    }
    return binned(record, note);
  }

  /** Moves a folder back into the list. Throws HostError 'not-found', 'wrong-state' when its name is taken, and 'storage'. */
  async giveBack(id: string): Promise<void> {
    const to = join(this.#runs, runId.parse(id));
    if (!existsSync(this.#path(id))) throw this.#absent(id);
    if (existsSync(to)) {
      throw new HostError('wrong-state', 'A run of this name is in the list again.', {
        where: id,
        remedy: 'It was imported after it had been deleted. Delete that one first.',
      });
    }
    try {
      move(this.#path(id), to);
      await rm(this.#note(id), { force: true });
    } catch (error) {
      throw storageError(to, error);
    }
  }

  /** What is in the bin, the last one deleted first. Folders whose record can't be read are listed by their names. */
  async list(): Promise<BinnedRun[]> {
    const ids = (await readdir(this.#folder).catch(() => [])).filter((name) => runId.safeParse(name).success);
    const runs = await Promise.all(ids.map(async (id) => await this.#describe(id)));
    return runs.toSorted((a, b) => b.deletedAt.localeCompare(a.deletedAt) || a.id.localeCompare(b.id));
  }

  /** Deletes for good these runs, or all. Throws HostError 'not-found' before anything is deleted, and 'storage'. */
  async empty(ids?: readonly string[]): Promise<{ runs: number; bytes: number }> {
    const inside = await this.list();
    const wanted = ids === undefined ? inside : inside.filter(({ id }) => ids.includes(id));
    const missing = ids?.find((id) => !wanted.some((run) => run.id === id));
    if (missing !== undefined) throw this.#absent(missing);
    for (const { id } of wanted) await this.#destroy(id);
    return { runs: wanted.length, bytes: wanted.reduce((sum, { bytes }) => sum + bytes, 0) };
  }

  /** Goes on with what a crash left: folders half deleted, notes of runs that are not here. */
  async sweep(): Promise<void> {
    for (const name of await readdir(this.#folder).catch(() => [])) {
      // What does not begin like a run is the user's own.
      const [, id, rest] = /^([^.]+)(\..+)$/.exec(name) ?? [];
      if (id === undefined || rest === undefined || !runId.safeParse(id).success) continue;
      const stray = rest === '.json' && !existsSync(this.#path(id));
      if (stray || rest === going || rest.endsWith('.tmp')) {
        // What can't be removed now goes with the next sweep.
        await rm(join(this.#folder, name), { recursive: true, force: true }).catch(() => {});
      }
    }
  }

  async bytes(): Promise<number> {
    return await folderBytes(this.#folder);
  }

  #path(id: string): string {
    return join(this.#folder, runId.parse(id));
  }

  #note(id: string): string {
    return `${this.#path(id)}.json`;
  }

  async #destroy(id: string): Promise<void> {
    const path = this.#path(id);
    try {
      await rm(path + going, { recursive: true, force: true });
      renameSync(path, path + going);
      await rm(this.#note(id), { force: true });
      await rm(path + going, { recursive: true, force: true });
    } catch (error) {
      throw storageError(path, error);
    }
  }

  async #describe(id: string): Promise<BinnedRun> {
    const path = this.#path(id);
    const note = await readFile(this.#note(id), 'utf8')
      .then((text) => noteSchema.parse(JSON.parse(text)))
      .catch(async () => ({
        // Moved here by hand: the folder itself knows when it was last touched.
        deletedAt: ((await stat(path).catch(() => null))?.mtime ?? new Date(0)).toISOString(),
        bytes: await folderBytes(path),
      }));
    const record = await readRecord(path).catch(() => null);
    if (record !== null) return binned(record, note);
    // The name holds the date and the kind.
    const kind = id.slice('2026-01-01-'.length, id.lastIndexOf('-')) as ExperimentKindName;
    return { id, name: id, kind, createdAt: `${id.slice(0, 10)}T00:00:00.000Z`, ...note };
  }

  #absent(id: string): HostError {
    return new HostError('not-found', `There is no run ${id} in the bin.`, {
      where: id,
      remedy: '"macroscope bin" lists what is in it.',
    });
  }
}

function binned(record: RunRecord, note: { deletedAt: string; bytes: number }): BinnedRun {
  const { id, name, spec, createdAt } = record;
  return { id, name, kind: spec.kind, createdAt, ...note };
}

/** A rename that is durable in both folders. */
function move(from: string, to: string): void {
  renameSync(from, to);
  syncFolderSync(join(to, '..'));
  syncFolderSync(join(from, '..'));
}
