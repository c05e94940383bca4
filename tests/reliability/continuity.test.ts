import { test } from 'vitest';
import { continuityChecks } from './continuity.ts';
import { expectToHold } from './quick.ts';

test('a training goes on behind a page that is reloaded, crashes, or sleeps', async () => {
  await expectToHold(continuityChecks);
});
