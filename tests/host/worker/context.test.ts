import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { experimentSpec } from '../../../preload/contract/index.ts';
import { readNpz, writeNpz } from '../../../main/data/npz.ts';
import { HostedRun, type RunListener, type RunSetting } from '../../../main/host/worker/context.ts';
import { temporaryFolder } from '../fixtures/workbench.ts';

/** A run on a folder of its own, and all it said. */
function openRun(change: Partial<RunSetting> = {}) {
  const folder = temporaryFolder();
  const artifacts = join(folder, 'artifacts');
  mkdirSync(artifacts);
  const said: { [K in keyof RunListener]-?: unknown[] } = {
    metrics: [],
    progress: [],
    frame: [],
    summary: [],
    backend: [],
    warning: [],
  };
  const setting: RunSetting = {
    spec: experimentSpec.parse({ kind: 'linear-system', seed: 4 }),
    version: '0.0.0',
    artifacts,
    checkpoints: { folder: join(folder, 'checkpoints'), everySeconds: 3600 },
    metricsPath: join(folder, 'metrics.jsonl'),
    logPath: join(folder, 'log.txt'),
    inputs: join(folder, 'inputs.npz'),
    runs: folder,
    pool: { size: 1, map: async () => [] },
    listener: {
      metrics: (points) => said.metrics.push(...points),
      progress: (fraction, message) => said.progress.push([fraction, message]),
      frame: (fields) => said.frame.push(fields),
      summary: (values) => said.summary.push(values),
      backend: (name) => said.backend.push(name),
      warning: (message) => said.warning.push(message),
    },
    ...change,
  };
  const run = new HostedRun(setting);
  onTestFinished(() => run.close());
  return { run, said, folder, artifacts, setting };
}

const nothing = () => ({ arrays: {}, values: {} });
const field = (cells: number) => ({ width: cells, height: 1, data: new Float32Array(cells), label: 'b' });

describe('random streams', () => {
  test('go on from the checkpoint, also those not asked for before it', async () => {
    const { run, setting } = openRun();
    const noise = run.random('noise');
    const other = run.random('other');
    for (let i = 0; i < 7; i++) noise.normal();
    other.uniform();
    run.request('stop');
    await expect(run.breathe(nothing)).rejects.toMatchObject({ name: 'RunInterrupted', request: 'stop' });

    const second = new HostedRun(setting);
    expect(second.random('noise').state()).toEqual(noise.state());
    second.request('pause');
    await expect(second.breathe(nothing)).rejects.toMatchObject({ request: 'pause' });
    second.close();

    const third = new HostedRun(setting);
    expect(third.random('other').state()).toEqual(other.state());
    expect(third.random('noise')).toBe(third.random('noise'));
    third.close();
  });
});

describe('breathing', () => {
  test('writes a checkpoint when one is due and none before', async () => {
    const rare = openRun();
    await rare.run.breathe(nothing);
    expect(rare.run.restore()).toBeNull();
    expect(readdirSync(rare.folder)).not.toContain('checkpoints');
    const often = openRun();
    const { run, setting } = openRun({
      checkpoints: { folder: join(often.folder, 'checkpoints'), everySeconds: 0 },
    });
    const weights = { shape: [2], data: new Float32Array([1, 2]) };
    await run.breathe(() => ({ arrays: { weights }, values: { step: 3 } }));
    expect(new HostedRun(setting).restore()).toEqual({ arrays: { weights }, values: { step: 3 } });
  });

  test('a stop outranks a pause', async () => {
    const { run } = openRun();
    run.request('stop');
    run.request('pause');
    await expect(run.breathe(nothing)).rejects.toMatchObject({ request: 'stop' });
  });
});

