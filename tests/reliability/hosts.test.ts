import { test } from 'vitest';
import { hostsChecks } from './hosts.ts';
import { expectToHold } from './quick.ts';

test('one workbench has a workspace, and a packed run is what it was or is refused', async () => {
  await expectToHold(hostsChecks);
}, 60_000);
