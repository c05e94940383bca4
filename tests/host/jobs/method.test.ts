import { join } from 'node:path';
import { expect, test } from 'vitest';
import { forkLauncher } from '../../../main/host/jobs/launcher.ts';
import { generations } from '../../../main/host/store/checkpoints.ts';
import { readLease } from '../../../main/host/store/lease.ts';
import { runPaths } from '../../../main/host/store/run-folder.ts';
import { openTestHost, untilState } from '../fixtures/workbench.ts';

test('a real training on the engine, killed after a checkpoint, ends with the same weights bit for bit', async () => {
  const host = await openTestHost({ launcher: forkLauncher() });
  await host.call('settingsWrite', { patch: { checkpointSeconds: 1 } });
  const spec = { kind: 'oscillator' as const, steps: 1500, batch: 64, readings: 1 };
  const { id } = await host.call('runCreate', { spec });
  const { folder, checkpoints } = runPaths(join(host.workspace.runs, id));
  while (generations(checkpoints).length === 0 && host.queue.summary(id).state !== 'done') {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const worker = readLease(folder)?.worker;
  expect(worker).toBeDefined();
  process.kill(worker?.pid ?? 0, 'SIGKILL');
  expect(await untilState(host, id, 'interrupted', 'done')).toMatchObject({
    reason: 'the worker was killed (SIGKILL)',
  });
  await host.call('runResume', { id });
  const whole = await host.call('runCreate', { spec });
  await untilState(host, id, 'done');
  await untilState(host, whole.id, 'done');
  expect(await host.call('runArrays', { id, name: 'weights.npz' })).toEqual(
    await host.call('runArrays', { id: whole.id, name: 'weights.npz' }),
  );
}, 120_000);