describe('what a run says', () => {
  test('metrics are all kept, whatever is shown', () => {
    const { run, said, folder } = openRun();
    for (let step = 0; step < 100; step++) run.metric('loss', step, 1 / (step + 1));
    run.close();
    expect(said.metrics).toHaveLength(100);
    expect(readFileSync(join(folder, 'metrics.jsonl'), 'utf8').trim().split('\n')).toHaveLength(100);
  });

  test('progress and pictures are thinned, the end is not', () => {
    const { run, said } = openRun();
    for (let i = 0; i <= 1000; i++) run.progress(i / 1000, 'on the way');
    for (let i = 0; i < 100; i++) run.frame([field(4)]);
    expect(said.progress.length).toBeLessThan(100);
    expect(said.progress.at(-1)).toEqual([1, 'on the way']);
    expect(said.frame.length).toBeLessThan(50);
    run.progress(7, 'too far');
    expect(said.progress.at(-1)).toEqual([1, 'too far']);
  });

  test('a picture beyond a megabyte is a mistake of the method', () => {
    const { run } = openRun();
    expect(() => run.frame([field(2 ** 18 + 1)])).toThrow(/at most 1048576 bytes/);
  });
});

describe('artifacts', () => {
  test('are written whole, each in its format', async () => {
    const { run, artifacts } = openRun();
    const values = { shape: [2], data: new Float64Array([1, 2]) };
    await run.artifact('a.npz', { type: 'arrays', arrays: { values } });
    await run.artifact('b.json', { type: 'json', value: { list: new Float32Array([0.5, 2]) } });
    await run.artifact('c.csv', { type: 'text', text: 'x\n1\n', mime: 'text/csv' });
    await run.artifact('d.png', { type: 'bytes', bytes: new Uint8Array([137]), mime: 'image/png' });
    expect(readdirSync(artifacts).toSorted()).toEqual(['a.npz', 'b.json', 'c.csv', 'd.png']);
    expect(readNpz(new Uint8Array(readFileSync(join(artifacts, 'a.npz')))).values.data).toEqual(values.data);
    expect(JSON.parse(readFileSync(join(artifacts, 'b.json'), 'utf8'))).toEqual({ list: [0.5, 2] });
  });

  test.each(['../out.json', 'a/b.json', '.hidden', ''])('not outside their folder: %j', async (name) => {
    const { run } = openRun();
    await expect(run.artifact(name, { type: 'json', value: 1 })).rejects.toThrow(/name of an artifact/);
  });
});

describe('what a run reads', () => {
  test('inputs from its folder or from memory, none when there are none', async () => {
    const pattern = { shape: [1], data: new Float32Array([1]) };
    expect(await openRun().run.inputs()).toEqual({});
    expect(await openRun({ inputs: { pattern } }).run.inputs()).toEqual({ pattern });
  });

  test('what was handed in with another run, and what that run made', async () => {
    const { run, folder } = openRun();
    const other = '2026-01-01-spin-analysis-abcdef12';
    mkdirSync(join(folder, other, 'artifacts'), { recursive: true });
    const spins = { shape: [1, 2, 2], data: Uint8Array.of(0, 1, 1, 0) };
    const made = { shape: [1], data: Float64Array.of(3) };
    writeFileSync(join(folder, other, 'inputs.npz'), writeNpz({ spins }));
    writeFileSync(join(folder, other, 'artifacts', 'x.npz'), writeNpz({ made }));
    expect(await run.runArrays(other, 'inputs')).toEqual({ spins });
    expect(await run.runArrays(other, 'x.npz')).toEqual({ made });
  });

  test('nothing by names that lead elsewhere, and nothing that is not there', async () => {
    const { run } = openRun();
    const other = '2026-01-01-oscillator-abcdef12';
    await expect(run.runArrays('../..', 'x.npz')).rejects.toMatchObject({ code: 'bad-argument' });
    await expect(run.runArrays(other, '../run.json')).rejects.toMatchObject({ code: 'bad-argument' });
    await expect(run.runArrays(other, 'x.npz')).rejects.toMatchObject({ code: 'not-found' });
    await expect(run.runSpec(other)).rejects.toMatchObject({ code: 'not-found' });
    await expect(run.model('pretrained/../..')).rejects.toMatchObject({ code: 'bad-argument' });
    await expect(run.model('pretrained/none')).rejects.toMatchObject({ code: 'not-found' });
    await expect(run.model(`run/${other}`)).rejects.toMatchObject({ code: 'not-found' });
  });
});
