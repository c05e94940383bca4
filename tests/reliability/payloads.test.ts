import { test } from 'vitest';
import { payloadsChecks } from './payloads.ts';
import { expectToHold } from './quick.ts';

test('every call answers whatever it is sent, over both transports', { timeout: 180_000 }, async () => {
  await expectToHold(payloadsChecks);
});
