import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { removeQuietly, storageError } from '../store/files.ts';
import { identify, isAlive } from '../store/lease.ts';

/**
 * A folder for what a host has in hand and nobody needs afterwards. Its name is that of the process, so that what a dead one left
 * is told apart from what a living one uses.
 */
export class TemporaryFolder {
  readonly #parent: () => string;
  readonly #folders = new Map<string, string>();

  /** `parent` need not be there, and may change; nothing is made before something is asked for. */
  constructor(parent: () => string) {
    this.#parent = parent;
  }

  /** A new path in it. Throws HostError 'storage'. */
  path(name: string): string {
    const parent = this.#parent();
    let folder = this.#folders.get(parent);
    if (folder === undefined) {
      const { pid, started } = identify(process.pid);
      folder = join(parent, `${pid}-${started || 0}-${randomBytes(4).toString('hex')}`);
      try {
        mkdirSync(folder, { recursive: true });
      } catch (error) {
        throw storageError(folder, error);
      }
      this.#folders.set(parent, folder);
    }
    return join(folder, name);
  }

  /** Removes what processes that are gone left. */
  async sweep(): Promise<void> {
    for (const name of await readdir(this.#parent()).catch(() => [])) {
      const [, pid, started] = /^(\d+)-(\d+)-[0-9a-f]+$/.exec(name) ?? [];
      if (pid === undefined || started === undefined) continue;
      const identity = { pid: Number(pid), started: started === '0' ? '' : started };
      if (isAlive(identity)) continue;
      await rm(join(this.#parent(), name), { recursive: true, force: true }).catch(() => {});
    }
  }

  close(): void {
    for (const folder of this.#folders.values()) removeQuietly(folder);
    this.#folders.clear();
  }
}
