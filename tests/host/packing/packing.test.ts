import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { HostEvent } from '../../../main/host/events.ts';
import { readRecord, writeRecord } from '../../../main/host/store/run-folder.ts';
import { openTestHost, temporaryFolder, untilFraction, untilState } from '../fixtures/workbench.ts';
import { content, finished, packed, sha256, unpacked } from './carried.ts';

const results = (files: Record<string, string>) =>
  Object.fromEntries(Object.entries(files).filter(([path]) => !path.startsWith('run.json')));

test('a packed run is the same run in another workspace, file by file', async () => {
  const [here, there] = [await openTestHost(), await openTestHost()];
  const id = await finished(here);
  await here.call('runAnnotate', { id, tags: ['paper'], notes: 'Fig. 2' });
  const archive = await packed(here, id);
  expect(await packed(here, id)).toEqual(archive);
  const record = await unpacked(there, archive);
  expect(record).toEqual(await here.call('runRead', { id }));
  expect(results(content(join(there.workspace.runs, id)))).toEqual(
    results(content(join(here.workspace.runs, id))),
  );
  expect(await there.call('runsList', {})).toMatchObject([
    { id, state: 'done', tags: ['paper'], notes: 'Fig. 2' },
  ]);
  expect(
    readdirSync(there.workspace.temporary, { recursive: true }).filter((name) =>
      /zip|draft/.test(String(name)),
    ),
  ).toEqual([]);
});

test('any reader of zip archives can open one, and its manifest holds', async () => {
  const host = await openTestHost();
  const id = await finished(host);
  const files = unzipSync(await packed(host, id));
  const manifest = JSON.parse(new TextDecoder().decode(files[`${id}/manifest.json`])) as {
    files: { path: string; bytes: number; sha256: string }[];
  };
  expect(manifest.files.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['run.json', 'metrics.jsonl', 'inputs.npz', 'log.txt', 'artifacts/weights.npz']),
  );
  expect(Object.keys(files)).toHaveLength(manifest.files.length + 1);
  for (const { path, bytes, sha256: sum } of manifest.files) {
    expect(files[`${id}/${path}`]!.length).toBe(bytes);
    expect(sha256(files[`${id}/${path}`]!)).toBe(sum);
  }
});

test('an unfinished run goes on elsewhere from its checkpoint, with the bits it would have had here', async () => {
  const [here, there] = [await openTestHost(), await openTestHost()];
  const { id } = await here.call('runCreate', { spec: { kind: 'oscillator', steps: 150, batch: 11 } });
  await untilFraction(here, id, 0.2);
  await expect(here.call('packOpen', { id })).rejects.toMatchObject({
    code: 'wrong-state',
    message: "A run that is running can't be packed.",
  });
  await here.call('runPause', { id });
  await untilState(here, id, 'paused');
  const [whole, bare] = [await packed(here, id), await packed(here, id, { checkpoints: false })];
  expect(Object.keys(unzipSync(bare)).filter((name) => name.includes('checkpoints'))).toEqual([]);
  expect(await unpacked(there, whole)).toMatchObject({ id, state: 'paused' });
  for (const host of [here, there]) {
    await host.call('runResume', { id });
    await untilState(host, id, 'done');
  }
  const [first, second] = [here, there].map((host) => content(join(host.workspace.runs, id, 'artifacts')));
  expect(second).toEqual(first);
});

test('a run that was packed while it ran is interrupted, and nobody’s', async () => {
  const host = await openTestHost();
  const id = await finished(host);
  const folder = join(host.workspace.runs, id);
  await writeRecord(folder, { ...(await readRecord(folder)), state: 'running', continueOnStart: true });
  writeFileSync(join(folder, 'lease.json'), '{"host": {"pid": 1, "started": ""}}');
  const archive = await packed(host, id);
  const there = await openTestHost();
  const record = await unpacked(there, archive);
  expect(record).toMatchObject({ state: 'interrupted', reason: 'packed while it ran on another machine' });
  expect(record.continueOnStart).toBeUndefined();
  expect(existsSync(join(there.workspace.runs, id, 'lease.json'))).toBe(false);
});

