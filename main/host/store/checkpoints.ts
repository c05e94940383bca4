import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { ArrayRecord, NumericArray } from '../../../preload/contract/index.ts';
import { exactParse, exactStringify } from './exact-json.ts';
import { storageError, syncFolderSync, writeSyncedSync } from './files.ts';

/**
 * checkpoints/<generation>/ holds arrays.bin (the bytes of every array, one after the other), state.json (their names, types,
 * shapes and places, and the small values) and manifest.json (size and sha256 of both). A generation is written beside and
 * renamed into place; the two newest are kept, and reading takes the newest one whose manifest holds.
 */
export interface CheckpointContent {
  arrays: ArrayRecord;
  values: Record<string, unknown>;
}

export interface DamagedCheckpoint {
  generation: number;
  reason: string;
}

const arrayTypes = {
  Float32Array,
  Float64Array,
  Int8Array,
  Uint8Array,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  BigInt64Array,
  BigUint64Array,
} as const;

const manifestSchema = z.object({
  version: z.literal(1),
  files: z.record(z.string(), z.object({ bytes: z.number().int(), sha256: z.string() })),
});

const placeSchema = z.object({
  name: z.string(),
  type: z.enum(Object.keys(arrayTypes) as (keyof typeof arrayTypes)[]),
  shape: z.array(z.number().int().nonnegative()),
  offset: z.number().int().nonnegative(),
  bytes: z.number().int().nonnegative(),
});

const stateSchema = z.object({ arrays: z.array(placeSchema), values: z.record(z.string(), z.unknown()) });

const kept = 2;
const folderName = (generation: number) => String(generation).padStart(8, '0');

/** Numbers of the generations that lie there, oldest first. */
export function generations(folder: string): number[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^\d{8,}$/.test(name))
    .map(Number)
    .toSorted((a, b) => a - b);
}

/** Writes the next generation and forgets all but the two newest; returns its number. Throws HostError 'storage'. */
export function writeCheckpoint(folder: string, content: CheckpointContent): number {
  const generation = (generations(folder).at(-1) ?? 0) + 1;
  const target = join(folder, folderName(generation));
  const draft = `${target}.tmp`;
  try {
    mkdirSync(draft, { recursive: true });
    let offset = 0;
    const places: z.infer<typeof placeSchema>[] = [];
    const pieces: Uint8Array[] = [];
    for (const [name, { shape, data }] of Object.entries(content.arrays)) {
      const type = data.constructor.name as keyof typeof arrayTypes;
      places.push({ name, type, shape, offset, bytes: data.byteLength });
      pieces.push(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
      offset += data.byteLength;
    }
    const files: Record<string, Uint8Array> = {
      'arrays.bin': Buffer.concat(pieces, offset),
      'state.json': Buffer.from(exactStringify({ arrays: places, values: content.values })),
    };
    const manifest: z.infer<typeof manifestSchema> = { version: 1, files: {} };
    for (const [name, bytes] of Object.entries(files)) {
      writeSyncedSync(join(draft, name), bytes);
      manifest.files[name] = { bytes: bytes.byteLength, sha256: sha256(bytes) };
    }
    writeSyncedSync(join(draft, 'manifest.json'), JSON.stringify(manifest, null, 1));
    syncFolderSync(draft);
    renameSync(draft, target);
    syncFolderSync(folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw storageError(target, error);
  }
  for (const old of generations(folder).slice(0, -kept)) {
    rmSync(join(folder, folderName(old)), { recursive: true, force: true });
  }
  return generation;
}

/** The newest generation that is whole, with what was wrong with newer ones. */
export function readNewestCheckpoint(folder: string): {
  generation: number;
  content: CheckpointContent | null;
  damaged: DamagedCheckpoint[];
} {
  const damaged: DamagedCheckpoint[] = [];
  for (const generation of generations(folder).toReversed()) {
    try {
      return { generation, content: readGeneration(join(folder, folderName(generation))), damaged };
    } catch (error) {
      damaged.push({ generation, reason: (error as Error).message });
    }
  }
  return { generation: 0, content: null, damaged };
}

/** Removes damaged generations, so that the next one written is again the newest of two good ones. */
export function removeGenerations(folder: string, numbers: readonly number[]): void {
  for (const generation of numbers) {
    rmSync(join(folder, folderName(generation)), { recursive: true, force: true });
  }
}

function readGeneration(folder: string): CheckpointContent {
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')));
  const read = (name: string) => {
    const expected = manifest.files[name];
    if (!expected) throw new Error(`${name} is not in the manifest`);
    const bytes = readFileSync(join(folder, name));
    if (bytes.byteLength !== expected.bytes) {
      throw new Error(`${name} has ${bytes.byteLength} bytes instead of ${expected.bytes}`);
    }
    if (sha256(bytes) !== expected.sha256) throw new Error(`${name} does not match its sha256`);
    return bytes;
  };
  const bytes = read('arrays.bin');
  const state = stateSchema.parse(exactParse(read('state.json').toString('utf8')));
  const arrays: ArrayRecord = {};
  for (const place of state.arrays) {
    // A copy, so that every array is aligned and has a buffer of its own.
    const buffer = new Uint8Array(bytes.subarray(place.offset, place.offset + place.bytes)).buffer;
    arrays[place.name] = { shape: place.shape, data: new arrayTypes[place.type](buffer) as NumericArray };
  }
  return { arrays, values: state.values };
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
