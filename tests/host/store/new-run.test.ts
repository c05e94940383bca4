import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { experimentSpec, type RunRecord } from '../../../preload/contract/index.ts';
import { identify, readLease } from '../../../main/host/store/lease.ts';
import { makeRunFolder, removeDeadDrafts } from '../../../main/host/store/new-run.ts';
import { readRecord } from '../../../main/host/store/run-folder.ts';
import { temporaryFolder } from '../fixtures/workbench.ts';

const record: RunRecord = {
  id: '2026-01-01-oscillator-abcdef12',
  name: 'Mine',
  spec: experimentSpec.parse({ kind: 'oscillator' }),
  state: 'queued',
  versions: { macroscope: '0', node: '24', schema: 1 },
  createdAt: '2026-01-01T00:00:00.000Z',
  computeSeconds: 0,
  starts: 0,
  summary: {},
};

test('a run is there whole and held, with nothing beside it', async () => {
  const runs = temporaryFolder();
  const folder = join(runs, record.id);
  await makeRunFolder(folder, record, new Uint8Array([1, 2, 3]));
  expect(readdirSync(runs)).toEqual([record.id]);
  expect(await readRecord(folder)).toEqual(record);
  expect(existsSync(join(folder, 'inputs.npz'))).toBe(true);
  expect(readLease(folder)?.host.pid).toBe(process.pid);
});

test('a run that cannot come to its place is not there at all', async () => {
  const runs = temporaryFolder();
  const folder = join(runs, record.id);
  writeFileSync(folder, 'in the way');
  await expect(makeRunFolder(folder, record)).rejects.toMatchObject({ code: 'storage', where: folder });
  expect(readdirSync(runs)).toEqual([record.id]);
});

test('drafts of processes that have ended are removed, those of living ones are not', async () => {
  const runs = temporaryFolder();
  const { pid, started } = identify(process.pid);
  const living = `.${record.id}.${pid}-${started}.draft`;
  for (const name of [living, `.${record.id}.${2 ** 22 + 1}-1.draft`, '.mine', record.id]) {
    mkdirSync(join(runs, name));
  }
  await removeDeadDrafts(runs);
  expect(readdirSync(runs).toSorted()).toEqual([living, '.mine', record.id].toSorted());
});
