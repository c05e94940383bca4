import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listArtifacts } from '../../../main/host/store/run-folder.ts';
import { temporaryFolder } from '../fixtures/workbench.ts';

test('artifacts are those that are finished; none yet is none', async () => {
  const folder = temporaryFolder();
  expect(await listArtifacts(folder)).toEqual([]);
  mkdirSync(join(folder, 'artifacts'));
  for (const name of ['b.csv', 'a.npz', 'c.npz.1234.tmp'])
    writeFileSync(join(folder, 'artifacts', name), 'xy');
  expect(await listArtifacts(folder)).toEqual([
    { name: 'a.npz', bytes: 2, type: 'application/zip' },
    { name: 'b.csv', bytes: 2, type: 'text/csv' },
  ]);
});

test('artifacts that the disk does not list are not taken for missing ones', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'artifacts'), '');
  await expect(listArtifacts(folder)).rejects.toMatchObject({
    code: 'storage',
    where: join(folder, 'artifacts'),
  });
});
