import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { HostEvent } from '../../../main/host/events.ts';
import { packed, unpacked } from '../packing/carried.ts';
import { openTestHost, temporaryFolder, untilFraction, untilState } from '../fixtures/workbench.ts';

const short = { kind: 'oscillator', steps: 20, batch: 8 };
const long = { kind: 'oscillator', steps: 100_000, batch: 10 };

async function finished(workspace = temporaryFolder()) {
  const host = await openTestHost({ workspace });
  const { id } = await host.call('runCreate', { spec: short, name: 'Energy' });
  await untilState(host, id, 'done');
  return { host, id, workspace };
}

test('a deleted run lies in the bin as it was, and comes back as it was', async () => {
  const { host, id, workspace } = await finished();
  const heard: HostEvent[] = [];
  host.events.listen((event) => heard.push(event));
  const weights = await host.call('runArtifact', { id, name: 'weights.npz' });
  const binned = await host.call('runDelete', { id });
  expect(binned).toMatchObject({ id, name: 'Energy', kind: 'oscillator' });
  expect(binned.bytes).toBeGreaterThan(500);
  expect(await host.call('runsList', {})).toEqual([]);
  await expect(host.call('runRead', { id })).rejects.toMatchObject({ code: 'not-found' });
  expect(await host.call('binList', {})).toEqual([binned]);
  expect(existsSync(join(workspace, 'runs', id))).toBe(false);
  expect((await host.call('diskUse', {})).bin).toBeGreaterThanOrEqual(binned.bytes);

  expect(await host.call('runUndelete', { id })).toMatchObject({ id, state: 'done', name: 'Energy' });
  expect(await host.call('binList', {})).toEqual([]);
  expect(await host.call('runArtifact', { id, name: 'weights.npz' })).toEqual(weights);
  expect(heard.map(({ name }) => name)).toEqual(['runRemoved', 'runChanged']);
});

test('emptying the bin deletes for good, and only what is in it', async () => {
  const { host, id, workspace } = await finished();
  const other = await host.call('runReproduce', { id });
  await untilState(host, other.id, 'done');
  await host.call('runDelete', { id });
  await expect(host.call('binEmpty', { ids: [id, other.id] })).rejects.toMatchObject({ code: 'not-found' });
  expect(await host.call('binList', {})).toHaveLength(1);
  const { runs, bytes } = await host.call('binEmpty', { ids: [id] });
  expect(runs).toBe(1);
  expect(bytes).toBeGreaterThan(500);
  expect(await host.call('binEmpty', {})).toEqual({ runs: 0, bytes: 0 });
  await expect(host.call('runUndelete', { id })).rejects.toMatchObject({ code: 'not-found' });
  expect(existsSync(join(workspace, 'runs', other.id, 'run.json'))).toBe(true);
});

test('runs that wait, run, or are worked on by another Macroscope stay where they are', async () => {
  const workspace = temporaryFolder();
  const host = await openTestHost({ workspace });
  const running = await host.call('runCreate', { spec: long });
  const waiting = await host.call('runCreate', { spec: long });
  await untilFraction(host, running.id, 1e-6);
  for (const { id } of [running, waiting]) {
    await expect(host.call('runDelete', { id })).rejects.toMatchObject({
      code: 'wrong-state',
      message: expect.stringMatching(/can't be deleted/),
    });
  }
  await host.call('runPause', { id: waiting.id });
  // Process 1 lives everywhere, and is not this one.
  const started = readFileSync('/proc/1/stat', 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')[19];
  const lease = join(workspace, 'runs', waiting.id, 'lease.json');
  writeFileSync(lease, JSON.stringify({ host: { pid: 1, started } }));
  await expect(host.call('runDelete', { id: waiting.id })).rejects.toMatchObject({ code: 'busy' });
  rmSync(lease);
  await host.call('runDelete', { id: waiting.id });
  expect(existsSync(join(workspace, 'runs', running.id))).toBe(true);
});

test('a run whose data another one is using is kept, and one that another needs later is said to be needed', async () => {
  const { host, id } = await finished();
  const spec = { kind: 'turing-hybrid', data: { source: 'run', run: id } };
  const user = await host.call('runCreate', { spec, name: 'Second' });
  await expect(host.call('runDelete', { id })).rejects.toMatchObject({
    code: 'busy',
    message: expect.stringContaining('“Second” uses'),
  });
  await untilState(host, user.id, 'failed', 'interrupted');
  const notices: string[] = [];
  host.events.listen((event) => {
    if (event.name === 'notice') notices.push(event.payload.message);
  });
  await host.call('runDelete', { id });
  expect(notices).toEqual([expect.stringContaining('“Second” uses what it made')]);
});

test('a run that was deleted and imported again is in the list and in the bin, and neither replaces the other', async () => {
  const { host, id } = await finished();
  const archive = await packed(host, id);
  await host.call('runDelete', { id });
  expect(await unpacked(host, archive)).toMatchObject({ id });
  await expect(host.call('runUndelete', { id })).rejects.toMatchObject({ code: 'wrong-state' });
  await expect(host.call('runDelete', { id })).rejects.toMatchObject({ code: 'wrong-state' });
  await host.call('binEmpty', { ids: [id] });
  await host.call('runDelete', { id });
  expect(await host.call('binList', {})).toHaveLength(1);
});

test('a run that is being computed again stays', async () => {
  const { host, id } = await finished();
  const again = await host.call('runReproduce', { id });
  await expect(host.call('runDelete', { id })).rejects.toMatchObject({ code: 'busy' });
  await untilState(host, again.id, 'done');
});

test('what a crash left between two steps is put right when the workspace is opened', async () => {
  const { host, id, workspace } = await finished();
  await host.close();
  const bin = join(workspace, 'bin');
  // Ended after the note and before the move; in the middle of deleting another one for good.
  mkdirSync(join(bin, '2026-01-01-oscillator-aaaaaaaa.going'), { recursive: true });
  writeFileSync(join(bin, `${id}.json`), '{"deletedAt": "2026-01-01T00:00:00.000Z", "bytes": 1}');
  // The user's own.
  for (const name of ['notes.json', 'x.tmp']) writeFileSync(join(bin, name), '{}');
  const again = await openTestHost({ workspace });
  expect(await again.call('binList', {})).toEqual([]);
  expect((await again.call('runsList', {})).map((run) => run.id)).toEqual([id]);
  expect(readdirSync(bin).toSorted()).toEqual(['notes.json', 'x.tmp']);
  await again.call('runDelete', { id });
  await again.close();
  // Ended after the move back and before the note was removed.
  const third = await openTestHost({ workspace });
  writeFileSync(join(bin, `${id}.json`), 'no JSON');
  expect(await third.call('binList', {})).toMatchObject([{ id, name: 'Energy' }]);
  await third.call('runUndelete', { id });
  expect((await third.call('runsList', {})).map((run) => run.id)).toEqual([id]);
});
