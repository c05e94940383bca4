import { test } from 'vitest';
import { expectToHold } from './quick.ts';
import { soakChecks } from './soak.ts';

test('a training leaves no tensors behind', async () => {
  await expectToHold(soakChecks);
});
