import { createHash } from 'node:crypto';
import { mkdir, open, rm, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { HostError, type RunRecord } from '../../../preload/contract/index.ts';
import { badFile, byteCount } from '../../data/bad-file.ts';
import { storageError } from '../store/files.ts';
import { readRecord } from '../store/run-folder.ts';
import type { DirectoryRecord } from '../../data/zip.ts';
import { Archive } from './archive.ts';
import { isPacked, isPlain, manifestName, manifestSchema, type Manifest } from './manifest.ts';

const largestManifest = 16 * 2 ** 20;
/** Left free on the disk for everything else. */
const spare = 64 * 2 ** 20;

export interface UnpackedRun {
  record: RunRecord;
  manifest: Manifest;
}

/**
 * Unpacks a packed run into a new folder `draft`, and checks all of it on the way: names, sizes, sums, the record. Throws HostError
 * 'bad-file' that names the fault, or 'storage'; whoever called removes the draft.
 */
export async function unpackRun(path: string, draft: string): Promise<UnpackedRun> {
  const archive = await Archive.open(path);
  const manifest = await readManifest(archive);
  const entries = matched(archive.entries, manifest);
  await checkRoom(
    dirname(draft),
    entries.reduce((sum, { entry }) => sum + entry.size, 0),
  );
  await makeFolder(draft);
  for (const { entry, file } of entries) {
    const target = join(draft, ...file.path.split('/'));
    const hash = createHash('sha256');
    try {
      await makeFolder(dirname(target));
      const output = await open(target, 'wx');
      try {
        await archive.unpack(entry, async (piece) => {
          hash.update(piece);
          await output.writeFile(piece);
        });
        await output.sync();
      } finally {
        await output.close();
      }
    } catch (error) {
      throw storageError(target, error);
    }
    if (hash.digest('hex') !== file.sha256) {
      throw badFile(`‘${file.path}’ is not what was packed: its sha256 is another one.`, {
        where: entry.name,
        remedy: 'Copy the file again, or pack the run again.',
      });
    }
  }
  for (const folder of ['artifacts', 'checkpoints']) await makeFolder(join(draft, folder));
  return { record: await recordIn(draft, manifest), manifest };
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (error) {
    throw storageError(path, error);
  }
}

async function readManifest(archive: Archive): Promise<Manifest> {
  const entry = archive.entries.find(({ name }) => name.split('/').slice(1).join('/') === manifestName);
  if (!entry || entry.size > largestManifest) {
    throw badFile('This archive is no packed run: it has no manifest.', {
      remedy: 'Take a file that "macroscope export" or the list of runs has written.',
    });
  }
  const pieces: Uint8Array[] = [];
  await archive.unpack(entry, async (piece) => void pieces.push(piece));
  const parsed = manifestSchema.safeParse(parseJson(Buffer.concat(pieces).toString('utf8')));
  if (parsed.success && entry.name === `${parsed.data.run}/${manifestName}`) return parsed.data;
  const issue = parsed.error?.issues[0];
  throw badFile(
    issue === undefined
      ? 'The manifest of the archive is that of another run.'
      : `The manifest of the archive is not one of this version: ${issue.path.join('.')}: ${issue.message}.`,
    { where: entry.name, remedy: 'A newer Macroscope may have packed it: update this one.' },
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The entries beside what the manifest says of them; both must name the same files. */
function matched(entries: readonly DirectoryRecord[], manifest: Manifest) {
  const folder = `${manifest.run}/`;
  const files = new Map(manifest.files.map((file) => [`${folder}${file.path}`, file]));
  const seen = new Set<string>();
  const pairs = [];
  for (const entry of entries) {
    if (entry.name === `${folder}${manifestName}` || entry.name.endsWith('/')) continue;
    const path = entry.name.slice(folder.length);
    if (!entry.name.startsWith(folder) || !isPlain(path)) {
      throw badFile(`The archive holds a file that points out of the run: ‘${entry.name}’. It is refused.`);
    }
    // Disks that don't tell capitals apart would take the second for the first.
    const once = entry.name.toLowerCase();
    if (seen.has(once)) throw badFile(`The archive holds two files named ‘${entry.name}’.`);
    seen.add(once);
    const file = files.get(entry.name);
    if (!file || !isPacked(path)) throw badFile(`‘${path}’ is in the archive, but not in its manifest.`);
    if (file.bytes !== entry.size) {
      throw badFile(`‘${path}’ has ${byteCount(entry.size)}, its manifest says ${byteCount(file.bytes)}.`);
    }
    pairs.push({ entry, file });
  }
  const missing = manifest.files.find(({ path }) => !seen.has(`${folder}${path}`.toLowerCase()));
  if (missing) throw badFile(`‘${missing.path}’ is in the manifest, but not in the archive.`);
  if (pairs.length !== manifest.files.length) throw badFile('The manifest names a file twice.');
  return pairs;
}

async function checkRoom(folder: string, bytes: number): Promise<void> {
  const disk = await statfs(folder).catch(() => null);
  if (disk === null || bytes + spare <= disk.bavail * disk.bsize) return;
  throw new HostError(
    'storage',
    `The run unpacks to ${byteCount(bytes)}, and only ${byteCount(disk.bavail * disk.bsize)} are free.`,
    { where: folder, remedy: 'Free some space, or choose another workspace.' },
  );
}

async function recordIn(draft: string, manifest: Manifest): Promise<RunRecord> {
  let record: RunRecord;
  try {
    record = await readRecord(draft);
  } catch (error) {
    throw badFile(`The record of the run can’t be used: ${(error as Error).message}`, {
      where: `${manifest.run}/run.json`,
      remedy: 'A newer Macroscope may have packed it: update this one.',
      cause: error,
    });
  }
  if (record.id === manifest.run) return record;
  throw badFile(`run.json names another run, ${record.id}.`, { where: `${manifest.run}/run.json` });
}

/** Removes a draft; what can't be removed now goes with the next sweep. */
export async function discard(draft: string): Promise<void> {
  await rm(draft, { recursive: true, force: true }).catch(() => {});
}
