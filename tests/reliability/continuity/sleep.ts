import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** Process ids of a process and everything it has started. */
function family(pid: number): number[] {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((thread) => {
    const text = readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').trim();
    return text === '' ? [] : text.split(' ').map(Number);
  });
  return [pid, ...children.flatMap(family)];
}

/** Stops a host and its workers, as a machine that sleeps does, and lets them go on `seconds` later. */
export async function asleep(host: number, seconds: number): Promise<void> {
  const all = family(host);
  for (const pid of all) process.kill(pid, 'SIGSTOP');
  await wait(1000 * seconds);
  for (const pid of all) process.kill(pid, 'SIGCONT');
}
