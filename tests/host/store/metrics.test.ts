import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { MetricsFile, readMetrics } from '../../../main/host/store/metrics.ts';
import { temporaryFolder } from '../fixtures/workbench.ts';

const loss = (step: number, value: number) => ({ name: 'loss', step, value });

test('points are read back, and what is no number comes back as NaN', async () => {
  const path = join(temporaryFolder(), 'metrics.jsonl');
  const file = new MetricsFile(path);
  file.append([loss(0, 1.25), { name: 'rate', step: 0, value: 1e-3 }, loss(1, Number.NaN)]);
  file.append([]);
  file.close();
  expect(await readMetrics(path, 100)).toEqual({
    loss: { step: new Float64Array([0, 1]), value: new Float64Array([1.25, Number.NaN]) },
    rate: { step: new Float64Array([0]), value: new Float64Array([1e-3]) },
  });
});

test('steps written again after a resume replace those written before', async () => {
  const path = join(temporaryFolder(), 'metrics.jsonl');
  const first = new MetricsFile(path);
  first.append([0, 1, 2, 3].map((step) => loss(step, 10 + step)));
  first.close();
  const second = new MetricsFile(path);
  second.append([2, 3, 4].map((step) => loss(step, 20 + step)));
  second.close();
  const { loss: curve } = await readMetrics(path, 100);
  expect(Array.from(curve.step)).toEqual([0, 1, 2, 3, 4]);
  expect(Array.from(curve.value)).toEqual([10, 11, 22, 23, 24]);
});

test('half a line, left by a killed worker, costs only itself', async () => {
  const path = join(temporaryFolder(), 'metrics.jsonl');
  appendFileSync(path, '["loss",0,5]\n["loss",1,');
  const file = new MetricsFile(path);
  file.append([loss(1, 6)]);
  file.close();
  appendFileSync(path, '{}\n[1,2,3]\nnonsense\n');
  expect(Array.from((await readMetrics(path, 100)).loss.value)).toEqual([5, 6]);
});

test('long curves are thinned, ends included; no file is no curve', async () => {
  const path = join(temporaryFolder(), 'metrics.jsonl');
  const file = new MetricsFile(path);
  file.append(Array.from({ length: 5000 }, (_, step) => loss(step, step)));
  file.close();
  const { loss: curve } = await readMetrics(path, 11);
  expect(curve.step).toHaveLength(11);
  expect([curve.step[0], curve.step[10]]).toEqual([0, 4999]);
  expect(await readMetrics(join(temporaryFolder(), 'none'), 10)).toEqual({});
});
