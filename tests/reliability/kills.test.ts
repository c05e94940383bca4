import { test } from 'vitest';
import { killsChecks } from './kills.ts';
import { expectToHold } from './quick.ts';

test('runs whose worker or workbench is killed end as if nothing had happened', async () => {
  await expectToHold(killsChecks);
}, 180_000);
