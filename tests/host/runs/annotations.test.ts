import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openTestHost, untilState } from '../fixtures/workbench.ts';

const spec = { kind: 'oscillator', steps: 10, batch: 8, seed: 7 };

test('tags and notes are kept with the run, and lists are told of them', async () => {
  const host = await openTestHost();
  const { id } = await host.call('runCreate', { spec });
  await untilState(host, id, 'done');
  const heard: unknown[] = [];
  host.events.listen(({ name, payload }) => {
    if (name === 'runChanged') heard.push(payload);
  });
  const notes = `α${'x'.repeat(300)}`;
  const summary = await host.call('runAnnotate', { id, tags: ['b', 'a', ' b '], notes });
  expect(summary).toMatchObject({ id, seed: 7, tags: ['b', 'a'], notes: notes.slice(0, 200) });
  expect(heard).toEqual([summary]);
  expect(await host.call('runRead', { id })).toMatchObject({ tags: ['b', 'a'], notes });
  expect(await host.call('runsList', {})).toMatchObject([{ tags: ['b', 'a'] }]);
  await host.call('runAnnotate', { id, tags: [] });
  expect(await host.call('runRead', { id })).toMatchObject({ notes });
  const bare = await host.call('runAnnotate', { id, notes: '' });
  expect([bare.tags, bare.notes]).toEqual([undefined, undefined]);
  await expect(host.call('runAnnotate', { id, tags: ['a,b'] })).rejects.toMatchObject({
    code: 'bad-argument',
  });
});

test('disk use is counted where the bytes are', async () => {
  const host = await openTestHost();
  const { id } = await host.call('runCreate', { spec });
  await untilState(host, id, 'done');
  const before = await host.call('diskUse', {});
  writeFileSync(join(host.workspace.runs, id, 'artifacts', 'more.bin'), new Uint8Array(100_000));
  writeFileSync(join(host.workspace.folder, 'own.txt'), new Uint8Array(5000));
  const after = await host.call('diskUse', {});
  expect(after.runs - before.runs).toBe(100_000);
  expect(after.rest - before.rest).toBeGreaterThanOrEqual(5000);
  expect(after.free).toBeGreaterThan(0);
  await host.call('runDelete', { id });
  const binned = await host.call('diskUse', {});
  expect(binned.runs).toBe(0);
  expect(binned.bin).toBeGreaterThan(100_000);
  await host.call('binEmpty', {});
  expect((await host.call('diskUse', {})).bin).toBe(0);
});
