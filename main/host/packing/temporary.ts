import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { storageError } from '../store/files.ts';
import { identify, isAlive } from '../store/lease.ts';

/**
 * A folder for what a host has in hand and nobody needs afterwards. Its name is that of the process, so that what a dead one left
 * is told apart from what a living one uses.
 */
export class TemporaryFolder {
  readonly #parent: string;
  #folder: string | null = null;

  /** `parent` need not be there; nothing is made before something is asked for. */
  constructor(parent: string) {
    this.#parent = parent;
  }

  /** A new path in it. Throws HostError 'storage'. */
  path(name: string): string {
    if (this.#folder === null) {
      const { pid, started } = identify(process.pid);
      const folder = join(this.#parent, `${pid}-${started || 0}-${randomBytes(4).toString('hex')}`);
      try {
        mkdirSync(folder, { recursive: true });
      } catch (error) {
        throw storageError(folder, error);
      }
      this.#folder = folder;
    }
    return join(this.#folder, name);
  }

  /** Removes what processes that are gone left. */
  async sweep(): Promise<void> {
    for (const name of await readdir(this.#parent).catch(() => [])) {
      const [, pid, started] = /^(\d+)-(\d+)-[0-9a-f]+$/.exec(name) ?? [];
      if (pid === undefined || started === undefined) continue;
      const identity = { pid: Number(pid), started: started === '0' ? '' : started };
      if (isAlive(identity)) continue;
      await rm(join(this.#parent, name), { recursive: true, force: true }).catch(() => {});
    }
  }

  close(): void {
    if (this.#folder !== null) rmSync(this.#folder, { recursive: true, force: true });
    this.#folder = null;
  }
}
