import { createReadStream } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { RunRecord } from '../../../preload/contract/index.ts';
import { storageError } from '../store/files.ts';
import { isPacked, manifestName, type Manifest, type PackedFile } from './manifest.ts';
import { pieceBytes, ZipWriter } from './zip-writer.ts';

export interface PackOptions {
  /** Folder of the run. */
  folder: string;
  record: RunRecord;
  /** Version of this Macroscope. */
  version: string;
  /** With the checkpoints; without them an unfinished run starts again from nothing where it is unpacked. */
  checkpoints: boolean;
}

/** Compressed already, or numbers that gain little. */
const stored = /\.(npz|png|bin|gz|zip)$/i;

/**
 * Packs a run that stands still into a zip archive at `target`: `<run id>/…` as its folder is, and last `<run id>/manifest.json`
 * with the size and sha256 of every file. The same run gives the same bytes. Returns the number of files; throws HostError
 * 'storage', and leaves nothing then.
 */
export async function packRun(options: PackOptions, target: string): Promise<number> {
  const { folder, record, version, checkpoints } = options;
  const zip = await ZipWriter.create(target).catch((error: unknown) => {
    throw storageError(target, error);
  });
  try {
    const files: PackedFile[] = [];
    for (const path of await pathsIn(folder)) {
      if (!checkpoints && path.startsWith('checkpoints/')) continue;
      const from = join(folder, path);
      const sums = await zip.add(
        `${record.id}/${path}`,
        () => createReadStream(from, { highWaterMark: pieceBytes }),
        {
          deflate: !stored.test(path),
          bytes: (await stat(from)).size,
        },
      );
      files.push({ path, ...sums });
    }
    const manifest: Manifest = {
      format: 'macroscope-run',
      version: 1,
      run: record.id,
      macroscope: version,
      files,
    };
    const text = Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`);
    await zip.add(`${record.id}/${manifestName}`, () => once(text), { deflate: true, bytes: text.length });
    await zip.end();
    return files.length;
  } catch (error) {
    await zip.close().catch(() => {});
    await rm(target, { force: true }).catch(() => {});
    throw storageError(target, error);
  }
}

/** Files of a run that travel, in one order everywhere. */
async function pathsIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter(isPacked)
    .toSorted();
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