test('a run that is here already is said to be; another of its name gets a new one', async () => {
  const host = await openTestHost();
  const id = await finished(host);
  const archive = await packed(host, id);
  const heard: HostEvent[] = [];
  host.events.listen((event) => heard.push(event));
  await host.call('runRename', { id, name: 'Renamed since' });
  expect(await unpacked(host, archive)).toMatchObject({ id, name: 'Renamed since' });
  expect(heard.at(-1)).toMatchObject({ name: 'notice', payload: { title: 'Renamed since is here already' } });
  writeFileSync(join(host.workspace.runs, id, 'artifacts', 'weights.npz'), 'something else');
  const other = await unpacked(host, archive);
  expect(other.id).not.toBe(id);
  expect(other).toMatchObject({ name: 'Energy', state: 'done' });
  expect(await host.call('runsList', {})).toHaveLength(2);
  expect(readFileSync(join(host.workspace.runs, id, 'artifacts', 'weights.npz'), 'utf8')).toBe(
    'something else',
  );
});

test('a file that deflates to nothing is stored, so that nobody takes it for a bomb', async () => {
  const host = await openTestHost();
  const run = await finished(host);
  writeFileSync(join(host.workspace.runs, run, 'artifacts', 'zeros.csv'), Buffer.alloc(17 * 2 ** 20, '0,'));
  const large = await packed(host, run, {}, 2 ** 22);
  expect(large.length).toBeGreaterThan(17 * 2 ** 20);
  const there = await openTestHost();
  expect(await unpacked(there, large, 2 ** 20)).toMatchObject({ id: run });
});

test('pieces come in order, each once; transfers end when they are closed', async () => {
  const host = await openTestHost();
  const { transfer } = await host.call('unpackOpen', { name: 'run.zip' });
  await host.call('unpackWrite', { transfer, offset: 0, bytes: new Uint8Array(10) });
  for (const offset of [0, 5, 11]) {
    await expect(
      host.call('unpackWrite', { transfer, offset, bytes: new Uint8Array(1) }),
    ).rejects.toMatchObject({
      code: 'bad-argument',
    });
  }
  await expect(host.call('packRead', { transfer, offset: 0, length: 1 })).rejects.toMatchObject({
    code: 'not-found',
  });
  await host.call('unpackCancel', { transfer });
  await expect(host.call('unpackClose', { transfer })).rejects.toMatchObject({ code: 'not-found' });
  const many = Array.from({ length: 8 }, async () => await host.call('unpackOpen', { name: 'x' }));
  await Promise.all(many);
  await expect(host.call('unpackOpen', { name: 'x' })).rejects.toMatchObject({ code: 'busy' });
});

test('a page that went away is not waited for, but packing and unpacking are', async () => {
  const host = await openTestHost();
  const run = await finished(host);
  const archive = await packed(host, run);
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const later = async () => {
    // What was called just now has begun.
    await new Promise((resolve) => setImmediate(resolve));
    vi.advanceTimersByTime(3600_000);
    return (await host.call('unpackOpen', { name: 'x.zip' })).transfer;
  };
  const packing = host.call('packOpen', { id: run });
  const left = await later();
  const { transfer } = await packing;
  expect((await host.call('packRead', { transfer, offset: 0, length: 4 })).length).toBe(4);
  const { transfer: arriving } = await host.call('unpackOpen', { name: 'x.zip' });
  await host.call('unpackWrite', { transfer: arriving, offset: 0, bytes: archive });
  const unpacking = host.call('unpackClose', { transfer: arriving });
  await later();
  expect(await unpacking).toMatchObject({ id: run });
  for (const over of [left, transfer]) {
    await expect(host.call('unpackCancel', { transfer: over })).rejects.toMatchObject({ code: 'not-found' });
  }
});

test('a run that comes in twice at the same moment is there once', async () => {
  const [here, there] = [await openTestHost(), await openTestHost()];
  const archive = await packed(here, await finished(here));
  const records = await Promise.all([unpacked(there, archive), unpacked(there, archive)]);
  expect(records[0]).toEqual(records[1]);
  expect(await there.call('runsList', {})).toHaveLength(1);
});

test('what a host that died left on the way is removed by the next one', async () => {
  const workspace = temporaryFolder();
  const dead = join(workspace, 'tmp', '4194000-1-aaaa');
  mkdirSync(dead, { recursive: true });
  writeFileSync(join(dead, 'x.zip'), 'half an archive');
  const host = await openTestHost({ workspace });
  expect(existsSync(dead)).toBe(false);
  await host.call('unpackOpen', { name: 'x' });
  await host.close();
  expect(readdirSync(join(workspace, 'tmp'))).toEqual([]);
});
