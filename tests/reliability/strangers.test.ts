import { test } from 'vitest';
import { expectToHold } from './quick.ts';
import { strangersChecks } from './strangers.ts';

test('nobody comes in who does not belong', { timeout: 180_000 }, async () => {
  await expectToHold(strangersChecks);
});
