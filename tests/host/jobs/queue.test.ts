import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { HostEvents } from '../../../preload/contract/index.ts';
import type { Host } from '../../../main/host/host.ts';
import { runPaths } from '../../../main/host/store/run-folder.ts';
import { openTestHost, temporaryFolder, untilFraction, untilState } from '../fixtures/workbench.ts';

/** `pause` milliseconds a step. */
const training = (options: { steps?: number; pause?: number; seed?: number } = {}) => ({
  spec: {
    kind: 'oscillator' as const,
    steps: options.steps ?? 50,
    batch: 8 + (options.pause ?? 0),
    seed: options.seed ?? 1,
  },
});
const misbehaving = (seed: number) => ({ spec: { kind: 'linear-system' as const, seed } });

const folder = (host: Host, id: string) => join(host.workspace.runs, id);

describe('a run from queue to end', () => {
  test('is done, with its record, metrics, artifacts and summary', async () => {
    const host = await openTestHost();
    const points: HostEvents['runMetrics'][] = [];
    host.events.listen(({ name, payload }) => {
      if (name === 'runMetrics') points.push(payload);
    });
    const { id, name } = await host.call('runCreate', training());
    expect(name).toBe('Fixture oscillator');
    await untilState(host, id, 'done');
    const record = await host.call('runRead', { id });
    expect(record).toMatchObject({ state: 'done', starts: 1, backend: 'typed-arrays' });
    expect(record.summary.best).toBeGreaterThan(0);
    expect(record.computeSeconds).toBeGreaterThan(0);
    const metrics = await host.call('runMetrics', { id, limit: 20 });
    expect(metrics.loss.step).toHaveLength(20);
    expect(metrics.loss.step[19]).toBe(49);
    expect(points.flatMap((batch) => batch.points)).toHaveLength(50);
    expect(await host.call('runArtifacts', { id })).toEqual([
      { name: 'weights.npz', bytes: expect.any(Number), type: 'application/zip' },
    ]);
    const arrays = await host.call('runArrays', { id, name: 'weights.npz', only: ['momentum'] });
    expect(Object.keys(arrays)).toEqual(['momentum']);
    expect(arrays.momentum.data).toBeInstanceOf(Float64Array);
    expect(existsSync(join(folder(host, id), 'lease.json'))).toBe(false);
  });

  test('is given its inputs and threads', async () => {
    const host = await openTestHost();
    const inputs = { pattern: { shape: [2, 2], data: new Float32Array([1, 2, 3, 4]) } };
    const { id } = await host.call('runCreate', { ...misbehaving(99), inputs });
    await untilState(host, id, 'done');
    const bytes = await host.call('runArtifact', { id, name: 'echo.json' });
    expect(JSON.parse(new TextDecoder().decode(bytes))).toEqual(['pattern']);
    expect((await host.call('runLog', { id, lines: 10 })).at(-1)).toMatch(/1 4 9$/);
    expect((await host.call('runArrays', { id, name: 'inputs' })).pattern).toEqual(inputs.pattern);
  });
});

