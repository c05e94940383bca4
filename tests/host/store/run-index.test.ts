import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import type { RunSummary } from '../../../preload/contract/index.ts';
import { isBusy, RunIndex } from '../../../main/host/store/run-index.ts';
import { temporaryFolder } from '../fixtures/workbench.ts';

function openIndex(path = join(temporaryFolder(), 'index.sqlite')) {
  const index = new RunIndex(path);
  onTestFinished(() => index.close());
  return { index, path };
}

const run = (letter: string, state: RunSummary['state'] = 'done'): RunSummary => ({
  id: `2026-01-01-oscillator-${letter.repeat(8)}`,
  name: letter,
  kind: 'oscillator',
  state,
  createdAt: `2026-01-01T00:00:00.00${letter.charCodeAt(0) - 97}Z`,
  computeSeconds: 0,
  summary: {},
  seed: 1,
});

test('an index that another process has in use is opened later, and never removed', () => {
  const { path } = openIndex();
  const other = new DatabaseSync(path);
  onTestFinished(() => other.close());
  other.exec('BEGIN EXCLUSIVE');
  const index = new RunIndex(path, 10);
  onTestFinished(() => index.close());
  index.put(run('a'), 'stamp a');
  expect(index.list()).toEqual([run('a')]);
  other.exec('CREATE TABLE witness (x); COMMIT');
  index.put(run('b'), 'stamp b');
  expect(openIndex(path).index.list()).toEqual([run('b'), run('a')]);
  const now = new DatabaseSync(path);
  onTestFinished(() => now.close());
  const { n } = now.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE name = 'witness'").get() as {
    n: number;
  };
  expect(n).toBe(1);
});

test('a row that was changed behind its back is none', () => {
  const { index, path } = openIndex();
  index.put(run('a'), 'stamp a');
  index.put(run('b'), 'stamp b');
  index.close();
  const database = new DatabaseSync(path);
  database.exec(`UPDATE runs SET summary = replace(summary, '"done"', '"gone"') WHERE stamp = 'stamp a'`);
  database.close();
  expect(openIndex(path).index.list()).toEqual([run('b')]);
});

test('two processes on one file see what the other writes', () => {
  const { index, path } = openIndex();
  const other = openIndex(path).index;
  index.put(run('a'), '1');
  other.put(run('b', 'paused'), '2');
  expect(index.list()).toEqual([run('b', 'paused'), run('a')]);
  other.remove(run('a').id);
  expect(index.list(['paused', 'done'])).toEqual([run('b', 'paused')]);
  expect(index.get(run('a').id)).toBeNull();
});

test('what another process has written is named once, and nothing else', () => {
  const { index, path } = openIndex();
  const other = openIndex(path).index;
  index.put(run('a'), '1');
  index.put(run('c'), '1');
  expect(index.changedElsewhere()).toEqual([]);
  other.put(run('a', 'paused'), '2');
  other.put(run('b'), '1');
  other.remove(run('c').id);
  expect(index.get(run('a').id)?.state).toBe('paused');
  index.put(run('d'), '1');
  expect(index.changedElsewhere().toSorted()).toEqual(['a', 'b', 'c'].map((letter) => run(letter).id));
  expect(index.changedElsewhere()).toEqual([]);
});

test('a file that another process is using is left to it', () => {
  // SQLITE_BUSY, SQLITE_BUSY_RECOVERY, SQLITE_LOCKED_SHAREDCACHE; SQLITE_CORRUPT, and what SQLite did not say.
  expect([5, 261, 262, 11, undefined].map((errcode) => isBusy({ errcode }))).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
});

test('a file that breaks while it is open costs nothing, and is made anew', () => {
  const { index, path } = openIndex();
  index.put(run('a'), '1');
  for (const suffix of ['', '-wal', '-shm']) writeFileSync(path + suffix, new Uint8Array(8192).fill(7));
  for (const letter of ['b', 'c']) index.put(run(letter), '1');
  expect(index.list().map(({ name }) => name)).toEqual(['c', 'b', 'a']);
  index.close();
  expect(openIndex(path).index.list()).toHaveLength(3);
});

test('without a place for its file it lists all the same', () => {
  const folder = temporaryFolder();
  const { index } = openIndex(join(folder, 'none', 'index.sqlite'));
  index.put(run('a'), '1');
  rmSync(folder, { recursive: true });
  expect(index.list()).toEqual([run('a')]);
});
