import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../host/fixtures/workbench.ts';
import { macroscope } from './command.ts';

/** Files that commands are given by mistake. */
function file(name: string, content: string | Uint8Array): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, content);
  return path;
}

const mistakes: [string, () => string[], RegExp][] = [
  ['run without its file', () => ['run', '/nowhere/x.json'], /no file \/nowhere\/x\.json/],
  ['run of a folder', () => ['run', temporaryFolder()], /is a folder/],
  ['run of no JSON', () => ['run', file('a.json', '{"kind"')], /a\.json: this is not JSON/],
  ['run of an unknown kind', () => ['run', file('a.json', '{"kind": "magic"}')], /called "magic"/],
  [
    'run with a value out of range',
    () => ['run', file('a.json', '{"kind": "oscillator", "steps": 0}')],
    /"steps"/,
  ],
  ['run with no number as seed', () => ['run', 'x.json', '--seed', 'one'], /whole number/],
  ['resume of a run that is not there', () => ['resume', 'abcdef'], /no run "abcdef"/],
  ['resume of the last of none', () => ['resume', 'last'], /no run in this workspace yet/],
  ['export of a run that is not there', () => ['export', 'abcdef'], /no run "abcdef"/],
  ['analysis of an empty file', () => ['analyse', file('empty.npy', '')], /empty\.npy/],
  ['design without a pattern', () => ['design'], /--pattern/],
  ['design for a missing pattern', () => ['design', '--pattern', '/nowhere.png'], /no file \/nowhere\.png/],
  ['design for no pattern', () => ['design', '--pattern', file('p.png', 'hello')], /p\.png/],
  ['design with a held parameter unheard of', () => ['design', '--pattern', 'p', '--hold', 'G=1'], /F=0\.03/],
  ['design with an unknown sampler', () => ['design', '--pattern', 'p', '--sampler', 'dice'], /posterior/],
  ['design of too many', () => ['design', '--pattern', 'p', '--samples', '1000'], /samples/],
  ['an unknown verification', () => ['verify', 'everything'], /no verification named "everything"/],
  ['an unknown benchmark', () => ['bench', 'everything'], /no benchmark named "everything"/],
  ['an unknown command', () => ['fly'], /unknown command 'fly'/],
];

describe('a mistake ends with one clear line and a code that is not 0', () => {
  test.each(mistakes)('%s', async (_what, words, message) => {
    const { code, output, errors } = await macroscope(words());
    expect(code).not.toBe(0);
    expect(output).toBe('');
    const lines = errors.trim().split('\n');
    expect(lines[0]).toMatch(message);
    // Commander adds a hint how to see the options.
    expect(lines.filter((line) => !line.startsWith('Run with --help') && line !== '')).toHaveLength(1);
    expect(errors).not.toMatch(/\bat .*\.ts:\d+/);
  });
});

test('a workspace that can’t be made is said to be so', async () => {
  const workspace = join(file('plain', 'a file'), 'workspace');
  const { code, errors } = await macroscope(['runs'], { workspace });
  expect(code).toBe(1);
  expect(errors).toContain(workspace);
  expect(errors.trim().split('\n')).toHaveLength(1);
});
