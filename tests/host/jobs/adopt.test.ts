import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readLease } from '../../../main/host/store/lease.ts';
import { openTestHost, temporaryFolder, untilFraction, untilState } from '../fixtures/workbench.ts';

test('runs of a workbench that was killed go on in the next one, once their workers have ended', async () => {
  const workspace = temporaryFolder();
  const doomed = fork(join(import.meta.dirname, '..', 'fixtures', 'doomed-host.ts'), [workspace], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [id] = (await once(doomed, 'message')) as [string];
  const worker = readLease(join(workspace, 'runs', id))?.worker;
  expect(worker).toBeDefined();
  doomed.kill('SIGKILL');
  await once(doomed, 'exit');
  const host = await openTestHost({ workspace });
  // The list says what the record says until the worker of the dead host has ended.
  while (!host.queue.has(id)) await new Promise((resolve) => setTimeout(resolve, 50));
  await untilState(host, id, 'running');
  // Nobody else: two workers on one run would write over each other.
  expect(readLease(join(workspace, 'runs', id))?.host.pid).toBe(process.pid);
  expect((await host.call('runRead', { id })).starts).toBe(2);
  await untilFraction(host, id, 0);
  await host.call('runStop', { id });
  await untilState(host, id, 'interrupted');
  expect((await host.call('runLog', { id, lines: 100 })).join('\n')).toContain('Goes on from checkpoint');
});
