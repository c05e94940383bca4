import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ArrayRecord } from '../../../preload/contract/index.ts';
import { RandomStream } from '../../../main/compute/random.ts';
import type { Host } from '../../../main/host/host.ts';
import type { FromWorker, ToWorker } from '../../../main/host/jobs/protocol.ts';
import { generations } from '../../../main/host/store/checkpoints.ts';
import { readLease } from '../../../main/host/store/lease.ts';
import { runPaths } from '../../../main/host/store/run-folder.ts';
import { fixtureWorker, openTestHost, untilFraction, untilState } from '../fixtures/workbench.ts';

const spec = { kind: 'oscillator' as const, steps: 500, batch: 10, seed: 7 };

async function finalWeights(host: Host, id: string): Promise<ArrayRecord> {
  return await host.call('runArrays', { id, name: 'weights.npz' });
}

async function uninterrupted(host: Host, steps = spec.steps): Promise<ArrayRecord> {
  const { id } = await host.call('runCreate', { spec: { ...spec, steps, batch: 8 } });
  await untilState(host, id, 'done');
  return await finalWeights(host, id);
}

/** Waits until a running job has written another checkpoint, or is done. */
async function untilCheckpoint(host: Host, id: string): Promise<void> {
  const { checkpoints } = paths(host, id);
  await untilState(host, id, 'running', 'done');
  const before = generations(checkpoints).at(-1);
  while (generations(checkpoints).at(-1) === before && host.queue.summary(id).state !== 'done') {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const paths = (host: Host, id: string) => runPaths(join(host.workspace.runs, id));

test('a run whose worker is killed at random moments ends with the same weights, bit for bit', async () => {
  const host = await openTestHost();
  await host.call('settingsWrite', { patch: { checkpointSeconds: 1, concurrentJobs: 2 } });
  const longer = 1500;
  const expected = await uninterrupted(host, longer);
  const { id } = await host.call('runCreate', { spec: { ...spec, steps: longer } });
  const random = new RandomStream(11, 'moments of death');
  let kills = 0;
  while (kills < 3) {
    await untilCheckpoint(host, id);
    await new Promise((resolve) => setTimeout(resolve, random.between(0, 800)));
    const worker = readLease(join(host.workspace.runs, id))?.worker;
    if (host.queue.summary(id).state === 'done' || !worker) break;
    process.kill(worker.pid, 'SIGKILL');
    if ((await untilState(host, id, 'interrupted', 'done')).state === 'done') break;
    expect(host.queue.summary(id).reason).toBe('the worker was killed (SIGKILL)');
    kills++;
    await host.call('runResume', { id });
  }
  await untilState(host, id, 'done');
  expect(kills).toBeGreaterThan(0);
  expect(await finalWeights(host, id)).toEqual(expected);
}, 120_000);

test('paused and resumed, it ends with the same weights', async () => {
  const host = await openTestHost();
  await host.call('settingsWrite', { patch: { concurrentJobs: 2 } });
  const expected = await uninterrupted(host);
  const { id } = await host.call('runCreate', { spec });
  for (const fraction of [0.1, 0.3, 0.6]) {
    await untilFraction(host, id, fraction);
    await host.call('runPause', { id });
    await untilState(host, id, 'paused');
    await host.call('runResume', { id });
  }
  await untilState(host, id, 'done');
  expect(await finalWeights(host, id)).toEqual(expected);
}, 60_000);

const damages: [string, (folder: string) => void][] = [
  ['a truncated file', (folder) => truncateSync(join(folder, 'arrays.bin'), 100)],
  [
    'a flipped bit',
    (folder) => {
      const bytes = readFileSync(join(folder, 'arrays.bin'));
      bytes[77] ^= 4;
      writeFileSync(join(folder, 'arrays.bin'), bytes);
    },
  ],
  ['a manifest that is no JSON', (folder) => writeFileSync(join(folder, 'manifest.json'), '{"files": ')],
];

test.each(damages)(
  '%s in the newest checkpoint costs only the way back to the one before',
  async (_what, damage) => {
    const host = await openTestHost();
    await host.call('settingsWrite', { patch: { concurrentJobs: 2 } });
    const expected = await uninterrupted(host);
    const { id } = await host.call('runCreate', { spec });
    for (const fraction of [0.1, 0.3]) {
      await untilFraction(host, id, fraction);
      await host.call('runPause', { id });
      await untilState(host, id, 'paused');
      if (fraction < 0.3) await host.call('runResume', { id });
    }
    const { checkpoints } = paths(host, id);
    expect(readdirSync(checkpoints).toSorted()).toEqual(['00000001', '00000002']);
    damage(join(checkpoints, '00000002'));
    await host.call('runResume', { id });
    await untilState(host, id, 'done');
    const log = (await host.call('runLog', { id, lines: 100 })).join('\n');
    expect(log).toContain('Checkpoint 2 is damaged');
    expect(log).toContain('Goes on from checkpoint 1');
    expect(await finalWeights(host, id)).toEqual(expected);
  },
  60_000,
);

test('a worker whose host is gone writes a checkpoint and ends', async () => {
  const host = await openTestHost();
  const { id } = await host.call('runCreate', { spec: { ...spec, steps: 100_000 } });
  await untilFraction(host, id, 1e-4);
  await host.call('runPause', { id });
  await untilState(host, id, 'paused');
  const { checkpoints, folder } = paths(host, id);
  expect(readdirSync(checkpoints)).toHaveLength(1);

  const worker = fork(fixtureWorker, ['--role=job'], { serialization: 'advanced' });
  const ended = once(worker, 'exit');
  const progressed = new Promise<void>((resolve) => {
    worker.on('message', (message: FromWorker) => {
      if (message.type === 'progress') resolve();
    });
  });
  const record = await host.call('runRead', { id });
  const start: ToWorker = {
    type: 'start',
    order: {
      id,
      spec: record.spec,
      folder,
      runs: host.workspace.runs,
      version: '0',
      checkpointSeconds: 3600,
      threads: 1,
    },
  };
  worker.send(start);
  await progressed;
  worker.disconnect();
  await ended;
  expect(readdirSync(checkpoints)).toHaveLength(2);
});
