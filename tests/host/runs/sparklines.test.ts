import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CurveTail } from '../../../main/host/runs/curve-tail.ts';
import { mainCurve, Sparklines } from '../../../main/host/runs/sparklines.ts';
import { readMetrics } from '../../../main/host/store/metrics.ts';
import { openTestHost, temporaryFolder, untilState } from '../fixtures/workbench.ts';

const line = (name: string, step: number, value: number) => `${JSON.stringify([name, step, value])}\n`;

test('a file read bit by bit has the curves of the file read at once', async () => {
  const folder = temporaryFolder();
  const points = fc.array(
    fc.tuple(
      fc.constantFrom('loss', 'rate µ'),
      fc.integer({ min: 0, max: 60 }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    ),
    { maxLength: 200 },
  );
  let trial = 0;
  await fc.assert(
    fc.asyncProperty(points, fc.integer({ min: 1, max: 400 }), async (written, piece) => {
      const path = join(folder, `${trial++}.jsonl`);
      const bytes = Buffer.from(written.map((point) => line(...point)).join(''));
      const tail = new CurveTail(path);
      for (let at = 0; at < bytes.length; at += piece) {
        appendFileSync(path, bytes.subarray(at, at + piece));
        await tail.read(200);
      }
      expect(await tail.read(200)).toEqual(await readMetrics(path, 200));
    }),
    { numRuns: 40, seed: 3 },
  );
});

test('a long curve keeps its ends, its shape, and a bounded number of points', async () => {
  const path = join(temporaryFolder(), 'metrics.jsonl');
  const count = 20_000;
  writeFileSync(path, Array.from({ length: count }, (_, i) => line('loss', i, Math.sin(i / 1000))).join(''));
  const { loss } = await new CurveTail(path).read(48);
  expect(loss!.step).toHaveLength(48);
  expect([loss!.step[0], loss!.step.at(-1)]).toEqual([0, count - 1]);
  loss!.step.forEach((step, i) => expect(loss!.value[i]).toBe(Math.sin(step / 1000)));
});

test('a run that starts again from nothing loses its old curve', async () => {
  const path = join(temporaryFolder(), 'metrics.jsonl');
  const sparklines = new Sparklines();
  const read = async () => (await sparklines.read(new Map([['run', path]]), 20)).run;
  expect(await read()).toBeUndefined();
  writeFileSync(path, line('loss', 0, 5) + line('loss', 1, 4) + line('loss', 2, 3));
  expect(await read()).toMatchObject({ metric: 'loss', value: new Float64Array([5, 4, 3]) });
  rmSync(path);
  writeFileSync(path, line('loss', 0, 9));
  expect(await read()).toMatchObject({ value: new Float64Array([9]) });
});

test('the main curve is one that is made small, else the first', () => {
  const curve = { step: Float64Array.of(1), value: Float64Array.of(2) };
  expect(mainCurve({ rate: curve, 'held out: loss': curve })).toEqual({ metric: 'held out: loss', ...curve });
  expect(mainCurve({ rate: curve, other: curve })).toMatchObject({ metric: 'rate' });
  expect(mainCurve({})).toBeNull();
});

test('runs have curves in a list, by their ids; those without one are left out', async () => {
  const host = await openTestHost();
  const { id } = await host.call('runCreate', { spec: { kind: 'oscillator', steps: 30, batch: 8 } });
  const { id: bare } = await host.call('runCreate', { spec: { kind: 'linear-system', seed: 9 } });
  await untilState(host, id, 'done');
  await untilState(host, bare, 'done');
  const curves = await host.call('runSparklines', {
    ids: [id, bare, '2020-01-01-oscillator-aaaaaaaa'],
    points: 10,
  });
  expect(Object.keys(curves)).toEqual([id]);
  expect(curves[id]!.step).toHaveLength(10);
  expect([curves[id]!.metric, curves[id]!.step.at(-1)]).toEqual(['loss', 29]);
});
