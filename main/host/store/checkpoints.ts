import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import {
  HostError,
  numericArrayTypes,
  type ArrayRecord,
  type NumericArray,
} from '../../../preload/contract/index.ts';
import { exactParse, exactStringify } from './exact-json.ts';
import {
  isMissing,
  isStorageError,
  removeQuietly,
  renameIntoPlaceSync,
  storageError,
  syncFolderSync,
  writeAllSync,
} from './files.ts';
import { isSealed, seal, unseal } from './sealed-json.ts';

/**
 * checkpoints/<generation>/ holds arrays.bin (the bytes of every array, one after the other), state.json (their names, types,
 * shapes and places, and the small values) and manifest.json (number of the generation, size and sha256 of both, and a seal of
 * its own). A generation is written beside and renamed into place; the two newest are kept, and reading takes the newest one that
 * is whole. Generations of earlier versions, whose manifest has neither number nor seal, are read as well.
 */
export interface CheckpointContent {
  arrays: ArrayRecord;
  values: Record<string, unknown>;
}

export interface DamagedCheckpoint {
  generation: number;
  reason: string;
  /** What the disk refused to read twice (EIO), which may be whole. */
  refusal?: HostError;
}

const version = 1;

/** Strict: a key that has been damaged is not passed over. */
const manifestSchema = z.strictObject({
  version: z.literal(version),
  generation: z.number().int().positive().optional(),
  files: z.record(z.string(), z.object({ bytes: z.number().int(), sha256: z.string() })),
});

const placeSchema = z.object({
  name: z.string(),
  type: z.enum(Object.keys(numericArrayTypes) as (keyof typeof numericArrayTypes)[]),
  shape: z.array(z.number().int().nonnegative()),
  offset: z.number().int().nonnegative(),
  bytes: z.number().int().nonnegative(),
});

const stateSchema = z.object({ arrays: z.array(placeSchema), values: z.record(z.string(), z.unknown()) });

const kept = 2;
const draftEnding = '.tmp';
const folderName = (generation: number) => String(generation).padStart(8, '0');

/** Numbers of the generations that lie there, oldest first. Throws HostError 'storage'. */
export function generations(folder: string): number[] {
  return entries(folder)
    .filter((name) => /^\d{8,}$/.test(name))
    .map(Number)
    .toSorted((a, b) => a - b);
}

/** Writes the next generation and forgets all but the two newest; returns its number. Throws HostError 'storage'. */
export function writeCheckpoint(folder: string, { arrays, values }: CheckpointContent): number {
  const generation = (generations(folder).at(-1) ?? 0) + 1;
  const target = join(folder, folderName(generation));
  const draft = `${target}${draftEnding}`;
  try {
    rmSync(draft, { recursive: true, force: true });
    // Not a folder above it: one that is gone may be a disk that is not mounted.
    if (!existsSync(folder)) mkdirSync(folder);
    mkdirSync(draft);
    const places = placesOf(arrays);
    const pieces = Object.values(arrays).map(({ data }) => bytesOf(data));
    const state = Buffer.from(exactStringify({ arrays: places, values }));
    const manifest: z.infer<typeof manifestSchema> = {
      version,
      generation,
      files: {
        'arrays.bin': writePieces(join(draft, 'arrays.bin'), pieces),
        'state.json': writePieces(join(draft, 'state.json'), [state]),
      },
    };
    writePieces(join(draft, 'manifest.json'), [Buffer.from(seal(manifest))]);
    syncFolderSync(draft);
    renameIntoPlaceSync(draft, target);
    syncFolderSync(folder);
  } catch (error) {
    removeQuietly(draft);
    throw storageError(target, error);
  }
  // What can't be removed now is removed after the next one.
  removeGenerations(folder, generations(folder).slice(0, -kept));
  return generation;
}

/**
 * The newest generation that is whole, with what was wrong with newer ones. Throws HostError 'storage' when the disk refuses to
 * read a generation that could be the newest: that is no damage, and may pass. Only where the disk itself is at fault (EIO) and
 * an older generation is whole, that one is taken. Throws HostError 'not-available' for one that a later version has written.
 */
export function readNewestCheckpoint(folder: string): {
  generation: number;
  content: CheckpointContent | null;
  damaged: DamagedCheckpoint[];
} {
  const damaged: DamagedCheckpoint[] = [];
  const good = generations(folder)
    .toReversed()
    .flatMap((number) => {
      const path = join(folder, folderName(number));
      try {
        const manifest = readManifest(path);
        return [{ number, path, manifest, age: manifest.generation ?? number }];
      } catch (error) {
        damaged.push(damageOf(number, error));
        return [];
      }
    });
  // By what they say themselves: folders may have changed places.
  for (const { number, path, manifest } of good.toSorted((a, b) => b.age - a.age)) {
    try {
      return { generation: number, content: readContent(path, manifest), damaged };
    } catch (error) {
      damaged.push(damageOf(number, error));
    }
  }
  const refusal = damaged.find((bad) => bad.refusal)?.refusal;
  if (refusal) throw refusal;
  return { generation: 0, content: null, damaged };
}

