import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Reproduction } from '../../../preload/contract/index.ts';
import type { Host } from '../../../main/host/host.ts';
import { readNpz, writeNpz } from '../../../main/data/npz.ts';
import { readRecord, writeRecord } from '../../../main/host/store/run-folder.ts';
import { openTestHost, temporaryFolder, untilState } from '../fixtures/workbench.ts';

const spec = { kind: 'oscillator', steps: 30, batch: 8 };

async function compared(host: Host, id: string): Promise<Reproduction> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const unlisten = host.events.listen(({ name, payload }) => {
    if (name === 'runChanged' && payload.id === id && payload.reproduction?.agrees !== undefined) resolve();
  });
  if (host.queue.summary(id).reproduction?.agrees === undefined) await promise;
  unlisten();
  return (await host.call('runRead', { id })).reproduction!;
}

test('a run computed again has the same bits in every file and curve', async () => {
  const host = await openTestHost();
  const { id } = await host.call('runCreate', { spec, name: 'First' });
  await untilState(host, id, 'done');
  const again = await host.call('runReproduce', { id });
  expect(again).toMatchObject({ name: 'First (again)', reproduction: { of: id }, spec: { steps: 30 } });
  expect(await compared(host, again.id)).toEqual({
    of: id,
    agrees: true,
    files: [
      { name: 'weights.npz', verdict: 'same' },
      { name: 'metrics: loss', verdict: 'same' },
    ],
  });
});

test('what differs is named, with how far it is apart', async () => {
  const workspace = temporaryFolder();
  const host = await openTestHost({ workspace });
  const { id } = await host.call('runCreate', { spec });
  await untilState(host, id, 'done');
  const folder = join(workspace, 'runs', id);
  const weights = join(folder, 'artifacts', 'weights.npz');
  const arrays = readNpz(readFileSync(weights));
  const { data } = arrays.weights;
  const values = Object.values(arrays).flatMap((array) => Array.from(array.data as Float32Array, Math.abs));
  const largest = Math.max(...values);
  data[3] = Number(data[3]) + 1;
  writeFileSync(weights, writeNpz(arrays));
  writeFileSync(join(folder, 'artifacts', 'extra.txt'), 'by hand');
  const metrics = join(folder, 'metrics.jsonl');
  writeFileSync(metrics, readFileSync(metrics, 'utf8').replace(/^\["loss",4,.*$/m, '["loss",4,0]'));
  await writeRecord(folder, { ...(await readRecord(folder)), backend: 'abacus' });
  const again = await host.call('runReproduce', { id });
  const reproduction = await compared(host, again.id);
  expect(reproduction).toMatchObject({
    agrees: false,
    notes: ['Backend: abacus then, typed-arrays now.'],
    files: [
      { name: 'extra.txt', verdict: 'missing' },
      { name: 'weights.npz', verdict: 'different' },
      { name: 'metrics: loss', verdict: 'different' },
    ],
  });
  expect(reproduction.files?.[1]?.relativeDifference).toBeCloseTo(1 / largest, 1);
  expect(reproduction.files?.[2]?.relativeDifference).toBeGreaterThan(0);
});

test('only a run that is done is reproduced', async () => {
  const host = await openTestHost();
  const { id } = await host.call('runCreate', { spec: { kind: 'linear-system', seed: 1 } });
  await untilState(host, id, 'failed');
  await expect(host.call('runReproduce', { id })).rejects.toMatchObject({ code: 'wrong-state' });
});

test('what was not compared before the workbench closed is compared at its next start', async () => {
  const workspace = temporaryFolder();
  const host = await openTestHost({ workspace });
  const { id } = await host.call('runCreate', { spec });
  await untilState(host, id, 'done');
  const again = await host.call('runReproduce', { id });
  await compared(host, again.id);
  await host.close();
  const folder = join(workspace, 'runs', again.id);
  await writeRecord(folder, { ...(await readRecord(folder)), reproduction: { of: id } });
  const next = await openTestHost({ workspace });
  expect(await compared(next, again.id)).toMatchObject({ agrees: true });
});
