import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { HostError } from '../../../preload/contract/index.ts';

const temporary = (path: string) => `${path}.${randomBytes(4).toString('hex')}.tmp`;

/**
 * Writes a file whole: after a crash at any moment there is either the old content or the new. Temporary file, fsync, rename,
 * fsync of the folder. Throws HostError 'storage' with the path when the disk refuses.
 */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const draft = temporary(path);
  try {
    const file = await open(draft, 'w');
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await renameIntoPlace(draft, path);
    syncFolderSync(dirname(path));
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {});
    throw storageError(path, error);
  }
}

/** The same for a worker, whose run stands still while its checkpoint is written. */
export function writeWholeSync(path: string, content: string | Uint8Array): void {
  const draft = temporary(path);
  try {
    writeSyncedSync(draft, content);
    renameIntoPlaceSync(draft, path);
    syncFolderSync(dirname(path));
  } catch (error) {
    removeQuietly(draft);
    throw storageError(path, error);
  }
}

/** Milliseconds between the tries to rename what another program has open for a moment. */
const patience = [10, 20, 50, 100, 200, 400];
const inUse = new Set(['EPERM', 'EACCES', 'EBUSY']);

/**
 * Pauses between tries: on Windows a virus scanner or an indexer that has just opened a file keeps it, and its folder, from being
 * renamed or replaced. Elsewhere such an answer is the last word.
 */
const pauses = (platform: NodeJS.Platform) => (platform === 'win32' ? patience : []).values();

const mayPass = (error: unknown) => inUse.has((error as NodeJS.ErrnoException).code ?? '');

/** Renames over what is there, patiently where files of others are in the way for a moment. Throws what the system says. */
export async function renameIntoPlace(from: string, to: string, platform = process.platform): Promise<void> {
  for (const waits = pauses(platform); ;) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      const pause = waits.next().value;
      if (pause === undefined || !mayPass(error)) throw error;
      await sleep(pause);
    }
  }
}

/** The same for whoever stands still meanwhile. */
export function renameIntoPlaceSync(from: string, to: string, platform = process.platform): void {
  for (const waits = pauses(platform); ;) {
    try {
      renameSync(from, to);
      return;
    } catch (error) {
      const pause = waits.next().value;
      if (pause === undefined || !mayPass(error)) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
    }
  }
}

/** Removes a file or folder that nobody misses; what a disk that refuses leaves of it is passed over by every reader. */
export function removeQuietly(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // Whoever calls has something more important to tell.
  }
}

function writeSyncedSync(path: string, content: string | Uint8Array): void {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const file = openSync(path, 'w');
  try {
    writeAllSync(file, bytes);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Writes all of it: the system may take less at a time than it is given. */
export function writeAllSync(file: number, bytes: Uint8Array): void {
  for (let offset = 0; offset < bytes.byteLength;) {
    offset += writeSync(file, bytes, offset, bytes.byteLength - offset);
  }
}

/** What some file systems (shares, FUSE) answer when a folder is to be flushed: they can't, or need not. */
const unflushable = new Set(['EINVAL', 'ENOTSUP', 'ENOSYS']);

/** Makes a rename in the folder durable. Windows can't open folders, and does without; so do disks that can't flush them. */
export function syncFolderSync(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } catch (error) {
    if (!unflushable.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
  } finally {
    closeSync(handle);
  }
}

const elsewhere = 'Check the permissions of the folder, or choose another workspace.';
const refusals: Record<string, [message: string, remedy: string]> = {
  ENOSPC: ['The disk is full.', 'Free some space or choose another workspace.'],
  EDQUOT: ['Your disk quota is used up.', 'Free some space or choose another workspace.'],
  EFBIG: [
    'The disk or system does not take files this large.',
    'Raise the limit or choose another workspace.',
  ],
  EIO: [
    'The disk reports an error of its own (EIO).',
    'Check the disk and its connection; copy what matters.',
  ],
  EACCES: ['The folder may not be read or written.', elsewhere],
  EPERM: ['The folder may not be read or written.', elsewhere],
  EROFS: ['This disk is read-only.', 'Choose a workspace on a disk that can be written.'],
  ENOENT: ['The folder is not there.', 'It may have been moved or deleted while it was in use.'],
  EMFILE: ['Too many files are open.', 'Close other programs or raise the limit.'],
  ENFILE: ['Too many files are open.', 'Close other programs or raise the limit.'],
};

/** What the operating system refused, in words. */
export function storageError(path: string, error: unknown): HostError {
  if (error instanceof HostError) return error;
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const [message, remedy] = refusals[code] ?? [
    `Reading or writing failed (${code || String(error)}).`,
    'See the log.',
  ];
  return new HostError('storage', message, { where: path, remedy, cause: error });
}

/** Whether the disk refused, as opposed to a fault of what lies on it. */
export const isStorageError = (error: unknown): error is HostError =>
  error instanceof HostError && error.code === 'storage';

/** Whether a file was asked for that is not there. */
export const isMissing = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT';
