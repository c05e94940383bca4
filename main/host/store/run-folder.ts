import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import {
  experimentSpec,
  HostError,
  hostErrorShape,
  runId,
  runState,
  runTag,
  type ArtifactInfo,
  type RunRecord,
} from '../../../preload/contract/index.ts';
import { isMissing, storageError } from './files.ts';
import { readSealed, writeSealed } from './sealed-json.ts';

/** Where the parts of a run lie in its folder. */
export const runPaths = (folder: string) => ({
  folder,
  record: join(folder, 'run.json'),
  metrics: join(folder, 'metrics.jsonl'),
  checkpoints: join(folder, 'checkpoints'),
  artifacts: join(folder, 'artifacts'),
  log: join(folder, 'log.txt'),
  inputs: join(folder, 'inputs.npz'),
});

const axisValue = z.union([z.number(), z.string(), z.boolean()]);

const sweepSchema = z.object({
  id: z.string(),
  name: z.string(),
  axes: z.array(z.object({ path: z.string(), values: z.array(axisValue) })),
  index: z.array(z.number().int()),
});

const reproductionSchema = z.object({
  of: runId,
  agrees: z.boolean().optional(),
  files: z
    .array(
      z.object({
        name: z.string(),
        verdict: z.enum(['same', 'different', 'missing', 'added']),
        relativeDifference: z
          .number()
          .or(z.null().transform(() => Number.NaN))
          .optional(),
      }),
    )
    .optional(),
  notes: z.array(z.string()).optional(),
});

const recordSchema: z.ZodType<RunRecord> = z.object({
  id: runId,
  name: z.string(),
  spec: experimentSpec,
  state: runState,
  reason: z.string().optional(),
  error: hostErrorShape.extend({ stack: z.string().optional() }).optional(),
  versions: z.object({ macroscope: z.string(), node: z.string(), schema: z.literal(1) }),
  backend: z.string().optional(),
  createdAt: z.string(),
  startedAt: z.string().optional(),
  endedAt: z.string().optional(),
  computeSeconds: z.number(),
  starts: z.number().int(),
  summary: z.record(z.string(), z.number().or(z.null().transform(() => Number.NaN))),
  progress: z
    .object({ fraction: z.number(), message: z.string(), secondsLeft: z.number().optional() })
    .optional(),
  continueOnStart: z.boolean().optional(),
  archivedFrom: runState.optional(),
  tags: z.array(runTag).optional(),
  notes: z.string().optional(),
  sweep: sweepSchema.optional(),
  reproduction: reproductionSchema.optional(),
  waitsForDisk: z.boolean().optional(),
}) as z.ZodType<RunRecord>;

/**
 * Reads run.json, or its second copy where it is damaged. Throws HostError 'bad-file' that says what is wrong with both, or
 * 'storage' when the disk refuses to read them.
 */
export async function readRecord(folder: string): Promise<RunRecord> {
  return (await inspectRecord(folder)).record;
}

/** The same, with what is wrong with run.json when the copy had to do. */
export async function inspectRecord(folder: string): Promise<{ record: RunRecord; damage?: string }> {
  const path = runPaths(folder).record;
  try {
    const { value: record, damage } = await readSealed(path, parseRecord);
    return damage === undefined ? { record } : { record, damage };
  } catch (error) {
    if (error instanceof HostError) throw error;
    throw new HostError(
      'bad-file',
      `run.json ${(error as Error).message}, and there is no good copy of it.`,
      {
        where: path,
        remedy: 'The folder is left as it is; repair run.json or move the folder away.',
        cause: error,
      },
    );
  }
}

function parseRecord(json: unknown): RunRecord {
  const parsed = recordSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Error(`is not a run of this version (${issue?.path.join('.')}: ${issue?.message})`);
}

export async function writeRecord(folder: string, record: RunRecord): Promise<void> {
  await writeSealed(runPaths(folder).record, record);
}

const types: Record<string, string> = {
  json: 'application/json',
  csv: 'text/csv',
  txt: 'text/plain',
  svg: 'image/svg+xml',
  png: 'image/png',
  npz: 'application/zip',
  npy: 'application/octet-stream',
};

export const mimeType = (name: string) =>
  types[name.slice(name.lastIndexOf('.') + 1).toLowerCase()] ?? 'application/octet-stream';

/**
 * Finished artifacts; a file still being written has another name and is not shown. Throws HostError 'storage': what the disk does
 * not list is not missing.
 */
export async function listArtifacts(folder: string): Promise<ArtifactInfo[]> {
  const path = runPaths(folder).artifacts;
  const entries = await readdir(path).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw storageError(path, error);
  });
  const names = entries.filter((name) => !name.endsWith('.tmp')).toSorted();
  return await Promise.all(
    names.map(async (name) => ({ name, bytes: (await stat(join(path, name))).size, type: mimeType(name) })),
  );
}

/** The last lines of log.txt. */
export async function readLog(folder: string, lines: number): Promise<string[]> {
  const file = await open(runPaths(folder).log).catch(() => null);
  if (!file) return [];
  try {
    // Enough for any sensible line length, without reading a log of gigabytes.
    const { size } = await file.stat();
    const length = Math.min(size, 500 * lines);
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.toString('utf8').trimEnd().split('\n').slice(-lines).filter(Boolean);
  } finally {
    await file.close();
  }
}

/** Bytes of all files of a run. */
export async function folderBytes(folder: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])) {
    // Files may go while they are counted: checkpoints replace one another.
    if (entry.isFile())
      bytes += (await stat(join(entry.parentPath, entry.name)).catch(() => null))?.size ?? 0;
  }
  return bytes;
}
