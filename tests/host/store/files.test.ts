import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import {
  renameIntoPlace,
  renameIntoPlaceSync,
  syncFolderSync,
  writeWhole,
  writeWholeSync,
} from '../../../main/host/store/files.ts';
import { intercept } from '../../reliability/faults/intercept.ts';
import { temporaryFolder } from '../fixtures/workbench.ts';

/** How often which operation is refused, and with what. */
let refusal = { name: '', code: '', times: 0 };
beforeEach(() => {
  refusal = { name: '', code: '', times: 0 };
});
intercept(({ name }) => {
  if (name !== refusal.name || refusal.times === 0) return undefined;
  refusal.times--;
  return { error: Object.assign(new Error(`${refusal.code}: made up`), { code: refusal.code }) };
});

const ways = [
  ['waiting', renameIntoPlace, writeWhole],
  ['standing still', renameIntoPlaceSync, writeWholeSync],
] as const;

test.each(ways)('a file that is in use for a moment is replaced on Windows, %s', async (_name, rename) => {
  const folder = temporaryFolder();
  const [from, to] = [join(folder, 'new'), join(folder, 'old')];
  writeFileSync(from, 'new');
  writeFileSync(to, 'old');
  refusal = { name: 'rename', code: 'EPERM', times: 3 };
  await rename(from, to, 'win32');
  expect(readdirSync(folder)).toEqual(['old']);
  expect(readFileSync(to, 'utf8')).toBe('new');
});

test.each(ways)('what will not pass is told, %s', async (_name, rename) => {
  const folder = temporaryFolder();
  const [from, to] = [join(folder, 'new'), join(folder, 'old')];
  writeFileSync(from, 'new');
  for (const [platform, code, times] of [
    ['win32', 'EBUSY', 100],
    ['win32', 'ENOSPC', 1],
    ['linux', 'EACCES', 1],
  ] as const) {
    refusal = { name: 'rename', code, times };
    await expect((async () => await rename(from, to, platform))()).rejects.toMatchObject({ code });
  }
  expect(readdirSync(folder)).toEqual(['new']);
});

test.each(ways)(
  'what was not written whole leaves the old content and no draft, %s',
  async (_name, _rename, write) => {
    const folder = temporaryFolder();
    const path = join(folder, 'file');
    await write(path, 'old');
    for (const name of ['write', 'sync', 'rename']) {
      refusal = { name, code: 'ENOSPC', times: 1 };
      await expect((async () => await write(path, 'new'))()).rejects.toMatchObject({
        code: 'storage',
        where: path,
      });
      expect(readFileSync(path, 'utf8')).toBe('old');
      expect(readdirSync(folder)).toEqual(['file']);
    }
  },
);

test('a folder that its disk can’t flush is passed over, one that fails is not', () => {
  const folder = temporaryFolder();
  refusal = { name: 'sync', code: 'EINVAL', times: 1 };
  syncFolderSync(folder);
  expect(refusal.times).toBe(0);
  refusal = { name: 'sync', code: 'EIO', times: 1 };
  expect(() => syncFolderSync(folder)).toThrow('EIO');
});
