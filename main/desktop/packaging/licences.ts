import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type InlineConfig, type Rollup } from 'vite';
import configuration from '../../../electron.vite.config.ts';
import { packageOfModule, shippedPackages, thirdPartyDocument, type Lockfile } from './shipped.ts';

// Writes resources/licences/THIRD-PARTY.md: npm run licences, after every change of the dependencies.
const project = join(import.meta.dirname, '..', '..', '..');

/** Names of the packages whose code ends up in the page, from a build that is thrown away. */
async function bundledPackages(): Promise<Set<string>> {
  const { renderer } = configuration as { renderer: InlineConfig };
  const result = (await build({
    ...renderer,
    root: join(project, 'renderer'),
    configFile: false,
    logLevel: 'error',
    build: { ...renderer.build, write: false },
  })) as Rollup.RollupOutput;
  const modules = result.output.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []));
  return new Set([
    ...modules.flatMap((path) => packageOfModule(path) ?? []),
    // Its style sheet is shipped, which no module of the page shows.
    'tailwindcss',
    // Hands on what its parts export, and leaves no module of its own.
    'vue',
  ]);
}

/** The licence in a package's folder; null where it has none, or is not installed on this machine. */
function licenceText(folder: string): string | null {
  try {
    const path = join(project, folder);
    const file = readdirSync(path).find((name) => /^(licen[cs]e|copying)(-mit)?(\.(md|txt))?$/i.test(name));
    return file === undefined ? null : readFileSync(join(path, file), 'utf8').replaceAll('\r\n', '\n').trim();
  } catch {
    return null;
  }
}

const lockfile = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8')) as Lockfile;
const packages = shippedPackages(lockfile, await bundledPackages());
const document = thirdPartyDocument(packages, ({ folder }) => licenceText(folder));
writeFileSync(join(project, 'resources', 'licences', 'THIRD-PARTY.md'), document);
const without = packages.filter(({ folder, optional }) => !optional && licenceText(folder) === null);
process.stdout.write(
  `${packages.length} packages; without a text of their own: ${without.map(({ name }) => name).join(', ') || 'none'}\n`,
);
