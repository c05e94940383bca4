import { readFileSync } from 'node:fs';
import type { CallInput, CallName } from '../../../preload/contract/index.ts';
import { Caller, type Answer } from './caller.ts';
import type { SlowCall } from './fire.ts';
import type { HostUnderFire } from './hosts.ts';

const dear = <K extends CallName>(call: K, argument: CallInput<K>) => ({ call, argument });

const points = (count: number, length: number) =>
  Array.from({ length: count }, (_, i) => Array.from({ length }, (_entry, m) => 0.5 / (m + 1) + 0.01 * i));
const exact = (spin: string, internal: 'Z2' | 'Z6' = 'Z2') => ({
  type: 'exact' as const,
  symmetry: { internal, spin },
});
const learned = (model: string) => ({ type: 'learned' as const, model });
const axes = [
  [1, 0, 0, 0, 0],
  [0, 1, 0, 0, 0],
];
const square = {
  origin: [0, 0, 0, 0, 0],
  axes,
  x: [-1, 1] as [number, number],
  y: [-1, 1] as [number, number],
};

/** The largest lattice there is, swept as often as can be. */
export const largestGrowth = dear('growthPreview', {
  upscaler: { size: 9, weights: Array.from({ length: 15 }, () => 0.1) },
  seed: 1,
  levels: 10,
  coupling: 0.44,
  sweeps: 100,
});

/** Calls that ask for real work, at the largest arguments, and at the largest that are not refused as too much work. The rule graph is kept once it is drawn. */
const dearest = [
  dear('ruleGraph', { size: 4 }),
  dear('automatonDescribe', { rule: 110 }),
  largestGrowth,
  dear('growthPreview', {
    upscaler: { model: 'pretrained/upscaler-sequential' },
    seed: 1,
    levels: 10,
    coupling: 0.44,
    sweeps: 100,
  }),
  // Many small exact steps, a few large ones, and one that is only taken alone.
  dear('rgFlow', { map: exact('A1'), starts: points(64, 1), steps: 20 }),
  dear('rgFlow', { map: exact('A1', 'Z6'), starts: points(64, 5), steps: 12 }),
  dear('rgFlow', { map: exact('4A1'), starts: points(6, 16), steps: 1 }),
  dear('rgFlow', { map: exact('A1+2E'), starts: points(1, 13), steps: 1 }),
  dear('rgFlow', { map: learned('pretrained/mlrg-2a1-e'), starts: points(3, 10), steps: 64 }),
  dear('rgPlane', { map: exact('A1+E'), ...square, resolution: 19 }),
  dear('rgPlane', { map: learned('pretrained/mlrg-a1-e'), ...square, resolution: 44 }),
  dear('rgPlane', { map: learned('pretrained/mlrg-a1-e'), ...square, resolution: 61 }),
  dear('backendsRead', { again: true }),
];

/** The dearest step of exact renormalization that is taken at all, by itself, with the tables it needs: about a second. */
const dearestStep = dear('rgFlow', { map: exact('3A1+E'), starts: points(1, 17), steps: 1 });

/** Seconds of the service worker's, and whether they ended in an answer: what a machine is too slow for is refused. */
export interface TimedCall extends SlowCall {
  outcome: Answer['outcome'];
}

/** Seconds that the service worker computes for calls that ask for real work, each alone; the dearest first, and the dearest exact step apart. */
export async function timeDearest(host: HostUnderFire): Promise<{ calls: TimedCall[]; step: TimedCall }> {
  const caller = new Caller(host.end);
  // The worker starts at its first call.
  await caller.call('symmetryDescribe', { symmetry: { spin: 'A1' } });
  const pid = await host.service();
  const timed = async ({ call, argument }: (typeof dearest)[number]): Promise<TimedCall> => {
    const before = processorSeconds(pid);
    const { milliseconds, outcome } = await caller.call(call, argument);
    const after = processorSeconds(pid);
    const seconds = before === null || after === null ? milliseconds / 1000 : after - before;
    return { call, argument, seconds, outcome };
  };
  const calls: TimedCall[] = [];
  for (const one of dearest) calls.push(await timed(one));
  return { calls: calls.toSorted((a, b) => b.seconds - a.seconds), step: await timed(dearestStep) };
}

/** Processor time of a process so far, whatever else the machine does meanwhile; null where the system does not tell. */
function processorSeconds(pid: number | undefined): number | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)!.split(' ');
    // User and system time in hundredths of a second.
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return null;
  }
}
