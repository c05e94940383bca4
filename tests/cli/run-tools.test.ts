import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { experimentSpec, type RunSummary } from '../../preload/contract/index.ts';
import { readAxis } from '../../main/cli/axes.ts';
import { comparisonOf, type ComparedRun } from '../../main/cli/compare.ts';
import { passes } from '../../main/cli/runs.ts';
import { temporaryFolder } from '../host/fixtures/workbench.ts';
import { macroscope } from './command.ts';

function document(steps: number): string {
  const path = join(temporaryFolder(), 'small.json');
  writeFileSync(path, JSON.stringify({ kind: 'linear-system', steps }));
  return path;
}

async function listed(workspace: string): Promise<RunSummary[]> {
  return JSON.parse((await macroscope(['runs', '--json'], { workspace })).output) as RunSummary[];
}

test('a finished run is filed, reproduced, packed, deleted, and taken in again', async () => {
  const workspace = temporaryFolder();
  expect((await macroscope(['run', document(10), '--name', 'Small'], { workspace })).code).toBe(0);
  await macroscope(['tag', 'last', 'paper', 'fig2'], { workspace });
  await macroscope(['tag', 'last', '--remove', 'fig2'], { workspace });
  expect((await macroscope(['note', 'last', 'Fig. 2 of the draft'], { workspace })).code).toBe(0);
  const [run] = await listed(workspace);
  expect(run).toMatchObject({ tags: ['paper'], notes: 'Fig. 2 of the draft' });

  const same = await macroscope(['reproduce', run.id], { workspace });
  expect(same).toMatchObject({ code: 0, output: expect.stringContaining('every bit agrees') });
  const weights = join(workspace, 'runs', run.id, 'artifacts', 'weights.npz');
  const bytes = readFileSync(weights);
  // The last byte of the archive's first array.
  bytes[200]! ^= 1;
  writeFileSync(weights, bytes);
  const differs = await macroscope(['reproduce', run.id], { workspace });
  expect(differs.code).toBe(1);
  expect(differs.output).toMatch(/weights\.npz +different/);

  const to = join(workspace, 'packed.zip');
  expect((await macroscope(['export', run.id, '--to', to], { workspace })).code).toBe(0);
  expect((await macroscope(['delete', run.id], { workspace })).code).toBe(0);
  expect((await macroscope(['bin'], { workspace })).output).toContain(run.id);
  expect((await macroscope(['bin', '--restore', run.id.slice(-6)], { workspace })).code).toBe(0);
  const elsewhere = temporaryFolder();
  expect((await macroscope(['import', to], { workspace: elsewhere })).output).toContain(`${run.id} (done)`);
  const again = await macroscope(['import', to], { workspace: elsewhere });
  expect(again.output).toContain('is here already');
  writeFileSync(to, readFileSync(to).subarray(0, 500));
  const cut = await macroscope(['import', to], { workspace: elsewhere });
  expect(cut).toMatchObject({
    code: 1,
    errors: expect.stringMatching(/packed\.zip: The archive is cut short/),
  });
  expect(readdirSync(join(elsewhere, 'runs'))).toEqual([run.id]);
}, 90_000);

test('a sweep computes every combination, and stops cleanly', async () => {
  const workspace = temporaryFolder();
  const vary = ['--vary', 'seed=1:2:2', '--vary', 'steps=5,10'];
  const done = await macroscope(['sweep', document(10), ...vary, '--name', 'Grid'], { workspace });
  expect(done.code).toBe(0);
  expect(done.output.split('\n')[0]).toMatch(/^seed +steps +state +/);
  const runs = await listed(workspace);
  expect(runs.map(({ name, state }) => `${name}: ${state}`).toSorted()).toEqual([
    'Grid · seed = 1, steps = 10: done',
    'Grid · seed = 1, steps = 5: done',
    'Grid · seed = 2, steps = 10: done',
    'Grid · seed = 2, steps = 5: done',
  ]);
  const compared = await macroscope(['compare', runs[0].id, runs[3].id], { workspace });
  expect(compared.output).toMatch(/^seed +2 +1$/m);
  expect(compared.output).toMatch(/^steps +10 +5$/m);

  const stopped = await macroscope(['sweep', document(100_000), '--vary', 'seed=1,2,3'], {
    workspace,
    onErrors: (errors, signal) => {
      if (/\d %/.test(errors) && !errors.includes('Stopping')) signal('SIGINT');
    },
  });
  expect(stopped.code).toBe(130);
  const states = (await listed(workspace))
    .filter(({ sweep }) => sweep?.name === 'small')
    .map(({ state }) => state);
  expect(states).toEqual(['interrupted', 'interrupted', 'interrupted']);
}, 90_000);

