import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { clearLease, identify, isAlive, readLease, writeLease } from '../../../main/host/store/lease.ts';
import { temporaryFolder } from '../fixtures/workbench.ts';

test('a lease holds while its host or its worker lives', async () => {
  const folder = temporaryFolder();
  const worker = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  const lease = { host: { pid: 2 ** 22 + 7, started: '1' }, worker: identify(worker.pid ?? 0) };
  writeLease(folder, lease);
  expect(readLease(folder)).toEqual(lease);
  worker.kill('SIGKILL');
  await once(worker, 'exit');
  expect(readLease(folder)).toBeNull();
  writeLease(folder, { host: identify(process.pid) });
  expect(readLease(folder)?.host.pid).toBe(process.pid);
  clearLease(folder);
  expect(readLease(folder)).toBeNull();
});

test.runIf(process.platform === 'linux')('a recycled process number is not the same process', () => {
  expect(isAlive(identify(process.pid))).toBe(true);
  expect(isAlive({ pid: process.pid, started: '12345' })).toBe(false);
});

test.each(['darwin', 'win32'] as const)(
  'on %s a number from before the last start of the system is nobody',
  (platform) => {
    const identity = identify(process.pid, platform);
    expect(isAlive(identity, platform)).toBe(true);
    // A clock that was set right by a minute is no new start.
    expect(isAlive({ ...identity, booted: identity.booted! - 60 }, platform)).toBe(true);
    expect(isAlive({ ...identity, booted: identity.booted! - 3600 }, platform)).toBe(false);
    // As earlier versions wrote it.
    expect(isAlive({ pid: process.pid, started: '' }, platform)).toBe(true);
  },
);

test('a lease that can’t be read holds nothing', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'lease.json'), '{"host"');
  expect(readLease(folder)).toBeNull();
  writeFileSync(join(folder, 'lease.json'), '{"host": {}}');
  expect(readLease(folder)).toBeNull();
});
