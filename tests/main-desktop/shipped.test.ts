import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
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

describe('THIRD-PARTY.md', () => {
  it('lists every package the host needs; otherwise run: npm run licences', () => {
    const locked = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8')) as Lockfile;
    const document = readFileSync(join(project, 'resources/licences/THIRD-PARTY.md'), 'utf8');
    const missing = shippedPackages(locked, new Set())
      .map(({ name, version }) => `| ${name} | ${version} |`)
      .filter((row) => !document.includes(row));
    expect(missing).toEqual([]);
  });

  it('names no licence that asks for more than a notice', () => {
    const locked = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8')) as Lockfile;
    const licences = new Set(shippedPackages(locked, new Set()).map(({ licence }) => licence));
    for (const licence of licences) expect(licence).toMatch(/^\(?(MIT|ISC|BSD|Apache|BlueOak|0BSD|CC0)/);
  });
});