describe('an axis on the command line', () => {
  test.each([
    ['seed=1,2,3', [1, 2, 3]],
    ['rate=0.001:0.1:3:log', [0.001, 0.01, 0.1]],
    ['rate=0:1:5', [0, 0.25, 0.5, 0.75, 1]],
    ['rate=1:-1:3', [1, 0, -1]],
    ['boundary=open,periodic', ['open', 'periodic']],
    ['free=true,false', [true, false]],
  ])('%s', (text, values) => {
    expect(readAxis(text)).toEqual({ path: text.slice(0, text.indexOf('=')), values });
  });

  test.each(['seed', 'seed=', '=1', 'x=1:2:1', 'x=1:2:0.5', 'x=1:2:3:lin', 'x=0:1:3:log', 'x=a:b:3'])(
    '%s is none',
    (text) => {
      expect(() => readAxis(text)).toThrow(/axis|ratios/);
    },
  );

  test('has its ends exactly, and grows between them', () => {
    const end = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(
        end,
        fc.double({ min: 1.01, max: 1e4, noNaN: true }),
        fc.integer({ min: 2, max: 50 }),
        fc.boolean(),
        (from, ratio, count, log) => {
          const to = from * ratio;
          const values = readAxis(`x=${from}:${to}:${count}${log ? ':log' : ''}`).values as number[];
          expect(values).toHaveLength(count);
          expect([values[0], values.at(-1)]).toEqual([from, to]);
          expect(values.toSorted((a, b) => a - b)).toEqual(values);
        },
      ),
      { numRuns: 100, seed: 4 },
    );
  });
});

const run: RunSummary = {
  id: '2026-01-02-oscillator-abcdefgh',
  name: 'Energy of the oscillator',
  kind: 'oscillator',
  state: 'done',
  createdAt: '2026-01-02T00:00:00.000Z',
  computeSeconds: 1,
  summary: {},
  seed: 1,
  tags: ['paper', 'fig2'],
  notes: 'long wanted',
};

test.each([
  [{}, true],
  [{ search: 'ENERGY wanted' }, true],
  [{ search: 'energy absent' }, false],
  [{ tag: ['paper', 'fig2'] }, true],
  [{ tag: ['paper', 'fig3'] }, false],
  [{ kind: ['upscaling', 'oscillator'] }, true],
  [{ state: ['failed'] }, false],
])('filter %j lets a run through: %s', (filter, expected) => {
  expect(passes(run, filter)).toBe(expected);
  expect(passes({ ...run, state: 'archived' }, filter)).toBe(false);
});

const comparedRun = (seed: number, steps: number, summary: Record<string, number>): ComparedRun => ({
  record: {
    ...run,
    spec: experimentSpec.parse({ kind: 'oscillator', seed, steps }),
    versions: { macroscope: '0', node: '24', schema: 1 },
    starts: 1,
    summary,
  },
  last: { loss: seed },
});

test('runs are compared entry by entry', () => {
  const { differences, results, metrics } = comparisonOf([
    comparedRun(1, 10, { best: 1 }),
    comparedRun(2, 10, { worst: 3 }),
  ]);
  expect(differences).toEqual([{ name: 'seed', values: [1, 2] }]);
  expect(results).toEqual([
    { name: 'best', values: [1, undefined] },
    { name: 'worst', values: [undefined, 3] },
  ]);
  expect(metrics).toEqual([{ name: 'loss', values: [1, 2] }]);
});
