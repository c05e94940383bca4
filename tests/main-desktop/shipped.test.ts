import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  isAllowedLicence,
  packageOfModule,
  shippedPackages,
  thirdPartyDocument,
  type Lockfile,
} from '../../main/desktop/packaging/shipped.ts';

const project = join(import.meta.dirname, '../..');

const lockfile: Lockfile = {
  packages: {
    '': { version: '1.0.0' },
    'node_modules/zod': { version: '4.0.0', license: 'MIT' },
    'node_modules/vue': { version: '3.5.0', license: 'MIT', dev: true },
    'node_modules/vitest': { version: '5.0.0', license: 'MIT', dev: true },
    'node_modules/@tensorflow/tfjs-node': { version: '4.0.0', license: 'Apache-2.0', optional: true },
    'node_modules/both': { version: '2.0.0', license: 'ISC', devOptional: true },
    'node_modules/a/node_modules/zod': { version: '4.0.0', license: 'MIT' },
    'node_modules/b/node_modules/zod': { version: '3.0.0' },
  },
};

describe('packages that are shipped', () => {
  const shipped = shippedPackages(lockfile, new Set(['vue']));

  it('are those of the host and those bundled into the page, each version once', () => {
    expect(shipped.map(({ name, version, part, optional }) => [name, version, part, optional])).toEqual([
      ['@tensorflow/tfjs-node', '4.0.0', 'host', true],
      ['both', '2.0.0', 'host', true],
      ['vue', '3.5.0', 'page', false],
      ['zod', '4.0.0', 'host', false],
      ['zod', '3.0.0', 'host', false],
    ]);
  });

  it('are listed with each licence text once', () => {
    const text = thirdPartyDocument(shipped, ({ name }) => (name === 'vue' ? null : 'Do as you like.'));
    expect(text).toContain('| vue | 3.5.0 | MIT | page |');
    expect(text).toContain('| zod | 3.0.0 | see its folder | host |');
    expect(text.match(/Do as you like\./g)).toHaveLength(1);
    expect(text).toContain('## @tensorflow/tfjs-node, both, zod\n');
  });
});

describe('the package of a bundled module', () => {
  it.each([
    ['/x/node_modules/vue/dist/vue.js', 'vue'],
    ['/x/node_modules/@floating-ui/core/index.mjs?y', '@floating-ui/core'],
    ['/x/node_modules/a/node_modules/b/c.js', 'b'],
    [String.raw`C:\x\node_modules\katex\katex.js`, 'katex'],
    ['/x/renderer/main.ts', null],
    ['\0virtual', null],
  ])('%s: %s', (path, name) => {
    expect(packageOfModule(path)).toBe(name);
  });
});

describe('a licence', () => {
  it.each([
    ['MIT', true],
    ['(BSD-3-Clause AND Apache-2.0)', true],
    ['(MIT OR GPL-3.0)', true],
    ['MIT AND GPL-3.0', false],
    ['GPL-3.0-only', false],
    ['UNLICENSED', false],
    ['see its folder', false],
    ['', false],
  ])('%s', (licence, allowed) => {
    expect(isAllowedLicence(licence)).toBe(allowed);
  });
});

describe('THIRD-PARTY.md', () => {
  const locked = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8')) as Lockfile;
  const document = readFileSync(join(project, 'resources/licences/THIRD-PARTY.md'), 'utf8');
  const rows = [...document.matchAll(/^\| (\S+) \| (\S+) \| (.+?) \| (host|page)/gm)].map(
    ([, name, version, licence, part]) => ({
      name: name!,
      version: version!,
      licence: licence!,
      part: part!,
    }),
  );

  it('lists every package the host needs and what the page imports, as they are installed; otherwise run: npm run licences', () => {
    expect(rows.length).toBeGreaterThan(100);
    const named = new Set(rows.filter(({ part }) => part === 'page').map(({ name }) => name));
    const wanted = shippedPackages(locked, named).map(({ name, version }) => `${name} ${version}`);
    expect(rows.map(({ name, version }) => `${name} ${version}`)).toEqual(wanted);
    const listed = new Set(rows.map(({ name }) => name));
    expect([...importedByThePage()].filter((name) => !listed.has(name))).toEqual([]);
  });

  it('names no licence that asks for more than a notice', () => {
    expect(rows.filter(({ licence }) => !isAllowedLicence(licence))).toEqual([]);
  });
});

/** Packages that the page's own files name in an import; those that come with them are found by the build that makes the list. */
function importedByThePage(): Set<string> {
  const names = new Set<string>();
  for (const folder of ['renderer', 'preload/contract']) {
    for (const entry of readdirSync(join(project, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/\.(ts|vue)$/.test(entry.name)) continue;
      const text = readFileSync(join(entry.parentPath, entry.name), 'utf8');
      for (const [, specifier] of text.matchAll(
        /^\s*(?:import (?!type\b)|\} from )(?:[^'\n]*from )?'([^'\n]+)'/gm,
      )) {
        if (specifier!.startsWith('.') || specifier!.startsWith('virtual:')) continue;
        names.add(packageOfModule(`/node_modules/${specifier}`)!);
      }
    }
  }
  return names;
}
