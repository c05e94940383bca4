import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readThirdParty } from '../../../../renderer/labs/settings/third-party.ts';

const file = join(import.meta.dirname, '..', '..', '..', '..', 'resources', 'licences', 'THIRD-PARTY.md');

test('every row and every text of the list is shown', () => {
  const document = readFileSync(file, 'utf8');
  const { packages, texts } = readThirdParty(document);
  // Less the head of the table and the line below it.
  expect(packages).toHaveLength(document.split('\n').filter((line) => line.startsWith('| ')).length - 2);
  expect(packages.find(({ name }) => name === 'zod')?.licence).toBe('MIT');
  expect(texts).toHaveLength(document.split('\n~~~text\n').length - 1);
  expect(texts.every(({ owners, text }) => owners !== '' && text.length > 100)).toBe(true);
});
