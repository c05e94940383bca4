import { z } from 'zod';
import { experimentKinds } from '../../preload/contract/experiments/index.ts';
import { runId, runState } from '../../preload/contract/runs.ts';
import { badFile, faultWithin } from './bad-file.ts';
import { readZip, type ZipEntry } from './zip.ts';

/** What an archive of a run says of itself. */
export interface PackedRun {
  id: string;
  name: string;
  kind: string;
  seed: number;
  state: string;
  /** Files of the run, and bytes of all of them unpacked. */
  files: number;
  bytes: number;
  entries: ZipEntry[];
}

const record = 'run.json';
/** A record is a few kB; its text may hold the user's notes. */
const longestRecord = 2 ** 22;

/** The run in an archive of one: the folder whose run.json it holds. Null for every other archive, and for one that cannot be listed. */
export function packedRunId(bytes: Uint8Array): string | null {
  try {
    return runIn(readZip(bytes));
  } catch {
    return null;
  }
}

function runIn(entries: readonly ZipEntry[]): string | null {
  for (const { name } of entries) {
    const [folder, file, ...deeper] = name.split('/');
    if (file === record && deeper.length === 0 && runId.safeParse(folder).success) return folder!;
  }
  return null;
}

const recordOf = z.object({
  id: runId,
  name: z.string(),
  state: runState,
  spec: z.object({ kind: z.enum(experimentKinds), seed: z.number() }),
});

/** Reads the record of a packed run, and nothing else of it. Throws HostError 'bad-file' for a record that is damaged or of another run. */
export function readPackedRun(bytes: Uint8Array): PackedRun {
  const entries = readZip(bytes);
  const folder = runIn(entries);
  const entry = entries.find(({ name }) => name === `${folder}/${record}`);
  if (folder === null || entry === undefined) throw badFile('The archive holds no run.');
  if (entry.size > longestRecord)
    throw badFile(`The record of the run is ${entry.size} bytes long.`, { where: entry.name });
  let found: z.infer<typeof recordOf>;
  try {
    found = recordOf.parse(JSON.parse(new TextDecoder().decode(entry.read())));
  } catch (cause) {
    const fault = faultWithin(entry.name, cause);
    if (fault !== cause) throw fault;
    throw badFile(`The packed run is damaged: its ${record} is not the record of a run.`, {
      where: entry.name,
      remedy: 'Pack the run again.',
      cause,
    });
  }
  if (found.id !== folder) {
    throw badFile(`The archive holds the folder ${folder} with the record of another run, ${found.id}.`, {
      where: entry.name,
      remedy: 'Pack the run again.',
    });
  }
  const { id, name, state, spec } = found;
  const files = entries.filter((each) => each.name.startsWith(`${folder}/`));
  return {
    id,
    name,
    kind: spec.kind,
    seed: spec.seed,
    state,
    files: files.length,
    bytes: files.reduce((total, { size }) => total + size, 0),
    entries,
  };
}
