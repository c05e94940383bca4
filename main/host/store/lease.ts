import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isMissing, storageError, writeWholeSync } from './files.ts';

/**
 * Who works on a run: lease.json in its folder names the host and, once it runs, its worker. Two workbenches (the application
 * and a command line, say) may share a workspace without taking each other's runs, and a run is taken over only when neither
 * process is alive any more.
 */
export interface Lease {
  host: ProcessIdentity;
  worker?: ProcessIdentity;
}

interface ProcessIdentity {
  pid: number;
  /** Start time as the system counts it, so that a recycled process number is not mistaken for the same process. */
  started: string;
}

const path = (folder: string) => join(folder, 'lease.json');

/** Names a living process. Linux tells start times; elsewhere the number alone has to do. */
export function identify(pid: number): ProcessIdentity {
  let started = '';
  if (process.platform === 'linux') {
    try {
      // Field 22 of /proc/<pid>/stat; the second field, in brackets, may hold spaces.
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      started = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
    } catch {
      // The process is gone already; a name without start time matches nothing that lives.
    }
  }
  return { pid, started };
}

export function isAlive(identity: ProcessIdentity): boolean {
  try {
    process.kill(identity.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return identify(identity.pid).started === identity.started;
}

export function writeLease(folder: string, lease: Lease): void {
  writeWholeSync(path(folder), JSON.stringify(lease));
}

export function clearLease(folder: string): void {
  rmSync(path(folder), { force: true });
}

/** The living holder of a run, or null. Throws HostError 'storage' when the disk does not say. */
export function readLease(folder: string): Lease | null {
  let text: string;
  try {
    text = readFileSync(path(folder), 'utf8');
  } catch (error) {
    if (isMissing(error)) return null;
    throw storageError(path(folder), error);
  }
  let lease: Partial<Lease> | null;
  try {
    lease = JSON.parse(text) as Partial<Lease> | null;
  } catch {
    return null;
  }
  const holders = [lease?.host, lease?.worker];
  const living = holders.some((holder) => typeof holder?.pid === 'number' && isAlive(holder));
  return living ? (lease as Lease) : null;
}
