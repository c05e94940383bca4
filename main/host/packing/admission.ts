import { createHash } from 'node:crypto';
import { createReadStream, existsSync, renameSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunRecord } from '../../../preload/contract/index.ts';
import { storageError, syncFolderSync } from '../store/files.ts';
import { readRecord, writeRecord } from '../store/run-folder.ts';
import { newRunId, type RunStore } from '../store/run-store.ts';
import type { PackedFile } from './manifest.ts';
import type { UnpackedRun } from './unpack.ts';

/** How an unpacked run came into the workspace. */
export interface Admitted {
  record: RunRecord;
  /** It was here before, with the same results; or its name was taken by another run, and it got a new one. */
  outcome: 'new' | 'present' | 'renamed';
}

/** Makes the draft of an unpacked run a run of this workspace, by one rename. Throws HostError 'storage'. */
export async function admit(store: RunStore, draft: string, unpacked: UnpackedRun): Promise<Admitted> {
  const { record, manifest } = unpacked;
  const taken = existsSync(store.folder(record.id));
  if (taken) {
    const here = await readRecord(store.folder(record.id)).catch(() => null);
    if (here !== null && (await isSame(store.folder(record.id), here, record, manifest.files))) {
      return { record: here, outcome: 'present' };
    }
  }
  const id = taken ? newRunId(record.spec.kind) : record.id;
  const arrived = arrivedRecord({ ...record, id });
  const folder = store.folder(id);
  await rm(join(draft, 'run.json'), { force: true });
  await writeRecord(draft, arrived);
  try {
    renameSync(draft, folder);
    syncFolderSync(join(folder, '..'));
  } catch (error) {
    throw storageError(folder, error);
  }
  return { record: await store.admit(id), outcome: taken ? 'renamed' : 'new' };
}

/** A run that worked on another machine works on this one only when it is told to. */
function arrivedRecord(record: RunRecord): RunRecord {
  const { continueOnStart: _continue, waitsForDisk: _disk, ...kept } = record;
  if (record.state !== 'running' && record.state !== 'queued') return kept;
  const verb = record.state === 'running' ? 'ran' : 'waited';
  return { ...kept, state: 'interrupted', reason: `packed while it ${verb} on another machine` };
}

/** The same experiment with the same results. Its name, tags and notes may have changed since, and checkpoints may be left out. */
async function isSame(
  folder: string,
  here: RunRecord,
  packed: RunRecord,
  files: readonly PackedFile[],
): Promise<boolean> {
  if (here.createdAt !== packed.createdAt || JSON.stringify(here.spec) !== JSON.stringify(packed.spec))
    return false;
  const results = files.filter(({ path }) => /^(artifacts\/|metrics\.jsonl$|inputs\.npz$)/.test(path));
  for (const { path, sha256 } of results) {
    if ((await sha256Of(join(folder, path))) !== sha256) return false;
  }
  return here.state === packed.state || results.length > 0;
}

async function sha256Of(path: string): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  } catch {
    return null;
  }
  return hash.digest('hex');
}
