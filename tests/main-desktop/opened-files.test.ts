import { describe, expect, it } from 'vitest';
import { fileArguments } from '../../main/desktop/opened-files.ts';

describe('files an application was started with', () => {
  it.each([
    ['packaged', ['/opt/macroscope', 'a.npy', '/x/b.PNG'], true, ['a.npy', '/x/b.PNG']],
    ['unpackaged', ['/electron', '/src/macroscope', 'a.npz'], false, ['a.npz']],
    ['without any', ['/opt/macroscope'], true, []],
    ['options', ['/opt/macroscope', '--workspace=/w.json', '--inspect', 'x.csv'], true, ['x.csv']],
    ['other files', ['/opt/macroscope', 'script.js', 'noending', 'x.json'], true, ['x.json']],
    [
      'files after the mark, whatever they are called',
      ['/opt/macroscope', 'x.csv', '--', '/data', '--original-process-start-time=1'],
      true,
      ['x.csv', '/data'],
    ],
    [
      'a second start by Chromium',
      ['/opt/macroscope', '--allow-file-access-from-files', 'p.npy'],
      true,
      ['p.npy'],
    ],
  ])('%s', (_, words, packaged, files) => {
    expect(fileArguments(words, packaged)).toEqual(files);
  });
});
