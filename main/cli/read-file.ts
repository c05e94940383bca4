import { readFileSync } from 'node:fs';
import { HostError } from '../../preload/contract/errors.ts';

const reasons: Record<string, string> = {
  EISDIR: 'it is a folder',
  EACCES: 'it may not be read',
  ERR_FS_FILE_TOO_LARGE: 'files of up to 2 GB are read at once; save a part of it',
};

/** Bytes of a file the user named. Throws HostError 'not-found' or 'bad-file' in words. */
export function readUserFile(path: string): Uint8Array {
  try {
    return new Uint8Array(readFileSync(path));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') {
      throw new HostError('not-found', `There is no file ${path}.`, {
        remedy: 'Check its name.',
        cause: error,
      });
    }
    const why = reasons[code ?? ''] ?? String(code);
    throw new HostError('bad-file', `${path} can't be read: ${why}.`, { cause: error });
  }
}
