import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
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
    await rename(draft, path);
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
    renameSync(draft, path);
    syncFolderSync(dirname(path));
  } catch (error) {
    rmSync(draft, { force: true });
    throw storageError(path, error);
  }
}

/** Writes and flushes a file that nobody reads before its folder is renamed into place. */
export function writeSyncedSync(path: string, content: string | Uint8Array): void {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const file = openSync(path, 'w');
  try {
    for (let offset = 0; offset < bytes.byteLength;) {
      offset += writeSync(file, bytes, offset, bytes.byteLength - offset);
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Makes a rename in the folder durable. Windows can't open folders, and does without. */
export function syncFolderSync(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** What the operating system refused, in words. */
export function storageError(path: string, error: unknown): HostError {
  if (error instanceof HostError) return error;
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const known: Record<string, [string, string]> = {
    ENOSPC: ['The disk is full.', 'Free some space or choose another workspace, then resume the run.'],
    EDQUOT: ['Your disk quota is used up.', 'Free some space or choose another workspace.'],
    EACCES: [
      'Writing here is not allowed.',
      'Check the permissions of the folder, or choose another workspace.',
    ],
    EPERM: [
      'Writing here is not allowed.',
      'Check the permissions of the folder, or choose another workspace.',
    ],
    EROFS: ['This disk is read-only.', 'Choose a workspace on a disk that can be written.'],
    ENOENT: ['The folder is not there.', 'It may have been moved or deleted while it was in use.'],
  };
  const [message, remedy] = known[code] ?? [`Writing failed (${code || String(error)}).`, 'See the log.'];
  return new HostError('storage', message, { where: path, remedy, cause: error });
}
