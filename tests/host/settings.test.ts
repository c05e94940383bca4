import { mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { settings } from '../../preload/contract/index.ts';
import { SettingsStore } from '../../main/host/settings.ts';
import { openTestHost, temporaryFolder } from './fixtures/workbench.ts';

const defaults = settings.parse({});

test('are kept in their file, and only what is changed changes', async () => {
  const path = join(temporaryFolder(), 'settings.json');
  const store = new SettingsStore(path);
  expect(store.current).toEqual(defaults);
  await store.write({ theme: 'dark' });
  await store.write({ threads: 2 });
  expect(new SettingsStore(path).current).toEqual({ ...defaults, theme: 'dark', threads: 2 });
  expect(JSON.parse(readFileSync(path, 'utf8')).theme).toBe('dark');
});

test('two changes at the same time are both made', async () => {
  const path = join(temporaryFolder(), 'settings.json');
  const store = new SettingsStore(path);
  await Promise.all([store.write({ theme: 'dark' }), store.write({ threads: 2 })]);
  expect(new SettingsStore(path).current).toEqual({ ...defaults, theme: 'dark', threads: 2 });
});

test('an entry that can’t be read falls back to its default, the others stay', () => {
  const path = join(temporaryFolder(), 'settings.json');
  writeFileSync(path, JSON.stringify({ theme: 'purple', threads: 3, unknown: 1 }));
  expect(new SettingsStore(path).current).toEqual({ ...defaults, threads: 3 });
  writeFileSync(path, 'not JSON');
  expect(new SettingsStore(path).current).toEqual(defaults);
});

test('settings that the disk does not give are not replaced by defaults', async () => {
  const path = join(temporaryFolder(), 'settings.json');
  // A folder in its place: there, and not to be read.
  mkdirSync(path);
  const store = new SettingsStore(path);
  expect(store.current).toEqual(defaults);
  await expect(store.write({ threads: 2 })).rejects.toMatchObject({ code: 'storage', where: path });
  expect(store.current).toEqual(defaults);
  rmdirSync(path);
  writeFileSync(path, JSON.stringify({ theme: 'dark' }));
  expect(await store.write({ threads: 2 })).toEqual({ ...defaults, theme: 'dark', threads: 2 });
});

test('a call that changes one leaves the others and tells every page', async () => {
  const host = await openTestHost();
  await host.call('settingsWrite', { patch: { theme: 'light' } });
  const told: unknown[] = [];
  host.events.listen(({ name, payload }) => {
    if (name === 'settingsChanged') told.push(payload);
  });
  const written = await host.call('settingsWrite', { patch: { colourMap: 'viridis' } });
  expect(written).toEqual({ ...defaults, theme: 'light', colourMap: 'viridis' });
  expect(told).toEqual([written]);
});
