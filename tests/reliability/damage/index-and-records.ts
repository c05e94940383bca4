import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { experimentSpec, HostError, type RunSummary } from '../../../preload/contract/index.ts';
import type { RandomStream } from '../../../main/compute/random.ts';
import { readRecord } from '../../../main/host/store/run-folder.ts';
import { RunIndex } from '../../../main/host/store/run-index.ts';
import { RunStore } from '../../../main/host/store/run-store.ts';
import { damageFile } from './damages.ts';

const suffixes = ['', '-wal', '-shm'] as const;

function openStore(runs: string, indexPath: string): RunStore {
  return new RunStore({ runsFolder: runs, indexPath, version: '0.0.0' });
}

/** Runs in several states, and their index as it lies there after an orderly end and after a kill (with its log). */
async function populate(folder: string, count: number): Promise<{ runs: string; templates: string[] }> {
  const runs = join(folder, 'runs');
  mkdirSync(runs);
  const path = join(folder, 'index.sqlite');
  const store = openStore(runs, path);
  for (let seed = 0; seed < count; seed++) {
    const spec = experimentSpec.parse({ kind: seed % 2 ? 'oscillator' : 'linear-system', seed });
    const { id } = await store.create(spec, { name: `Run ${seed} with a name of some length` });
    const state = (['done', 'paused', 'interrupted', 'failed'] as const)[seed % 4];
    await store.update(id, { state, summary: { loss: seed / 7, best: -seed } });
  }
  const killed = join(folder, 'killed');
  const closed = join(folder, 'closed');
  for (const template of [killed, closed]) {
    mkdirSync(template);
    if (template === closed) store.close();
    for (const suffix of suffixes) {
      if (existsSync(path + suffix)) cpSync(path + suffix, join(template, `index.sqlite${suffix}`));
    }
  }
  return { runs, templates: [killed, closed] };
}

/** How many of some random damages of the index leave a list that says what the folders say, and an index that works on. */
export async function damageIndex(folder: string, trials: number, random: RandomStream): Promise<number> {
  const { runs, templates } = await populate(folder, 12);
  const truth = openStore(runs, ':memory:');
  await truth.scan();
  const expected: RunSummary[] = truth.list();
  truth.close();
  let equal = 0;
  for (let trial = 0; trial < trials; trial++) {
    const work = join(folder, 'work');
    rmSync(work, { recursive: true, force: true });
    cpSync(templates[trial % templates.length] ?? '', work, { recursive: true });
    const names = readdirSync(work);
    damageFile(join(work, names[random.integer(names.length)] ?? ''), random);
    const path = join(work, 'index.sqlite');
    const store = openStore(runs, path);
    const bad = await store.scan();
    const listed = store.list();
    store.close();
    const reopened = new RunIndex(path);
    const kept = reopened.list();
    reopened.close();
    if (bad.length === 0 && isDeepStrictEqual(listed, expected) && isDeepStrictEqual(kept, expected)) equal++;
  }
  return equal;
}

export interface RecordTrials {
  /** One of the two copies damaged: the record was read as it was. */
  single: { trials: number; read: number };
  /** Both damaged: the record was read as it was (where only one damage mattered) or refused, the files left alone. */
  both: { trials: number; safe: number };
}

/** Damages run.json, its copy, or both. */
export async function damageRecords(
  folder: string,
  trials: number,
  random: RandomStream,
): Promise<RecordTrials> {
  const runs = join(folder, 'runs');
  mkdirSync(runs);
  const store = openStore(runs, ':memory:');
  const spec = experimentSpec.parse({ kind: 'oscillator', seed: 3 });
  const { id } = await store.create(spec, { name: 'The one with digits: 0.125 and 1e-5' });
  const expected = await store.update(id, { state: 'paused', summary: { loss: 0.125, best: 1e-5 } });
  store.close();
  const found: RecordTrials = { single: { trials: 0, read: 0 }, both: { trials: 0, safe: 0 } };
  const files = ['run.json', 'run.json.copy'];
  const work = join(folder, 'work');
  for (let trial = 0; trial < trials; trial++) {
    rmSync(work, { recursive: true, force: true });
    cpSync(join(runs, id), work, { recursive: true });
    const damaged = trial % 5 === 0 ? files : [files[trial % 2] ?? 'run.json'];
    for (const file of damaged) damageFile(join(work, file), random);
    const before = contents(work);
    const read = await readRecord(work).catch((error: unknown) => error);
    const same = isDeepStrictEqual(read, expected);
    const untouched = isDeepStrictEqual(contents(work), before);
    if (damaged.length === 1) {
      found.single.trials++;
      if (same && untouched) found.single.read++;
    } else {
      found.both.trials++;
      const refused = read instanceof HostError && read.code === 'bad-file' && read.remedy !== undefined;
      if ((same || refused) && untouched) found.both.safe++;
    }
  }
  return found;
}

const contents = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name.startsWith('run.json'))
    .map((name) => [name, readFileSync(join(folder, name))]);
