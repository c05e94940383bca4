import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { callNames, HostError, type CallName } from '../../preload/contract/index.ts';
import { callEffects } from '../../main/host/access.ts';
import type { HostEvent } from '../../main/host/events.ts';
import { WorkspaceLock, holderOf } from '../../main/host/store/workspace-lock.ts';
import { Competitor } from '../reliability/hosts/pair.ts';
import { openTestHost, temporaryFolder, untilState } from './fixtures/workbench.ts';

const spec = { kind: 'oscillator', steps: 20, batch: 8 };
const patience = { timeout: 60_000, interval: 50 };

/** Name, time and sum of every file, but for where SQLite notes who reads. */
function state(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && !entry.name.endsWith('-shm'),
  );
  return Object.fromEntries(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const sum = createHash('sha256').update(readFileSync(path)).digest('hex');
      return [path.slice(folder.length), `${statSync(path).mtimeMs} ${sum}`];
    }),
  );
}

test('every call of the contract is known to change the workspace or not', () => {
  expect(Object.keys(callEffects).toSorted()).toEqual([...callNames].toSorted());
});

test('a second workbench shows the runs as they change, and changes nothing', async () => {
  const workspace = temporaryFolder();
  const first = await openTestHost({ workspace });
  const { id } = await first.call('runCreate', { spec, name: 'First' });
  await untilState(first, id, 'done');
  const second = await openTestHost({ workspace });
  expect(await second.call('workbenchDescribe', {})).toMatchObject({ access: 'read-only' });
  expect(await second.call('runsList', {})).toMatchObject([{ id, state: 'done', name: 'First' }]);
  const before = state(workspace);
  const changing = Object.keys(callEffects).filter((name) => callEffects[name as CallName] === 'changes');
  const refused: string[] = [];
  for (const name of changing) {
    const refusal = await second
      .call(name as 'runDelete', argumentOf(name, id) as { id: string })
      .catch((error: unknown) => error);
    if (refusal instanceof HostError && refusal.code === 'busy') refused.push(name);
  }
  expect(refused).toEqual(changing);
  await expect(second.call('runDelete', { id })).rejects.toThrow(
    /belongs to another workbench \(process \d+ since/,
  );
  await second.call('settingsWrite', { patch: { theme: 'light' } });
  expect(await second.call('settingsRead', {})).toMatchObject({ theme: 'light' });
  const { transfer } = await second.call('packOpen', { id });
  await second.call('packClose', { transfer });
  const { id: simulation } = await second.call('simulationOpen', { settings: { size: 64 } });
  await second.call('simulationStep', { id: simulation });
  await second.call('simulationClose', { id: simulation });
  const table = { name: 'table.csv', bytes: new TextEncoder().encode('x,y\n1,2\n3,4\n') };
  expect(await second.call('fileInspect', table)).toMatchObject({ format: 'csv' });
  expect(await second.call('filesCompare', { files: [table] })).toMatchObject({
    arrays: [{ shape: [2, 2] }],
  });
  expect(state(workspace)).toEqual(before);

  const heard: HostEvent[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  second.events.listen((event) => {
    heard.push(event);
    if (event.name === 'runRemoved') resolve();
  });
  const other = await first.call('runReproduce', { id });
  await untilState(first, other.id, 'done');
  await first.call('runDelete', { id });
  await promise;
  expect(heard).toContainEqual({ name: 'runRemoved', payload: { id } });
  expect(heard.some((event) => event.name === 'runChanged' && event.payload.id === other.id)).toBe(true);
});

test('when the first one ends, however it ends, the second takes over', async () => {
  const workspace = temporaryFolder();
  const first = await Competitor.start();
  onTestFinished(async () => await first.kill());
  expect(await first.open(workspace)).toMatchObject({ access: 'own' });
  const second = await openTestHost({ workspace });
  await second.call('settingsWrite', { patch: { theme: 'light' } });
  await expect(second.call('runCreate', { spec })).rejects.toMatchObject({ code: 'busy' });
  const { promise, resolve } = Promise.withResolvers<void>();
  second.events.listen(({ name }) => {
    if (name === 'accessChanged') resolve();
  });
  await first.kill();
  await promise;
  expect(await second.call('workbenchDescribe', {})).toMatchObject({ access: 'own' });
  const { id } = await second.call('runCreate', { spec });
  await untilState(second, id, 'done');
  await second.call('settingsWrite', { patch: { theme: 'dark' } });
  expect(readFileSync(join(workspace, 'settings.json'), 'utf8')).toContain('"dark"');
  expect(existsSync(join(workspace, 'index.sqlite'))).toBe(true);
});

test('a command works beside a workbench', async () => {
  const workspace = temporaryFolder();
  const workbench = await openTestHost({ workspace });
  const command = await openTestHost({ workspace, adopt: false });
  expect(await command.call('workbenchDescribe', {})).toMatchObject({ access: 'own' });
  const { id } = await command.call('runCreate', { spec });
  await untilState(command, id, 'done');
  // It is told of by the index alone.
  await vi.waitFor(() => expect(workbench.queue.summary(id).state).toBe('done'), patience);
});

test('the workbench that has the workspace tells its pages what a command does, and leaves its work to it', async () => {
  const workspace = temporaryFolder();
  const workbench = await openTestHost({ workspace });
  const heard: HostEvent[] = [];
  workbench.events.listen((event) => heard.push(event));
  const heardOf = (id: string, state: string) =>
    heard.some(({ name, payload }) => name === 'runChanged' && payload.id === id && payload.state === state);
  const command = await openTestHost({ workspace, adopt: false });
  const { id } = await command.call('runCreate', { spec });
  await untilState(command, id, 'done');
  await vi.waitFor(() => expect(heardOf(id, 'done')).toBe(true), patience);
  const again = await command.call('runReproduce', { id });
  await vi.waitFor(() => expect(workbench.queue.summary(again.id).reproduction?.agrees).toBe(true), patience);
  await command.call('runDelete', { id });
  await vi.waitFor(() => expect(heard).toContainEqual({ name: 'runRemoved', payload: { id } }), patience);
  // What was compared there is not compared here once more.
  expect(heard.filter(({ name }) => name === 'notice')).toEqual([]);
});

test('the run of a command that was killed goes on in the workbench', async () => {
  const workspace = temporaryFolder();
  const workbench = await openTestHost({ workspace });
  const doomed = fork(join(import.meta.dirname, 'fixtures', 'doomed-host.ts'), [workspace, 'command'], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [id] = (await once(doomed, 'message')) as [string];
  expect(workbench.queue.has(id)).toBe(false);
  doomed.kill('SIGKILL');
  await once(doomed, 'exit');
  await vi.waitFor(() => expect(workbench.queue.has(id)).toBe(true), patience);
  await untilState(workbench, id, 'running');
  await workbench.call('runStop', { id });
  await untilState(workbench, id, 'interrupted');
});

test('a lock is free again when it was released, and its note with it', () => {
  const path = join(temporaryFolder(), 'workbench.lock');
  const lock = WorkspaceLock.take(path);
  expect(lock).not.toBeNull();
  expect(WorkspaceLock.take(path, 0)).toBeNull();
  expect(holderOf(path)).toContain(`process ${process.pid} since`);
  lock?.release();
  lock?.release();
  expect(holderOf(path)).toBeUndefined();
  const again = WorkspaceLock.take(path, 0);
  expect(again).not.toBeNull();
  again?.release();
});

/** An argument that the schema of a call accepts. */
function argumentOf(name: string, id: string): unknown {
  const transfer = 'abcdefgh';
  const others: Record<string, unknown> = {
    runCreate: { spec },
    runRename: { id, name: 'Other' },
    runAnnotate: { id, tags: ['x'] },
    binEmpty: {},
    sweepCreate: { spec, name: 'S', axes: [{ path: 'seed', values: [1, 2] }] },
    unpackOpen: { name: 'x.zip' },
    unpackWrite: { transfer, offset: 0, bytes: new Uint8Array(1) },
    unpackClose: { transfer },
    unpackCancel: { transfer },
  };
  return others[name] ?? { id };
}
