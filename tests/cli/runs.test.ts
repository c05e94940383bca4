import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import type { RunSummary } from '../../preload/contract/index.ts';
import { temporaryFolder } from '../host/fixtures/workbench.ts';
import { passes } from '../../main/cli/runs.ts';
import { macroscope } from './command.ts';

/** A data set that is made in a few seconds. */
const dataset = { kind: 'gray-scott-dataset', count: 64 };

function document(content: object): string {
  const path = join(temporaryFolder(), 'experiment.json');
  writeFileSync(path, JSON.stringify(content));
  return path;
}

async function listed(workspace: string): Promise<RunSummary[]> {
  return JSON.parse((await macroscope(['runs', '--json'], { workspace })).output) as RunSummary[];
}

test('a run that Ctrl-C stops says how to go on, goes on, and can be exported', async () => {
  const workspace = temporaryFolder();
  const stopped = await macroscope(['run', document({ ...dataset, count: 5000 }), '--seed', '3'], {
    workspace,
    onErrors: (errors, signal) => {
      if (/\d %/.test(errors) && !errors.includes('Stopping')) signal('SIGINT');
    },
  });
  expect(stopped.code).toBe(130);
  const [run] = await listed(workspace);
  expect(run).toMatchObject({ state: 'interrupted', reason: 'stopped by the user' });
  expect(stopped.errors).toContain(`resume ${run.id}`);
  const { checkpoints, spec } = {
    checkpoints: readdirSync(join(workspace, 'runs', run.id, 'checkpoints')),
    spec: JSON.parse(readFileSync(join(workspace, 'runs', run.id, 'run.json'), 'utf8')).spec,
  };
  expect(checkpoints).toHaveLength(1);
  expect(spec.seed).toBe(3);

  const again = await macroscope(['resume', 'last'], {
    workspace,
    onErrors: (errors, signal) => {
      if (/\d %/.test(errors) && !errors.includes('Stopping')) signal('SIGINT');
    },
  });
  expect(again.code).toBe(130);
  const to = join(workspace, 'run.zip');
  for (const more of [[], ['--no-checkpoints']]) {
    const exported = await macroscope(['export', run.id.slice(-8), '--to', to, ...more], { workspace });
    expect(exported.code).toBe(0);
    const names = Object.keys(unzipSync(new Uint8Array(readFileSync(to))));
    expect(names).toContain(`${run.id}/run.json`);
    expect(names.some((name) => name.includes('checkpoints'))).toBe(more.length === 0);
  }
}, 90_000);

test('a run that is done reports its results and copies them', async () => {
  const workspace = temporaryFolder();
  const out = join(workspace, 'results');
  const done = await macroscope(['run', document(dataset), '--out', out], { workspace });
  expect(done.errors).not.toContain('macroscope:');
  expect(done.code).toBe(0);
  expect(done.output).toContain(`Results: ${out}`);
  expect(existsSync(join(out, 'dataset.json'))).toBe(true);
  expect(await listed(workspace)).toMatchObject([{ state: 'done', kind: 'gray-scott-dataset' }]);
}, 90_000);

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
