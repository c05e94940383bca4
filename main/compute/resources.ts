import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

let found: string | undefined;

/**
 * The resources folder: MACROSCOPE_RESOURCES when set (the packaged application sets it), else the first `resources/kernels`
 * above this module, which holds from the sources as well as from out/.
 */
export function resourcesFolder(): string {
  if (found) return found;
  const named = process.env.MACROSCOPE_RESOURCES;
  if (named) return (found = named);
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const candidate = join(folder, 'resources');
    if (existsSync(join(candidate, 'kernels'))) return (found = candidate);
    if (dirname(folder) === folder) {
      throw new Error(
        'resources/kernels was not found above ' +
          import.meta.dirname +
          ': run "npm run build" in the project folder',
      );
    }
  }
}
