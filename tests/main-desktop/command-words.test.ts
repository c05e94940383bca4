import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { asksForCommand } from '../../main/desktop/command-words.ts';

describe('the packaged application, by its first word,', () => {
  it.each([
    [[], false],
    [['design', '--pattern', 'spots.png'], true],
    [['runs'], true],
    [['--help'], true],
    [['no-such-command'], true],
    [['open'], false],
    [['open', 'spots.npy'], false],
    [['spots.npy'], false],
    [['--workspace=/tmp/w'], false],
    [['/tmp/spots.npy'], false],
  ])('%j: command line %s', (words, expected) => {
    expect(asksForCommand(['/opt/Macroscope/macroscope', ...words], true)).toBe(expected);
  });

  it('takes a word that names a file for the file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'macroscope-words-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const before = process.cwd();
    onTestFinished(() => process.chdir(before));
    process.chdir(folder);
    expect(asksForCommand(['macroscope', 'design'], true)).toBe(true);
    writeFileSync('design', '');
    expect(asksForCommand(['macroscope', 'design'], true)).toBe(false);
  });

  it('is not asked for a command from the sources, where the command line is a program of its own', () => {
    expect(asksForCommand(['electron', '.', 'design'], false)).toBe(false);
  });
});
