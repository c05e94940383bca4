import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { desktopArguments, findElectron } from '../../main/cli/electron.ts';
import { fileArguments } from '../../main/desktop/opened-files.ts';
import { temporaryFolder } from '../host/fixtures/workbench.ts';
import { macroscope } from './command.ts';

/** A folder that looks like an installed application, with parts left out. */
function application({ binary = true, built = true, note = true } = {}): string {
  const folder = temporaryFolder();
  const electron = join(folder, 'node_modules', 'electron');
  mkdirSync(join(electron, 'dist'), { recursive: true });
  mkdirSync(join(folder, 'out', 'main'), { recursive: true });
  if (note) writeFileSync(join(electron, 'path.txt'), 'electron');
  if (binary) writeFileSync(join(electron, 'dist', 'electron'), '');
  if (built) writeFileSync(join(folder, 'out', 'main', 'electron.js'), '');
  return folder;
}

const display = { DISPLAY: ':0' };

test('Electron is used where its binary, the build and a display are there', () => {
  const folder = application();
  const binary = join(folder, 'node_modules', 'electron', 'dist', 'electron');
  expect(findElectron(display, 'linux', folder)).toEqual({ binary });
  expect(findElectron({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux', folder)).toEqual({ binary });
});

test.each([
  ['no binary', { binary: false }, display, /binary is not installed/],
  ['no binary and no note of one', { binary: false, note: false }, display, /binary is not installed/],
  ['no build', { built: false }, display, /has not been built/],
  ['no display', {}, {}, /no display/],
])('%s is said', (_what, parts, environment, reason) => {
  expect(findElectron(environment, 'linux', application(parts))).toEqual({
    binary: null,
    reason: expect.stringMatching(reason),
  });
});

test('only Linux asks for a display', () => {
  const folder = application();
  expect(findElectron({}, 'darwin', folder).binary).not.toBeNull();
});

test('files are passed on to the desktop after a mark, as it reads them', () => {
  const words = ['/electron', '/macroscope', ...desktopArguments(['/data/no-ending', '/data/a.npy'])];
  expect(fileArguments(words, false)).toEqual(['/data/no-ending', '/data/a.npy']);
  expect(desktopArguments([])).toEqual([]);
});

test.each([
  ['a file that is not there', '/nowhere.npy', /no file \/nowhere\.npy/],
  ['a folder', import.meta.dirname, /is no file/],
])('%s is refused before anything is opened', async (_, path, message) => {
  const { code, output, errors } = await macroscope(['open', path]);
  expect(code).toBe(1);
  expect(output).toBe('');
  expect(errors.trim().split('\n')).toHaveLength(1);
  expect(errors).toMatch(message);
});

const page = join(import.meta.dirname, '..', '..', 'out', 'renderer', 'index.html');

// `npm test` builds the page first.
test.runIf(existsSync(page))(
  'without a display it serves to the browser, says why, and closes on Ctrl-C',
  async () => {
    let status: Promise<number> | undefined;
    const { code, output } = await macroscope(['open'], {
      onOutput: (text, signal) => {
        const url = /http:\/\/127\.0\.0\.1:\d+\/\?token=\S+/.exec(text)?.[0];
        if (!url || status) return;
        status = fetch(url, { redirect: 'manual' })
          .then((answer) => answer.status)
          .finally(() => signal('SIGINT'));
      },
    });
    expect(output).toMatch(/because Electron can't be used: .+\./);
    expect(await status).toBe(303);
    expect(code).toBe(0);
  },
);