describe('the queue', () => {
  test('starts batch runs one at a time, in their order', async () => {
    const host = await openTestHost();
    const order: string[] = [];
    let most = 0;
    host.events.listen(({ name, payload }) => {
      if (name === 'runChanged' && payload.state === 'running' && !order.includes(payload.id)) {
        order.push(payload.id);
      }
      most = Math.max(most, host.queue.list(['running']).length);
    });
    const ids: string[] = [];
    for (let i = 0; i < 3; i++) ids.push((await host.call('runCreate', training({ steps: 20 }))).id);
    await Promise.all(ids.map((id) => untilState(host, id, 'done')));
    expect(order).toEqual(ids);
    expect(most).toBe(1);
  });

  test('runs two at once when set to, and interactive runs beside them', async () => {
    const host = await openTestHost();
    const long = training({ steps: 100_000, pause: 5 });
    const first = await host.call('runCreate', long);
    const second = await host.call('runCreate', long);
    const third = await host.call('runCreate', long);
    await untilFraction(host, first.id, 1e-5);
    expect(host.queue.summary(second.id).state).toBe('queued');
    await host.call('settingsWrite', { patch: { concurrentJobs: 2 } });
    await untilState(host, second.id, 'running');
    expect(host.queue.summary(third.id).state).toBe('queued');
    const interactive = await host.call('runCreate', misbehaving(99));
    await untilState(host, interactive.id, 'done');
    expect(host.queue.summary(third.id).state).toBe('queued');
  });

  test('lets a waiting run be paused, resumed and stopped', async () => {
    const host = await openTestHost();
    await host.call('runCreate', training({ steps: 100_000, pause: 5 }));
    const { id } = await host.call('runCreate', training());
    expect((await host.call('runPause', { id })).state).toBe('paused');
    expect((await host.call('runResume', { id })).state).toBe('queued');
    expect((await host.call('runStop', { id })).state).toBe('interrupted');
  });

  test('refuses what a state does not allow', async () => {
    const host = await openTestHost();
    const { id } = await host.call('runCreate', training({ steps: 1 }));
    await untilState(host, id, 'done');
    for (const call of ['runPause', 'runResume', 'runStop', 'runRetry', 'runRestore'] as const) {
      await expect(host.call(call, { id })).rejects.toMatchObject({ code: 'wrong-state' });
    }
    expect((await host.call('runArchive', { id })).state).toBe('archived');
    expect((await host.call('runRestore', { id })).state).toBe('done');
    expect((await host.call('runRename', { id, name: 'Mine' })).name).toBe('Mine');
    const unknown = { id: '2026-01-01-oscillator-abcdef12' };
    await expect(host.call('runResume', unknown)).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('pause, stop and retry', () => {
  test('a paused run goes on where it was; a stopped one, too; a retried one starts anew', async () => {
    const host = await openTestHost();
    const { id } = await host.call('runCreate', training({ steps: 400, pause: 5 }));
    await untilFraction(host, id, 0.05);
    await host.call('runPause', { id });
    const paused = await untilState(host, id, 'paused');
    const fraction = paused.progress?.fraction ?? 0;
    expect(fraction).toBeGreaterThan(0.04);
    await host.call('runResume', { id });
    const later = await untilFraction(host, id, fraction + 0.02);
    expect(later.progress?.fraction).toBeGreaterThan(fraction);
    await host.call('runStop', { id });
    expect(await untilState(host, id, 'interrupted')).toMatchObject({ reason: 'stopped by the user' });
    const metrics = await host.call('runMetrics', { id, limit: 1000 });
    // Every step once, although the worker started twice.
    expect(metrics.loss.step).toEqual(metrics.loss.step.toSorted());
    expect(new Set(metrics.loss.step).size).toBe(metrics.loss.step.length);
    await host.call('runRetry', { id });
    await untilState(host, id, 'running');
    expect((await host.call('runRead', { id })).starts).toBe(1);
    await host.call('runStop', { id });
    await untilState(host, id, 'interrupted');
    expect((await host.call('runMetrics', { id, limit: 1000 })).loss?.step[0] ?? 0).toBe(0);
  });

  test('a second stop ends a run that never breathes', async () => {
    const host = await openTestHost();
    const { id } = await host.call('runCreate', misbehaving(3));
    await untilState(host, id, 'running');
    await host.call('runStop', { id });
    await host.call('runStop', { id });
    expect(await untilState(host, id, 'interrupted')).toMatchObject({
      reason: 'stopped by the user before it could save',
    });
  });
});

describe('failures', () => {
  test("a user's mistake fails the run with its sentence", async () => {
    const host = await openTestHost();
    const { id } = await host.call('runCreate', misbehaving(1));
    await untilState(host, id, 'failed');
    expect((await host.call('runRead', { id })).error).toMatchObject({
      code: 'unstable',
      message: 'The time step is too long.',
      remedy: 'Take a shorter one.',
    });
  });

  test('a bug fails the run with its stack, in record and log', async () => {
    const host = await openTestHost();
    const { id } = await host.call('runCreate', misbehaving(2));
    await untilState(host, id, 'failed');
    const { error } = await host.call('runRead', { id });
    expect(error).toMatchObject({ code: 'bug', stack: expect.stringContaining('a mistake in the program') });
    expect((await host.call('runLog', { id, lines: 50 })).join('\n')).toContain('a mistake in the program');
  });

  test('a worker that ends by itself leaves an interrupted run', async () => {
    const host = await openTestHost();
    const { id } = await host.call('runCreate', misbehaving(4));
    expect(await untilState(host, id, 'interrupted')).toMatchObject({
      reason: 'the worker ended unexpectedly (code 7)',
    });
  });
});

describe('the end of the workbench', () => {
  test('checkpoints running jobs and goes on with them at the next start', async () => {
    const workspace = temporaryFolder();
    const first = await openTestHost({ workspace });
    const { id } = await first.call('runCreate', training({ steps: 300, pause: 5 }));
    const waiting = await first.call('runCreate', training({ steps: 5 }));
    await untilFraction(first, id, 0.05);
    await first.close();
    const record = JSON.parse(readFileSync(runPaths(join(workspace, 'runs', id)).record, 'utf8'));
    expect(record).toMatchObject({ state: 'interrupted', continueOnStart: true });
    expect(record.progress.fraction).toBeGreaterThan(0.04);

    const second = await openTestHost({ workspace });
    await untilState(second, id, 'running');
    await untilFraction(second, id, record.progress.fraction);
    await untilState(second, waiting.id, 'done');
    expect(second.queue.summary(id).state).toBe('done');
  });

  test('leaves them interrupted when the user wants that', async () => {
    const workspace = temporaryFolder();
    const first = await openTestHost({ workspace });
    await first.call('settingsWrite', { patch: { resumeOnStart: false } });
    const { id } = await first.call('runCreate', training({ steps: 10_000, pause: 5 }));
    await untilFraction(first, id, 1e-4);
    await first.close();
    const second = await openTestHost({ workspace });
    expect(second.queue.summary(id)).toMatchObject({
      state: 'interrupted',
      reason: 'the workbench was closed',
    });
  });

  test('a second workbench on the same workspace leaves the runs of the first alone', async () => {
    const workspace = temporaryFolder();
    const first = await openTestHost({ workspace });
    const { id } = await first.call('runCreate', training({ steps: 10_000, pause: 5 }));
    await untilFraction(first, id, 1e-4);
    const second = await openTestHost({ workspace });
    expect(second.queue.summary(id).state).toBe('running');
    expect(second.queue.running).toBe(0);
  });
});
