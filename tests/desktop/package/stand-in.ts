import { FuseV1Options } from '@electron/fuses';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What marks Electron's fuses in its binary, as @electron/fuses looks for it; then version 1, their number, and one state each. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const off = '0';

const starter = join(import.meta.dirname, 'start.ts');

/**
 * A folder that electron-builder takes for Electron's, for machines that cannot fetch the real one: what is in it is packaged as usual,
 * fuses are flipped in it, and its executable runs the packaged application on this Node (start.ts).
 */
export function makeStandIn(folder: string, version: string): void {
  mkdirSync(join(folder, 'locales'), { recursive: true });
  mkdirSync(join(folder, 'resources'));
  writeFileSync(join(folder, 'version'), version);
  for (const notice of ['LICENSE', 'LICENSES.chromium.html'])
    writeFileSync(join(folder, notice), 'stand-in\n');
  writeFileSync(join(folder, 'locales', 'en-US.pak'), '');
  const fuses = Object.values(FuseV1Options).filter((fuse) => typeof fuse === 'number').length;
  writeFileSync(
    join(folder, 'electron'),
    `#!/bin/sh\nexec '${process.execPath}' '${starter}' "$0" "$@"\n${sentinel}\x01${String.fromCharCode(fuses)}${off.repeat(fuses)}\n`,
    { mode: 0o755 },
  );
}
