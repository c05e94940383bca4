import { test } from 'vitest';
import { filesChecks } from './files.ts';
import { expectToHold } from './quick.ts';

test(
  'mutated files are read or refused in words, quickly and within bounded memory',
  { timeout: 60_000 },
  async () => {
    await expectToHold(filesChecks);
  },
);
