import type { ArrayRecord } from '../../preload/contract/arrays.ts';
import { badFile, faultWithin } from './bad-file.ts';
import { readNpy, writeNpy, type NpyArray } from './npy.ts';
import { archiveLimits, isZip, readZip, writeZip } from './zip.ts';

export interface NpzOptions {
  /** Names of the arrays wanted; the others are not unpacked. */
  only?: readonly string[];
  /** Largest total size when unpacked, in bytes. */
  limit?: number;
}

/**
 * Reads the arrays of an .npz file in the order they are stored. Files in it that are no arrays are passed over. Throws HostError
 * 'bad-file' for a damaged or oversized archive and for a bad array in it, which it names.
 */
export function readNpz(bytes: Uint8Array, options: NpzOptions = {}): Record<string, NpyArray> {
  return readNpzContents(bytes, options).arrays;
}

/** The arrays of an .npz file and the names of the files in it that are none. Throws as readNpz does. */
export function readNpzContents(
  bytes: Uint8Array,
  options: NpzOptions = {},
): { arrays: Record<string, NpyArray>; others: string[] } {
  if (!isZip(bytes)) {
    throw badFile('This is not an .npz file: it does not begin like a zip archive.', {
      offset: 0,
      remedy: 'Save the arrays with numpy.savez.',
    });
  }
  const limits = { ...archiveLimits, total: options.limit ?? archiveLimits.total };
  const arrays: [string, NpyArray][] = [];
  const others: string[] = [];
  for (const entry of readZip(bytes, limits)) {
    if (!entry.name.endsWith('.npy')) {
      others.push(entry.name);
      continue;
    }
    const name = entry.name.slice(0, -'.npy'.length);
    if (options.only !== undefined && !options.only.includes(name)) continue;
    const content = entry.read();
    try {
      arrays.push([name, readNpy(content)]);
    } catch (fault) {
      throw faultWithin(entry.name, fault);
    }
  }
  return { arrays: Object.fromEntries(arrays), others };
}

/** Names of the arrays of an .npz file, without unpacking any. */
export function listNpz(bytes: Uint8Array): string[] {
  return readZip(bytes)
    .filter(({ name }) => name.endsWith('.npy'))
    .map(({ name }) => name.slice(0, -'.npy'.length));
}

/**
 * Writes arrays as an .npz file: the same bytes for the same arrays in the same order. Stored as numpy.savez does, or deflated as
 * numpy.savez_compressed does, which takes about a second per 30 MB and gains little on float noise.
 */
export function writeNpz(arrays: ArrayRecord, { compress = false } = {}): Uint8Array {
  return writeZip(
    Object.fromEntries(Object.entries(arrays).map(([name, array]) => [`${name}.npy`, writeNpy(array)])),
    compress,
  );
}
