import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { experimentSpec } from '../../../preload/contract/index.ts';
import { RunIndex } from '../../../main/host/store/run-index.ts';
import { RunStore } from '../../../main/host/store/run-store.ts';
import { temporaryFolder } from '../fixtures/workbench.ts';

const spec = experimentSpec.parse({ kind: 'oscillator' });

function openStore(folder = temporaryFolder()) {
  const options = {
    runsFolder: join(folder, 'runs'),
    indexPath: join(folder, 'index.sqlite'),
    version: '0.0.0',
  };
  mkdirSync(options.runsFolder, { recursive: true });
  const store = new RunStore(options);
  onTestFinished(() => store.close());
  return { store, folder, ...options };
}

test('runs are listed newest first and by state, as their folders say', async () => {
  const { store } = openStore();
  const first = await store.create(spec, { name: 'First' });
  const second = await store.create(spec);
  await store.update(first.id, { createdAt: '2020-01-01T00:00:00.000Z' });
  await store.update(first.id, { state: 'done', summary: { loss: 2, diverged: Number.NaN } });
  expect(store.list().map(({ id }) => id)).toEqual([second.id, first.id]);
  expect(store.list(['done'])).toMatchObject([{ id: first.id, name: 'First', kind: 'oscillator' }]);
  expect(store.summary(first.id).bytes).toBeGreaterThan(100);
  expect((await store.read(first.id)).summary).toEqual({ loss: 2, diverged: Number.NaN });
});

test('changes of one record follow one another', async () => {
  const { store } = openStore();
  const { id } = await store.create(spec);
  await Promise.all(
    Array.from({ length: 20 }, () => store.update(id, ({ starts }) => ({ starts: starts + 1 }))),
  );
  expect((await store.read(id)).starts).toBe(20);
});

test('an index that is missing or broken is made anew from the folders', async () => {
  const { store, folder, indexPath } = openStore();
  const { id } = await store.create(spec);
  store.close();
  writeFileSync(indexPath, 'this is no database');
  const again = openStore(folder);
  expect(await again.store.scan()).toEqual([]);
  expect(again.store.list().map((run) => run.id)).toEqual([id]);
});

test('folders that came, went or changed behind its back are noticed', async () => {
  const { store, runsFolder } = openStore();
  const gone = await store.create(spec);
  const changed = await store.create(spec);
  rmSync(join(runsFolder, gone.id), { recursive: true });
  const path = join(runsFolder, changed.id, 'run.json');
  // By hand: without its seal.
  const { sha256: _seal, ...record } = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(path, JSON.stringify({ ...record, state: 'failed' }));
  await store.scan();
  expect(store.list()).toMatchObject([{ id: changed.id, state: 'failed' }]);
});

test('a line that another process has written is held to what the folder says', async () => {
  const { store, indexPath, runsFolder } = openStore();
  const done = await store.create(spec);
  await store.update(done.id, { state: 'done' });
  const gone = await store.create(spec);
  const other = new RunIndex(indexPath);
  onTestFinished(() => other.close());
  for (const { id } of [done, gone]) other.put({ ...store.summary(id), state: 'running' }, 'of before');
  rmSync(join(runsFolder, gone.id), { recursive: true });
  expect((await store.takeChanges()).toSorted()).toEqual([done.id, gone.id].toSorted());
  expect(store.list()).toMatchObject([{ id: done.id, state: 'done' }]);
  expect(await store.takeChanges()).toEqual([]);
});

/** Damage of run.json, with no copy of it. */
const damages: [string, (folder: string) => void][] = [
  ['no run.json', (folder) => rmSync(join(folder, 'run.json'))],
  ['half a run.json', (folder) => writeFileSync(join(folder, 'run.json'), '{"id": "2026-')],
  ['a run.json of something else', (folder) => writeFileSync(join(folder, 'run.json'), '[1, 2]')],
  [
    'an experiment of another version',
    (folder) => {
      const path = join(folder, 'run.json');
      writeFileSync(path, readFileSync(path, 'utf8').replaceAll('"oscillator"', '"perpetuum-mobile"'));
    },
  ],
  [
    'the record of another run',
    (folder) => {
      const path = join(folder, 'run.json');
      const record = JSON.parse(readFileSync(path, 'utf8'));
      writeFileSync(path, JSON.stringify({ ...record, id: '2020-01-01-oscillator-aaaaaaaa' }));
    },
  ],
];

test.each(damages)('a folder with %s is reported and left alone', async (_what, damage) => {
  const { store, runsFolder } = openStore();
  const good = await store.create(spec);
  const bad = await store.create(spec);
  rmSync(join(runsFolder, bad.id, 'run.json.copy'));
  damage(join(runsFolder, bad.id));
  const reports = await store.scan();
  expect(reports).toMatchObject([{ folder: join(runsFolder, bad.id), error: { code: 'bad-file' } }]);
  expect(store.list().map(({ id }) => id)).toEqual([good.id]);
});

test('a folder that is no run is reported; files and hidden folders are passed over', async () => {
  const { store, runsFolder } = openStore();
  mkdirSync(join(runsFolder, 'my notes'));
  mkdirSync(join(runsFolder, '.hidden'));
  writeFileSync(join(runsFolder, 'README'), '');
  expect(await store.scan()).toMatchObject([{ folder: join(runsFolder, 'my notes') }]);
});

test('an id never leads out of the folder of runs', () => {
  const { store } = openStore();
  for (const id of ['..', '../x', '2026-01-01-oscillator-aaaaaaaa/..', '']) {
    expect(() => store.folder(id)).toThrow(/name of a run/);
  }
});
