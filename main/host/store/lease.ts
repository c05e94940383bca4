import { readFileSync, rmSync } from 'node:fs';
import { uptime } from 'node:os';
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
  /** Where the system does not tell start times: when it was started itself, in seconds since 1970. */
  booted?: number;
}

/** Clocks are set right now and then; a system that was started anew is that much younger at least, as a rule. */
const bootTolerance = 600;
const bootTime = () => Math.round(Date.now() / 1000 - uptime());

const path = (folder: string) => join(folder, 'lease.json');

/** Names a living process. Linux tells start times; elsewhere the number has to do, as long as the system runs. */
export function identify(pid: number, platform = process.platform): ProcessIdentity {
  if (platform !== 'linux') return { pid, started: '', booted: bootTime() };
  try {
    // Field 22 of /proc/<pid>/stat; the second field, in brackets, may hold spaces.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return { pid, started: stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '' };
  } catch {
    // The process is gone already; a name without start time matches nothing that lives.
    return { pid, started: '' };
  }
}

export function isAlive(identity: ProcessIdentity, platform = process.platform): boolean {
  try {
    process.kill(identity.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const now = identify(identity.pid, platform);
  if (now.booted !== undefined && now.booted - (identity.booted ?? now.booted) > bootTolerance) return false;
  return now.started === identity.started;
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
