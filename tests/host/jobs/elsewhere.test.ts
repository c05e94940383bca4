import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { identify, readLease, writeLease } from '../../../main/host/store/lease.ts';
import { openTestHost, untilState } from '../fixtures/workbench.ts';

test('a run that another process works on is not resumed, renamed or annotated here', async () => {
  const host = await openTestHost();
  const { id } = await host.call('runCreate', { spec: { kind: 'linear-system', seed: 1 } });
  await untilState(host, id, 'failed');
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  const folder = join(host.workspace.runs, id);
  const lease = { host: { pid: 2 ** 22 + 7, started: '1' }, worker: identify(other.pid ?? 0) };
  writeLease(folder, lease);
  const before = await host.call('runRead', { id });
  // A worker that has outlived its workbench is named itself.
  const refusal = { code: 'busy', remedy: expect.stringContaining(`(process ${other.pid})`) as string };
  await expect(host.call('runResume', { id })).rejects.toMatchObject(refusal);
  await expect(host.call('runRetry', { id })).rejects.toMatchObject(refusal);
  await expect(host.call('runRename', { id, name: 'mine' })).rejects.toMatchObject(refusal);
  await expect(host.call('runAnnotate', { id, tags: ['mine'] })).rejects.toMatchObject(refusal);
  expect(await host.call('runRead', { id })).toEqual(before);
  expect(readLease(folder)).toEqual(lease);
  other.kill('SIGKILL');
  await once(other, 'exit');
  expect((await host.call('runRename', { id, name: 'mine' })).name).toBe('mine');
});
