import { readFileSync } from 'node:fs';
import { HostError } from '../../preload/contract/errors.ts';

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
    const why =
      code === 'EISDIR' ? 'it is a folder' : code === 'EACCES' ? 'it may not be read' : String(code);
    throw new HostError('bad-file', `${path} can't be read: ${why}.`, { cause: error });
  }
}
