import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const project = join(import.meta.dirname, '..', '..');
const read = (path: string) => readFileSync(join(project, path), 'utf8');

/** Rows of the table in docs/security.md. */
const rows = [
  ...read('docs/security.md').matchAll(/^\| (\d+)\s*\| (.+?)\s*\| (.+?)\s*\| (\S+\.test\.ts): (.+?)\s*\|$/gm),
].map(([, item, recommendation, held, file, title]) => ({
  item: Number(item),
  recommendation: recommendation!,
  held: held!,
  file: file!,
  title: title!,
}));

describe('the checklist in docs/security.md', () => {
  it('has all twenty items, each with how it is held', () => {
    expect(rows.map(({ item }) => item)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    for (const { held } of rows) expect(held.length).toBeGreaterThan(10);
  });

  it.each(rows)('item $item names a test that exists: $file: $title', ({ file, title }) => {
    expect(existsSync(join(project, file))).toBe(true);
    const titles = [...read(file).matchAll(/\b(?:it|test|describe)(?:\.each\([^]*?\))?\(\s*(['"`])(.+?)\1/g)];
    expect(titles.map(([, , found]) => found)).toContain(title);
  });
});

/** Sources of the program, without comments. */
function sources(): { path: string; text: string }[] {
  return ['main', 'preload', 'renderer'].flatMap((folder) =>
    readdirSync(join(project, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|vue|html)$/.test(entry.name))
      .map((entry) => {
        const path = join(entry.parentPath, entry.name);
        const text = readFileSync(path, 'utf8')
          .replaceAll(/\/\*[^]*?\*\//g, '')
          .replaceAll(/(^|\s)\/\/.*$/gm, '');
        return { path, text };
      }),
  );
}

describe('the desktop', () => {
  it('no source names what the checklist forbids', () => {
    const forbidden =
      /enableBlinkFeatures|allowpopups|<webview|nodeIntegration\w*: true|contextIsolation: false|sandbox: false|webSecurity: false|allowRunningInsecureContent: true|contextBridge|exposeInMainWorld|enableRemoteModule|loadFile\(|loadURL\((?!pageAddress\))|v-html|\beval\(|new Function\(|disable-web-security|no-sandbox/;
    const found = sources().flatMap(({ path, text }) => {
      const match = forbidden.exec(text);
      return match === null ? [] : [`${path}: ${match[0]}`];
    });
    expect(found).toEqual([]);
  });

  it('every process of a page is in the sandbox', () => {
    expect(read('main/electron.ts')).toMatch(/^app\.enableSandbox\(\);$/m);
    // Before anything that could open a window.
    const entry = read('main/electron.ts');
    expect(entry.indexOf('app.enableSandbox()')).toBeLessThan(entry.indexOf('await runApplication()'));
  });

  it('Electron is of the generation that the checklist names', () => {
    const named = /\| 16 .*Electron (\d+), locked/.exec(read('docs/security.md'))?.[1];
    const { packages } = JSON.parse(read('package-lock.json')) as {
      packages: Record<string, { version: string }>;
    };
    expect(packages['node_modules/electron']!.version.split('.')[0]).toBe(named);
  });
});
