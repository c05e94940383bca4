import { readFile } from 'node:fs/promises';
import type { ArrayRecord } from '../../../preload/contract/index.ts';
import { readNpz, type NpzOptions } from '../../data/npz.ts';

/** The arrays of an .npz file, shape and values only. Throws HostError 'bad-file'. */
export async function readArrays(path: string, options: NpzOptions = {}): Promise<ArrayRecord> {
  const arrays = readNpz(await readFile(path), options);
  return Object.fromEntries(Object.entries(arrays).map(([name, { shape, data }]) => [name, { shape, data }]));
}
