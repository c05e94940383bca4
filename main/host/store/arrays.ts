import { readFile } from 'node:fs/promises';
import type { ArrayRecord } from '../../../preload/contract/index.ts';
import { readNpz, type NpzOptions } from '../../data/npz.ts';
import { isMissing, storageError } from './files.ts';

/**
 * The arrays of an .npz file, shape and values only. Throws HostError 'bad-file', or 'storage' when the disk refuses to read; a
 * file that is not there is the system's ENOENT.
 */
export async function readArrays(path: string, options: NpzOptions = {}): Promise<ArrayRecord> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw isMissing(error) ? error : storageError(path, error);
  });
  const arrays = readNpz(bytes, options);
  return Object.fromEntries(Object.entries(arrays).map(([name, { shape, data }]) => [name, { shape, data }]));
}
