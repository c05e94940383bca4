import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder with package.json above this module; holds from the sources, from out/ and inside a package. */
export function applicationFolder(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (dirname(folder) === folder) throw new Error(`no package.json above ${import.meta.dirname}`);
  }
}

/** Version of Macroscope, from package.json. */
export function applicationVersion(): string {
  const manifest = JSON.parse(readFileSync(join(applicationFolder(), 'package.json'), 'utf8')) as {
    version: string;
  };
  return manifest.version;
}
