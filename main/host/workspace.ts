import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { storageError } from './store/files.ts';

/** Where everything of a user lies: runs, settings, index, log. */
export interface Workspace {
  folder: string;
  runs: string;
  /** Deleted runs. */
  bin: string;
  /** Packed runs on their way in and out. */
  temporary: string;
  index: string;
  /** Held by the workbench that may change it. */
  lock: string;
  settings: string;
  log: string;
}

/** The folder named by the user, else MACROSCOPE_WORKSPACE, else ~/Macroscope. */
export function workspaceFolder(named?: string): string {
  return resolve(named ?? (process.env.MACROSCOPE_WORKSPACE || join(homedir(), 'Macroscope')));
}

/** Opens the workspace, making its folders where they are missing. Throws HostError 'storage'. */
export function openWorkspace(folder: string): Workspace {
  const runs = join(folder, 'runs');
  try {
    mkdirSync(runs, { recursive: true });
  } catch (error) {
    throw storageError(folder, error);
  }
  return {
    folder,
    runs,
    bin: join(folder, 'bin'),
    temporary: join(folder, 'tmp'),
    lock: join(folder, 'workbench.lock'),
    index: join(folder, 'index.sqlite'),
    settings: join(folder, 'settings.json'),
    log: join(folder, 'macroscope.log'),
  };
}
