import { expect, test } from 'vitest';
import { experimentSpec, type RunRecord } from '../../../preload/contract/index.ts';
import type { JobEnd } from '../../../main/host/jobs/job.ts';
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

test.each<[JobEnd, boolean, Partial<RunRecord>]>([
  [{ outcome: 'done' }, false, { state: 'done' }],
  [{ outcome: 'done' }, true, { state: 'done' }],
  [{ outcome: 'paused' }, true, { state: 'paused' }],
  [{ outcome: 'stopped' }, false, { state: 'interrupted', reason: 'stopped by the user' }],
  [{ outcome: 'stopped' }, true, { state: 'interrupted', continueOnStart: true }],
  [failed, true, { state: 'failed', reason: 'The disk is full.' }],
  [lost, false, { state: 'interrupted', reason: 'the worker was killed (SIGKILL)' }],
  [lost, true, { state: 'interrupted', continueOnStart: true }],
])('%j, closing %s', (end, closing, expected) => {
  expect(verdict(end, closing)).toMatchObject(expected);
});

test('only the end of the workbench lets a run go on by itself', () => {
  expect(verdict(lost, false).continueOnStart).toBeUndefined();
  expect(verdict({ outcome: 'stopped' }, false).continueOnStart).toBeUndefined();
});

test('failures and unexpected ends are told, long runs when they are done', () => {
  const told = (end: JobEnd, expected = false, notifyAfter = 60) =>
    announcement(record, end, { expected, notifyAfter });
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
