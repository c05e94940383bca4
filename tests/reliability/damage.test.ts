import { test } from 'vitest';
import { damageChecks } from './damage.ts';
import { expectToHold } from './quick.ts';

test('what a disk damages is found out, and nothing is lost that has a second copy', async () => {
  await expectToHold(damageChecks);
});
