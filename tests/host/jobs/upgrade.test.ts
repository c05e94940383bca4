import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import type { Host } from '../../../main/host/host.ts';
import { runPaths } from '../../../main/host/store/run-folder.ts';
import { openTestHost, temporaryFolder, untilFraction, untilState } from '../fixtures/workbench.ts';

const spec = { kind: 'oscillator' as const, steps: 200, batch: 12, seed: 7 };

/** Writes a JSON object anew without the entries that the version before seals did not have. */
function withoutEntries(path: string, indent: number, names: readonly string[]): void {
  const object = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  for (const name of names) delete object[name];
  writeFileSync(path, `${JSON.stringify(object, null, indent)}${indent === 2 ? '\n' : ''}`);
}

/** Makes of a workspace what the version before issue 6 would have left. */
function asBefore(host: Host, id: string): void {
  const { record, checkpoints } = runPaths(join(host.workspace.runs, id));
  withoutEntries(record, 2, ['sha256']);
  rmSync(`${record}.copy`);
  for (const generation of readdirSync(checkpoints)) {
    withoutEntries(join(checkpoints, generation, 'manifest.json'), 1, ['sha256', 'generation']);
  }
  const { index } = host.workspace;
  rmSync(index);
  const database = new DatabaseSync(index);
  database.exec(
    `CREATE TABLE runs (id TEXT PRIMARY KEY, state TEXT NOT NULL, created_at TEXT NOT NULL, stamp TEXT NOT NULL,
       summary TEXT NOT NULL) STRICT;
     PRAGMA user_version = 1;`,
  );
  database.close();
}

test('a run that an earlier version has left goes on from its checkpoint, to the same bits', async () => {
  const workspace = temporaryFolder();
  const before = await openTestHost({ workspace });
  const { id: untouched } = await before.call('runCreate', { spec: { ...spec, batch: 8 } });
  await untilState(before, untouched, 'done');
  const expected = await before.call('runArrays', { id: untouched, name: 'weights.npz' });
  const { id } = await before.call('runCreate', { spec });
  await untilFraction(before, id, 0.3);
  await before.call('runPause', { id });
  await untilState(before, id, 'paused');
  await before.close();
  asBefore(before, id);

  const host = await openTestHost({ workspace });
  const fraction = host.queue.summary(id).progress?.fraction ?? 0;
  expect(fraction).toBeGreaterThan(0.29);
  await host.call('runResume', { id });
  await untilState(host, id, 'done');
  expect((await host.call('runLog', { id, lines: 100 })).join('\n')).toContain('Goes on from checkpoint');
  expect(await host.call('runArrays', { id, name: 'weights.npz' })).toEqual(expected);
  const { record } = runPaths(join(host.workspace.runs, id));
  expect(readFileSync(record, 'utf8')).toContain('"sha256"');
});
