import { resolve, sep } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fileOfAddress,
  isPageAddress,
  judgeNavigation,
  mayLoad,
  pageAddress,
  trustsSender,
} from '../../main/desktop/address.ts';

const folder = resolve('/opt/macroscope/out/renderer');

describe('navigation', () => {
  it.each([
    [pageAddress, 'allow'],
    ['app://macroscope/index.html#/runs', 'allow'],
    ['https://doi.org/10.1103/x', 'open-outside'],
    ['https://arxiv.org/abs/1', 'open-outside'],
    ['https://example.org/', 'deny'],
    ['https://doi.org.example.org/', 'deny'],
    ['https://someone@doi.org/', 'deny'],
    ['https://doi.org:444/', 'deny'],
    ['mailto:someone@example.org', 'deny'],
    ['app://someone@macroscope/index.html', 'deny'],
    ['http://example.org/', 'deny'],
    ['app://other/index.html', 'deny'],
    ['app:macroscope', 'deny'],
    ['file:///etc/passwd', 'deny'],
    ['javascript:alert(1)', 'deny'],
    ['data:text/html,x', 'deny'],
    ['blob:app://macroscope/1', 'deny'],
    ['smb://server/share', 'deny'],
    ['ms-msdt:/id', 'deny'],
    ['https://', 'deny'],
    ['', 'deny'],
  ])('%s: %s', (address, verdict) => {
    expect(judgeNavigation(address)).toBe(verdict);
  });
});

describe('loading', () => {
  it.each([
    ['app://macroscope/assets/index.js', true],
    ['blob:app://macroscope/0d1e', true],
    ['data:image/png;base64,AA', true],
    ['devtools://devtools/bundled/x.html', true],
    ['blob:https://example.org/0d1e', false],
    ['https://example.org/', false],
    ['http://127.0.0.1:4690/', false],
    ['ws://127.0.0.1:4690/host', false],
    ['file:///etc/passwd', false],
    ['app://elsewhere/x.js', false],
  ])('%s: %s', (address, allowed) => {
    expect(mayLoad(address)).toBe(allowed);
  });
});

describe('senders', () => {
  it.each([
    ['the page', { url: pageAddress, parent: null }, true],
    ['a frame in the page', { url: pageAddress, parent: {} }, false],
    ['another origin', { url: 'https://example.org/', parent: null }, false],
    ['an empty frame', { url: '', parent: null }, false],
    ['a frame that is gone', null, false],
  ])('%s: %s', (_, frame, trusted) => {
    expect(trustsSender(frame)).toBe(trusted);
  });
});

describe('files of the page', () => {
  it.each([
    ['app://macroscope/', 'index.html', 'text/html; charset=utf-8'],
    ['app://macroscope/index.html?x=1#y', 'index.html', 'text/html; charset=utf-8'],
    ['app://macroscope/assets/index-1a.js', `assets${sep}index-1a.js`, 'text/javascript; charset=utf-8'],
    ['app://macroscope/assets/a%20b.woff2', `assets${sep}a b.woff2`, 'font/woff2'],
  ])('%s', (address, path, type) => {
    expect(fileOfAddress(address, folder)).toEqual({ path: resolve(folder, path), type });
  });

  it.each([
    ['app://other/index.html'],
    ['https://macroscope/index.html'],
    ['app://macroscope/..%2f..%2fpackage.json'],
    ['app://macroscope/%2e%2e/%2e%2e/package.json'],
    ['app://macroscope/assets/..%5c..%5csecret.json'],
    ['app://macroscope/index.html%00.png'],
    ['app://macroscope/%E0%A4%A'],
    ['app://macroscope/assets/'],
    ['app://macroscope/program.exe'],
  ])('nothing for %s', (address) => {
    // URL itself resolves plain and %2e dots; what remains must still be inside.
    const file = fileOfAddress(address, folder);
    expect(file === null || file.path.startsWith(folder + sep)).toBe(true);
    expect(file?.path ?? '').not.toMatch(/secret|program|passwd/);
  });

  it('never leaves the folder, whatever the address', () => {
    const part = fc.constantFrom(
      '..',
      '%2e%2e',
      '%2f',
      '/',
      '\\',
      '%5c',
      'a',
      '.js',
      '%00',
      '%25',
      '//',
      '.png',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const address = `app://macroscope/${parts.join('')}`;
        const file = isPageAddress(address) ? fileOfAddress(address, folder) : null;
        expect(file === null || file.path.startsWith(folder + sep)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
