import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { DesignResult } from '../../preload/contract/index.ts';
import { readNpz } from '../../main/data/npz.ts';
import { temporaryFolder } from '../host/fixtures/workbench.ts';
import { macroscope } from './command.ts';

const pattern = join(import.meta.dirname, '..', '..', 'resources', 'samples', 'dividing-spots.npz');
const small = ['--samples', '2', '--candidates', '1', '--seed', '5'];

test('design writes its four files, prints a table, and the same again for the same seed', async () => {
  const out = temporaryFolder();
  const { code, output, errors } = await macroscope(['design', '--pattern', pattern, '--out', out, ...small]);
  expect(errors).not.toContain('macroscope:');
  expect(code).toBe(0);
  expect(output).toMatch(/rank +Da +Db +F +k +score/);
  expect(readdirSync(out).toSorted()).toEqual([
    'contact-sheet.png',
    'design.json',
    'parameters.csv',
    'patterns.npz',
  ]);
  const patterns = readNpz(new Uint8Array(readFileSync(join(out, 'patterns.npz'))));
  expect(patterns.b.shape.slice(1)).toEqual([64, 64]);
  const again = temporaryFolder();
  await macroscope(['design', '--pattern', pattern, '--out', again, ...small]);
  for (const name of ['parameters.csv', 'patterns.npz']) {
    expect(readFileSync(join(again, name))).toEqual(readFileSync(join(out, name)));
  }
}, 90_000);

test('parameters are held, and --json is all that is printed', async () => {
  const out = temporaryFolder();
  const words = ['design', '--pattern', pattern, '--out', out, ...small, '--hold', 'F=0.05', '--json'];
  const { code, output } = await macroscope(words);
  expect(code).toBe(0);
  const result = JSON.parse(output) as DesignResult;
  expect(result.designs).toHaveLength(2);
  expect(result.designs.map(({ parameters }) => parameters.F)).toEqual([0.05, 0.05]);
}, 90_000);

test('a model that is not there is said to be so, in one line', async () => {
  const words = ['design', '--pattern', pattern, '--out', temporaryFolder(), '--model', 'pretrained/none'];
  const { code, errors } = await macroscope(words);
  expect(code).toBe(1);
  expect(errors.trim().split('\n')).toEqual([expect.stringContaining('There is no model pretrained/none')]);
});
