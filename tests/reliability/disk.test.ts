import { test } from 'vitest';
import { diskChecks } from './disk.ts';
import { expectToHold } from './quick.ts';

test('a disk that refuses costs no run, no checkpoint and no workbench', async () => {
  await expectToHold(diskChecks);
});
