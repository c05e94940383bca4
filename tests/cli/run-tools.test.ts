import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { RunSummary } from '../../preload/contract/index.ts';
import { note } from '../../main/cli/annotate.ts';
import { bin, deleteRun } from '../../main/cli/bin.ts';
import { compare } from '../../main/cli/compare.ts';
import { exportRun } from '../../main/cli/export.ts';
import { importRuns } from '../../main/cli/import.ts';
import { reproduce } from '../../main/cli/reproduce.ts';
import { runs as listRuns } from '../../main/cli/runs.ts';
import { temporaryFolder } from '../host/fixtures/workbench.ts';
import { macroscope } from './command.ts';

function document(steps: number): string {
  const path = join(temporaryFolder(), 'small.json');
  writeFileSync(path, JSON.stringify({ kind: 'linear-system', steps }));
  return path;
}

/** What a command prints, run in this process: starting another one takes longer than most of them. */
async function said(command: () => Promise<unknown>): Promise<string> {
  let output = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    output += String(text);
    return true;
  });
  onTestFinished(() => write.mockRestore());
  try {
    await command();
  } finally {
    write.mockRestore();
  }
  return output;
}

async function listed(workspace: string): Promise<RunSummary[]> {
  return JSON.parse(await said(async () => await listRuns({ workspace, json: true }))) as RunSummary[];
}

test('a finished run is filed, reproduced, packed, deleted, and taken in again', async () => {
  const workspace = temporaryFolder();
  const here = { workspace };
  expect((await macroscope(['run', document(10), '--name', 'Small'], here)).code).toBe(0);
  await macroscope(['tag', 'last', 'paper', 'fig2'], here);
  await macroscope(['tag', 'last', '--remove', 'fig2'], here);
  expect(await said(async () => await note('last', 'Fig. 2 of the draft', here))).toBe(
    'Fig. 2 of the draft\n',
  );
  const [run] = await listed(workspace);
  expect(run).toMatchObject({ tags: ['paper'], notes: 'Fig. 2 of the draft' });

  expect(await said(async () => expect(await reproduce(run.id, here)).toBe(0))).toContain('every bit agrees');
  const weights = join(workspace, 'runs', run.id, 'artifacts', 'weights.npz');
  const bytes = readFileSync(weights);
  // The last byte of the archive's first array.
  bytes[200]! ^= 1;
  writeFileSync(weights, bytes);
  const differs = await macroscope(['reproduce', run.id], here);
  expect(differs.code).toBe(1);
  expect(differs.output).toMatch(/weights\.npz +different/);

  const to = join(workspace, 'packed.zip');
  await said(async () => await exportRun(run.id, { ...here, to, checkpoints: true }));
  await said(async () => await deleteRun(run.id, here));
  expect(await said(async () => await bin(here))).toContain(run.id);
  expect((await macroscope(['bin', '--restore', run.id.slice(-6)], here)).code).toBe(0);
  const elsewhere = { workspace: temporaryFolder() };
  expect((await macroscope(['import', to], elsewhere)).output).toContain(`${run.id} (done)`);
  expect(await said(async () => await importRuns([to], elsewhere))).toContain('is here already');
  writeFileSync(to, readFileSync(to).subarray(0, 500));
  await expect(importRuns([to], elsewhere)).rejects.toThrow(/packed\.zip: The archive is cut short/);
  await expect(importRuns([workspace], elsewhere)).rejects.toThrow(/is a folder, not a packed run/);
  expect(readdirSync(join(elsewhere.workspace, 'runs'))).toEqual([run.id]);
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
  const compared = await said(async () => await compare([runs[0].id, runs[3].id], { workspace }));
  expect(compared).toMatch(/^seed +2 +1$/m);
  expect(compared).toMatch(/^steps +10 +5$/m);

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
