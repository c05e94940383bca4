import { pino } from 'pino';
import { expect, onTestFinished, test, vi } from 'vitest';
import { FileClient, type FileClientOptions } from '../../main/host/file-client.ts';
import { openHost } from '../../main/host/host.ts';
import { forkLauncher } from '../../main/host/jobs/launcher.ts';
import { rejectionOf } from '../data/faults.ts';
import { temporaryFolder } from './fixtures/workbench.ts';

const text = (value: string) => new TextEncoder().encode(value);
const small = { name: 'small.csv', bytes: text('a,b\n1,2\n3,4\n') };

/** A client with the real worker. */
function open(options: Partial<FileClientOptions> = {}): FileClient {
  const client = new FileClient({
    launcher: forkLauncher(),
    runs: temporaryFolder(),
    log: pino({ enabled: false }),
    ...options,
  });
  onTestFinished(() => client.close());
  return client;
}

test('files are read in a process of their own, which the simulations do not share', async () => {
  const host = await openHost({ workspace: temporaryFolder(), runtime: 'browser' });
  onTestFinished(async () => await host.close());
  const { id } = await host.call('simulationOpen', { settings: { size: 16 } });
  expect(await host.call('fileInspect', small)).toMatchObject({ format: 'csv' });
  expect(host.filePid).not.toBe(host.servicePid);
  process.kill(host.filePid!, 'SIGKILL');
  await vi.waitFor(() => expect(host.filePid).toBeUndefined());
  await host.call('simulationStep', { id, steps: 1 });
  expect(await host.call('fileInspect', small)).toMatchObject({ format: 'csv' });
  expect(await host.call('simulationFields', { id })).toMatchObject({ step: 1 });
});

test('files are read one after the other, and each caller gets the answer about its own', async () => {
  const client = open();
  const names = Array.from({ length: 6 }, (_, i) => `${i}.csv`);
  const answers = await Promise.all(names.map((name) => client.call('fileInspect', { ...small, name })));
  expect(answers.map((answer) => (answer as { name: string }).name)).toEqual(names);
  expect(await rejectionOf(client.call('fileInspect', { ...small, bytes: text('') }))).toMatchObject({
    code: 'bad-file',
    message: 'small.csv: The file is empty.',
  });
});

test('a file that takes too long is stopped, with its process, and the next in line is looked at', async () => {
  // No process starts within a thousandth of a second.
  const client = open({ timeLimit: 1 });
  const faults = await Promise.all(
    ['a.csv', 'b.csv'].map((name) => rejectionOf(client.call('fileInspect', { ...small, name }))),
  );
  expect(faults.map(({ message }) => message)).toEqual([
    'a.csv: reading took longer than 0.001 seconds and was stopped.',
    'b.csv: reading took longer than 0.001 seconds and was stopped.',
  ]);
  expect(client.pid).toBeUndefined();
});

test('a file that ends its process is refused, those after it are read by a new one', async () => {
  const client = open();
  const large = { name: 'large.csv', bytes: text('1,2,3,4\n'.repeat(2_000_000)) };
  const ended = rejectionOf(client.call('fileInspect', large));
  const next = client.call('fileInspect', small);
  const before = client.pid!;
  process.kill(before, 'SIGKILL');
  expect(await ended).toMatchObject({ code: 'bad-file', where: 'large.csv' });
  expect(await next).toMatchObject({ format: 'csv' });
  expect(client.pid).not.toBe(before);
});

test('a file whose process was there before it, and ends, is read by a new one', async () => {
  const client = open();
  await client.call('fileInspect', small);
  const before = client.pid!;
  process.kill(before, 'SIGKILL');
  // Its end is not known yet.
  expect(client.pid).toBe(before);
  expect(await client.call('fileInspect', small)).toMatchObject({ format: 'csv' });
  expect(client.pid).not.toBe(before);
});

test('a file that ends every process is refused after the second', async () => {
  const client = open();
  await client.call('fileInspect', small);
  const large = { name: 'large.csv', bytes: text('1,2,3,4\n'.repeat(2_000_000)) };
  const pids = new Set([client.pid]);
  const ended = rejectionOf(client.call('fileInspect', large));
  process.kill(client.pid!, 'SIGKILL');
  await vi.waitFor(() => expect(pids.has(client.pid)).toBe(false));
  process.kill(client.pid!, 'SIGKILL');
  expect(await ended).toMatchObject({ code: 'bad-file', where: 'large.csv' });
});

test('a process that has grown too large is not used for another file', async () => {
  const client = open({ memoryLimit: 1 });
  expect(await client.call('fileInspect', small)).toMatchObject({ format: 'csv' });
  expect(client.pid).toBeUndefined();
  expect(await client.call('fileInspect', small)).toMatchObject({ format: 'csv' });
});

test('what waits when the workbench closes is told so', async () => {
  const client = open();
  const waiting = [small, small].map((file) => rejectionOf(client.call('fileInspect', file)));
  client.close();
  for (const fault of await Promise.all(waiting)) expect(fault.code).toBe('not-available');
  expect((await rejectionOf(client.call('fileInspect', small))).code).toBe('not-available');
});
