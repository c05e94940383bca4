import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { experimentSpec, HostError, runStates } from '../../../preload/contract/index.ts';
import type { RandomStream } from '../../../main/compute/random.ts';
import { packRun } from '../../../main/host/packing/pack.ts';
import { unpackRun } from '../../../main/host/packing/unpack.ts';
import { readRecord, runPaths, writeRecord } from '../../../main/host/store/run-folder.ts';
import { newRunId } from '../../../main/host/store/run-store.ts';

/** Sum of every file of a run but its second copies. */
function content(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.copy'))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  const hash = createHash('sha256');
  for (const path of files) {
    hash.update(path.slice(folder.length)).update('\0').update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}

/** A run of random files in a folder of its own: texts that deflate, noise that does not, an empty one. */
async function randomRun(parent: string, random: RandomStream): Promise<string> {
  const id = newRunId('oscillator');
  const folder = join(parent, id);
  const paths = runPaths(folder);
  const whole = (below: number) => Math.floor(random.uniform() * below);
  const noise = (bytes: number) => Uint8Array.from({ length: bytes }, () => whole(256));
  const text = (lines: number) =>
    Array.from({ length: lines }, (_, i) => `["loss",${i},${random.uniform()}]\n`).join('');
  const files: Record<string, string | Uint8Array> = {
    [paths.metrics]: text(whole(400)),
    [paths.log]: text(whole(20)),
    [join(paths.artifacts, 'weights.npz')]: noise(whole(5000)),
    [join(paths.artifacts, 'result.json')]: JSON.stringify({ value: random.uniform() }),
    [join(paths.artifacts, 'empty.csv')]: '',
    [join(paths.checkpoints, '00000001', 'arrays.bin')]: noise(whole(3000)),
  };
  for (const [path, bytes] of Object.entries(files)) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }
  await writeRecord(folder, {
    id,
    name: `Run ${whole(1000)} · α`,
    spec: experimentSpec.parse({ kind: 'oscillator', seed: whole(1000) }),
    state: runStates[whole(runStates.length)]!,
    versions: { macroscope: '0.0.0', node: process.versions.node, schema: 1 },
    createdAt: new Date(0).toISOString(),
    computeSeconds: random.uniform(),
    starts: 1,
    summary: { best: random.uniform(), diverged: Number.NaN },
  });
  return folder;
}

/** Packs random runs and unpacks them again; how many came out file by file as they went in. */
export async function roundTrips(folder: string, trials: number, random: RandomStream): Promise<number> {
  let well = 0;
  for (let trial = 0; trial < trials; trial++) {
    const run = await randomRun(folder, random);
    const archive = join(folder, 'packed.zip');
    const draft = join(folder, 'draft');
    await packRun(
      { folder: run, record: await readRecord(run), version: '0.0.0', checkpoints: true },
      archive,
    );
    await unpackRun(archive, draft);
    if (content(draft) === content(run)) well++;
    for (const path of [run, archive, draft]) rmSync(path, { recursive: true });
  }
  return well;
}

export interface TamperCounts {
  /** Refused in words. */
  refused: number;
  /** Taken in, with every file as it was: the damage was in a date or a comment. */
  harmless: number;
  trials: number;
}

/** Packed runs with flipped bits, cut short, with pieces moved, zeroed or repeated. */
export async function tamper(folder: string, trials: number, random: RandomStream): Promise<TamperCounts> {
  const run = await randomRun(folder, random);
  const archive = join(folder, 'packed.zip');
  await packRun({ folder: run, record: await readRecord(run), version: '0.0.0', checkpoints: true }, archive);
  const bytes = readFileSync(archive);
  const original = content(run);
  const counts: TamperCounts = { refused: 0, harmless: 0, trials };
  for (let trial = 0; trial < trials; trial++) {
    const path = join(folder, 'tampered.zip');
    const draft = join(folder, 'draft');
    writeFileSync(path, tampered(bytes, trial, random));
    try {
      await unpackRun(path, draft);
      if (content(draft) === original) counts.harmless++;
    } catch (error) {
      if (error instanceof HostError && error.code === 'bad-file') counts.refused++;
    }
    rmSync(draft, { recursive: true, force: true });
  }
  return counts;
}

function tampered(bytes: Buffer, trial: number, random: RandomStream): Buffer {
  const at = () => Math.floor(random.uniform() * bytes.length);
  const changed = Buffer.from(bytes);
  const length = 1 + Math.floor(random.uniform() * 200);
  switch (trial % 6) {
    case 0:
      return changed.subarray(0, at());
    case 1:
      changed.fill(0, at(), Math.min(bytes.length, at() + length));
      break;
    case 2:
      bytes.copy(changed, at(), at(), Math.min(bytes.length, at() + length));
      break;
    case 3:
      return Buffer.concat([bytes.subarray(0, at()), bytes.subarray(at())]);
    default:
      break;
  }
  // One bit on top, so that none of them is the archive as it was.
  const place = at();
  changed[place] = changed[place]! ^ (1 << Math.floor(random.uniform() * 8));
  return changed;
}
