import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { HostEvents } from '../../../preload/contract/index.ts';
import type { Host } from '../../../main/host/host.ts';
import { readRecord, runPaths } from '../../../main/host/store/run-folder.ts';
import { openTestHost, temporaryFolder, untilFraction, untilState } from '../fixtures/workbench.ts';

const spec = { kind: 'oscillator' as const, steps: 300, batch: 13, seed: 7 };

/** Pauses a run with a checkpoint, puts a file in the place of its folder of artifacts, and lets it go on into that. */
async function blocked(host: Host): Promise<{ id: string; heal: () => void }> {
  const { id } = await host.call('runCreate', { spec });
  // Early enough for a busy machine to be faster than the end of the run.
  await untilFraction(host, id, 0.5);
  const { artifacts } = runPaths(join(host.workspace.runs, id));
  renameSync(artifacts, `${artifacts}.away`);
  writeFileSync(artifacts, 'in the way');
  await untilState(host, id, 'paused');
  const heal = () => {
    rmSync(artifacts);
    renameSync(`${artifacts}.away`, artifacts);
  };
  return { id, heal };
}

test('a run that cannot write its results waits, says so once, and goes on by itself', async () => {
  const host = await openTestHost({ diskSeconds: 0.05 });
  const notices: HostEvents['notice'][] = [];
  host.events.listen(({ name, payload }) => {
    if (name === 'notice') notices.push(payload);
  });
  const { id, heal } = await blocked(host);
  expect(await host.call('runRead', { id })).toMatchObject({
    state: 'paused',
    waitsForDisk: true,
    reason: expect.stringMatching(/goes on by itself once its folder can be written/),
  });
  // It is tried again in vain before the folder is mended.
  await untilState(host, id, 'running');
  await untilState(host, id, 'paused');
  heal();
  await untilState(host, id, 'done');
  expect(host.queue.summary(id).waitsForDisk).toBeUndefined();
  expect(notices.filter(({ title }) => title.includes('waits for the disk'))).toHaveLength(1);
}, 60_000);

test('one that waits can be stopped; one that waited when the workbench ended goes on in the next', async () => {
  const workspace = temporaryFolder();
  const first = await openTestHost({ workspace, diskSeconds: 3600 });
  const { id, heal } = await blocked(first);
  await first.close();
  heal();
  const second = await openTestHost({ workspace, diskSeconds: 0.05 });
  await untilState(second, id, 'done');

  const third = await second.call('runCreate', { spec: { ...spec, steps: 5 } });
  await untilState(second, third.id, 'done');
  expect((await second.call('runArtifacts', { id: third.id })).map(({ name }) => name)).toEqual([
    'weights.npz',
  ]);
  await second.close();

  const patient = await openTestHost({ diskSeconds: 3600 });
  const other = await blocked(patient);
  await patient.call('runStop', { id: other.id });
  expect(patient.queue.summary(other.id)).toMatchObject({
    state: 'interrupted',
    reason: 'stopped by the user',
  });
  expect(patient.queue.summary(other.id).waitsForDisk).toBeUndefined();
  other.heal();
  await patient.call('runResume', { id: other.id });
  await untilState(patient, other.id, 'done');
}, 60_000);

test('a run whose folder is gone is not forgotten: what is to be noted is written when it is back', async () => {
  const host = await openTestHost({ diskSeconds: 0.05 });
  const { id } = await host.call('runCreate', { spec: { ...spec, steps: 100_000 } });
  await untilFraction(host, id, 1e-5);
  const folder = join(host.workspace.runs, id);
  renameSync(folder, `${folder}-away`);
  await host.call('runStop', { id });
  const { reason } = await untilState(host, id, 'interrupted');
  expect(reason).toContain('could not save its last state. The folder is not there.');
  expect(existsSync(folder)).toBe(false);
  renameSync(`${folder}-away`, folder);
  while ((await readRecord(folder)).state === 'running')
    await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await readRecord(folder)).toMatchObject({ state: 'interrupted', reason });
}, 60_000);
