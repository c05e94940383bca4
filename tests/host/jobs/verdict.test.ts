import { expect, test } from 'vitest';
import { experimentSpec, type RunRecord } from '../../../preload/contract/index.ts';
import type { JobEnd } from '../../../main/host/jobs/job.ts';
import type { StopRequest } from '../../../main/host/jobs/protocol.ts';
import { announcement, verdict } from '../../../main/host/jobs/verdict.ts';

const record: RunRecord = {
  id: '2026-01-01-oscillator-abcdef12',
  name: 'Mine',
  spec: experimentSpec.parse({ kind: 'oscillator' }),
  state: 'running',
  versions: { macroscope: '0', node: '24', schema: 1 },
  createdAt: '2026-01-01T00:00:00.000Z',
  computeSeconds: 100,
  starts: 1,
  summary: {},
};
const failed: JobEnd = {
  outcome: 'failed',
  error: { code: 'storage', message: 'The disk is full.', remedy: 'Free some.' },
};
const lost: JobEnd = { outcome: 'lost', reason: 'the worker was killed (SIGKILL)' };

const full: JobEnd = { outcome: 'blocked', error: { code: 'storage', message: 'The disk is full.' } };

test.each<[JobEnd, boolean, StopRequest | null, Partial<RunRecord>]>([
  [{ outcome: 'done' }, false, null, { state: 'done' }],
  [{ outcome: 'done' }, true, 'stop', { state: 'done' }],
  [{ outcome: 'paused' }, true, 'pause', { state: 'paused' }],
  [{ outcome: 'stopped' }, false, 'stop', { state: 'interrupted', reason: 'stopped by the user' }],
  [{ outcome: 'stopped' }, true, 'stop', { state: 'interrupted', continueOnStart: true }],
  [failed, true, null, { state: 'failed', reason: 'The disk is full.' }],
  [lost, false, null, { state: 'interrupted', reason: 'the worker was killed (SIGKILL)' }],
  [lost, true, 'stop', { state: 'interrupted', continueOnStart: true }],
  [full, false, null, { state: 'paused', waitsForDisk: true }],
  [full, true, 'stop', { state: 'interrupted', continueOnStart: true }],
])('%j, closing %s, asked to %s', (end, closing, requested, expected) => {
  expect(verdict(end, { closing, requested })).toMatchObject(expected);
});

test('only the end of the workbench lets a run go on by itself', () => {
  const open = { closing: false, requested: null };
  expect(verdict(lost, open).continueOnStart).toBeUndefined();
  expect(verdict({ outcome: 'stopped' }, open).continueOnStart).toBeUndefined();
});

test('who wanted a run to end is not overruled by a disk that refuses, but told', () => {
  for (const requested of ['pause', 'stop'] as const) {
    const { waitsForDisk, reason } = verdict(full, { closing: false, requested });
    expect(waitsForDisk).toBeUndefined();
    expect(reason).toContain('could not save its last state. The disk is full.');
  }
});

test('a run that waits for the disk is told of once', () => {
  const options = { expected: false, notifyAfter: 60 };
  expect(announcement(record, full, { ...options, again: false })?.title).toBe('Mine waits for the disk');
  expect(announcement(record, full, { ...options, again: true })).toBeNull();
});

test('failures and unexpected ends are told, long runs when they are done', () => {
  const told = (end: JobEnd, expected = false, notifyAfter = 60) =>
    announcement(record, end, { expected, again: false, notifyAfter });
  expect(told(failed)).toMatchObject({
    level: 'error',
    message: 'The disk is full. Free some.',
    run: record.id,
  });
  expect(told(lost)).toMatchObject({ level: 'warning', title: 'Mine was interrupted' });
  expect(told(lost, true)).toBeNull();
  expect(told({ outcome: 'done' })).toMatchObject({ level: 'info', title: 'Mine is done' });
  expect(told({ outcome: 'done' }, false, 3600)).toBeNull();
  expect(told({ outcome: 'paused' })).toBeNull();
});
