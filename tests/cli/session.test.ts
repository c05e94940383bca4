import { expect, test } from 'vitest';
import { nameMeant } from '../../main/cli/session.ts';

const runs = ['2026-01-02-oscillator-abcdef12', '2026-01-02-oscillator-abcdef34'].map((id) => ({ id }));
const meant = (words: string, among = runs) => nameMeant(among, words, 'here', { remedy: 'Look.' });

test('a run is meant by its name, or the end or the beginning of it', () => {
  expect(meant(runs[0]!.id)).toBe(runs[0]!.id);
  expect(meant('34')).toBe(runs[1]!.id);
  expect(meant('2026-01-02-oscillator-abcdef1')).toBe(runs[0]!.id);
});

test.each([
  ['2026', /2 runs match "2026"/],
  ['xyz', /no run "xyz" here/],
  ['', /no run "" here/],
])('"%s" means no one run', (words, message) => {
  expect(() => meant(words)).toThrow(message);
});

test('an empty word does not mean the only run', () => {
  expect(() => meant('', runs.slice(1))).toThrow(/no run ""/);
});