/** Removes generations as far as the disk lets it, so that the next one written is again the newest of two good ones. */
export function removeGenerations(folder: string, numbers: readonly number[]): void {
  for (const generation of numbers) removeQuietly(join(folder, folderName(generation)));
}

/** Removes what a process that was killed while it wrote has left in a folder. Throws HostError 'storage'. */
export function removeDrafts(folder: string): void {
  for (const name of entries(folder)) if (name.endsWith(draftEnding)) removeQuietly(join(folder, name));
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw storageError(folder, error);
  }
}

function placesOf(arrays: ArrayRecord): z.infer<typeof placeSchema>[] {
  let offset = 0;
  return Object.entries(arrays).map(([name, { shape, data }]) => {
    const type = data.constructor.name as keyof typeof numericArrayTypes;
    const place = { name, type, shape, offset, bytes: data.byteLength };
    offset += data.byteLength;
    return place;
  });
}

const bytesOf = (data: NumericArray) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength);

/** Writes and flushes a file piece by piece; its size and sha256 are those of the pieces in memory, not of what the disk took. */
function writePieces(path: string, pieces: readonly Uint8Array[]): { bytes: number; sha256: string } {
  const hash = createHash('sha256');
  let bytes = 0;
  const file = openSync(path, 'w');
  try {
    for (const piece of pieces) {
      writeAllSync(file, piece);
      hash.update(piece);
      bytes += piece.byteLength;
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return { bytes, sha256: hash.digest('hex') };
}

function readManifest(folder: string): z.infer<typeof manifestSchema> {
  const path = join(folder, 'manifest.json');
  const text = readBytes(path).toString('utf8');
  let manifest: unknown;
  try {
    manifest = unseal(text);
  } catch (error) {
    throw new Error(`manifest.json ${(error as Error).message}`, { cause: error });
  }
  const parsed = manifestSchema.safeParse(manifest);
  if (parsed.success) return parsed.data;
  const said = (manifest as { version?: unknown } | null)?.version;
  // Whole, and of a later form: nothing that may be taken for damage and be removed.
  if (isSealed(text) && typeof said === 'number' && said > version) {
    throw new HostError('not-available', 'A later version of Macroscope has written this checkpoint.', {
      where: path,
      remedy: 'Update Macroscope and resume the run, or try the run again from its beginning.',
    });
  }
  throw new Error('manifest.json is not that of a checkpoint');
}

function readContent(folder: string, manifest: z.infer<typeof manifestSchema>): CheckpointContent {
  const read = (name: string) => {
    const expected = manifest.files[name];
    if (!expected) throw new Error(`${name} is not in the manifest`);
    const bytes = readBytes(join(folder, name));
    if (bytes.byteLength !== expected.bytes) {
      throw new Error(`${name} has ${bytes.byteLength} bytes instead of ${expected.bytes}`);
    }
    if (sha256(bytes) !== expected.sha256) throw new Error(`${name} does not match its sha256`);
    return bytes;
  };
  const bytes = read('arrays.bin');
  const state = stateSchema.parse(exactParse(read('state.json').toString('utf8')));
  const arrays: ArrayRecord = {};
  for (const { name, type, shape, offset, bytes: length } of state.arrays) {
    const Type = numericArrayTypes[type];
    if (offset + length > bytes.byteLength || length % Type.BYTES_PER_ELEMENT !== 0) {
      throw new Error(`array ${name} does not fit its place`);
    }
    // A copy, so that every array is aligned and has a buffer of its own.
    const { buffer } = new Uint8Array(bytes.subarray(offset, offset + length));
    arrays[name] = { shape, data: new Type(buffer) as NumericArray };
  }
  return { arrays, values: state.values };
}

/** A file that is missing is damage of its generation; one that the disk refuses is tried again at once, then given up. */
function readBytes(path: string): Buffer {
  for (let tries = 1; ; tries++) {
    try {
      return readFileSync(path);
    } catch (error) {
      if (isMissing(error)) throw new Error('a file is missing', { cause: error });
      if (tries === 2) throw storageError(path, error);
    }
  }
}

function damageOf(generation: number, error: unknown): DamagedCheckpoint {
  if (error instanceof HostError && error.code === 'not-available') throw error;
  const reason = (error as Error).message;
  if (!isStorageError(error)) return { generation, reason };
  if ((error.cause as NodeJS.ErrnoException).code === 'EIO') return { generation, reason, refusal: error };
  throw error;
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
