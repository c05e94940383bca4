import { callNames, type CallName } from '../../../preload/contract/index.ts';
import { RandomStream } from '../../../main/compute/random.ts';
import { Caller, type Answer } from './caller.ts';
import type { HostUnderFire } from './hosts.ts';
import { largestGrowth } from './dearest.ts';
import { Names, Samples } from './samples.ts';
import { mutated, strangeValue, type Transport } from './strange.ts';

/** Calls at once: enough to keep a host busy, few enough that waiting for one another is not what is measured. */
const atOnce = 6;
/** Calls that make runs and files; most of their payloads are spoiled, so that the disk is not what is measured. */
const makers: readonly CallName[] = ['runCreate', 'sweepCreate', 'runReproduce', 'packOpen', 'unpackOpen'];
/** Up to a thousand new runs take as long as the disk does, in turns that let other calls in: measured apart. */
const working: readonly CallName[] = ['sweepCreate'];
/** Slow answers that are asked for again; with more of them it is not the machine. */
const mostRepeated = 200;
/** Live simulations that are left open. */
const mostOpen = 4;
/** Calls between two clearings of the runs that were made. */
const untilTrim = 4000;

export interface SlowCall {
  call: CallName;
  seconds: number;
  argument: unknown;
}

/** What became of the payloads. */
export interface FireReport {
  sent: number;
  results: number;
  refused: number;
  /** Answered by a bug, by nothing, or by something that is no answer: call and message. */
  wrong: string[];
  /** Slower than a second also when sent again alone. */
  slow: SlowCall[];
  slowest: SlowCall | null;
  /** The longest of the calls that make many runs. */
  work: SlowCall | null;
  /** The longest that a small call waited while the largest lattice was swept, in seconds. */
  beside: number;
  /** Growth of heap and arrays between a tenth of the way and the end, in MB. */
  growth: number;
  /** Whether host and service worker are the same processes as at the beginning. */
  survived: boolean;
}

/** Throws payloads at every call of a host. The same seed makes the same payloads, but for the names that the host itself gives. */
export async function fire(
  host: HostUnderFire,
  options: {
    transport: Transport;
    perCall: number;
    seed: number;
    calls?: readonly CallName[];
    /** Milliseconds after which no more are sent. */
    timeLimit?: number;
    progress(fraction: number): void;
  },
): Promise<FireReport> {
  const { transport, perCall, seed, calls = callNames, timeLimit = Infinity, progress } = options;
  const names = new Names();
  names.add('id', ...host.runs);
  names.add('of', ...host.runs);
  names.add('model', 'pretrained/upscaler-k3', 'pretrained/mlrg-a1', ...host.runs);
  const caller = new Caller(host.end);
  await warmUp(caller);
  const beside = await waitBeside(caller);
  const service = await host.service();
  const report: FireReport = {
    sent: 0,
    results: 0,
    refused: 0,
    wrong: [],
    slow: [],
    slowest: null,
    work: null,
    beside,
    growth: 0,
    survived: true,
  };
  const suspects: SlowCall[] = [];
  const opened: string[] = [];
  const random = new RandomStream(seed, `payloads over the ${transport}`);
  const samples = new Samples(random, names);
  const total = perCall * calls.length;
  const started = performance.now();
  let early: number | null = null;
  const state = { issued: 0 };

  const take = (call: CallName, argument: unknown, answer: Answer) => {
    report.sent++;
    if (answer.outcome === 'result') {
      report.results++;
      remember(names, call, answer.result);
      void quieten(caller, opened, call, answer.result);
    } else if (answer.outcome === 'refused' || answer.outcome === 'unsendable') report.refused++;
    else report.wrong.push(`${call}: ${answer.outcome} ${answer.message ?? ''} on ${inWords(argument)}`);
    const slow = { call, seconds: answer.milliseconds / 1000, argument };
    if (working.includes(call)) {
      if (slow.seconds > (report.work?.seconds ?? 0)) report.work = slow;
    } else if (slow.seconds > 1) suspects.push(slow);
    else if (slow.seconds > (report.slowest?.seconds ?? 0)) report.slowest = slow;
  };

  const more = () => state.issued < total && !host.dead && performance.now() - started < timeLimit;
  while (more()) {
    const target = state.issued + untilTrim;
    const shoot = async () => {
      while (more() && state.issued < target) {
        const call = calls[state.issued++ % calls.length]!;
        const argument = payload(random, samples, call, transport);
        take(call, argument, await caller.call(call, argument));
      }
    };
    await Promise.all(Array.from({ length: atOnce }, shoot));
    await host.trim();
    early ??= (await host.memory()).bytes;
    progress(Math.max(state.issued / total, (performance.now() - started) / timeLimit));
  }

  // What took long among others may have waited for them, or for another program: the fastest of three times alone counts.
  for (const [i, suspect] of suspects.toSorted((a, b) => b.seconds - a.seconds).entries()) {
    let { seconds } = suspect;
    const trials = i < mostRepeated ? 3 : 0;
    for (let trial = 0; trial < trials && seconds > 1; trial++) {
      const { milliseconds } = await caller.call(suspect.call, suspect.argument);
      seconds = Math.min(seconds, milliseconds / 1000);
    }
    const again = { ...suspect, seconds };
    if (seconds > 1) report.slow.push(again);
    if (seconds > (report.slowest?.seconds ?? 0)) report.slowest = again;
  }
  report.wrong.push(...(await host.bugs()));
  report.growth = ((await host.memory()).bytes - (early ?? 0)) / 2 ** 20;
  report.survived = !host.dead && (await host.service()) === service;
  return report;
}

/** How long a small call waits at most while the largest lattice is swept, in seconds. */
async function waitBeside(caller: Caller): Promise<number> {
  let longest = 0;
  const work = { done: false };
  const swept = caller.call(largestGrowth.call, largestGrowth.argument).finally(() => {
    work.done = true;
  });
  while (!work.done) {
    const { milliseconds } = await caller.call('symmetryDescribe', { symmetry: { spin: 'A1' } });
    longest = Math.max(longest, milliseconds / 1000);
  }
  await swept;
  return longest;
}

/** The service worker starts at its first call, which is not what is measured. */
async function warmUp(caller: Caller): Promise<void> {
  await caller.call('symmetryDescribe', { symmetry: { spin: 'A1' } });
  await caller.call('simulationCheck', { parameters: {} });
}

function payload(random: RandomStream, samples: Samples, call: CallName, transport: Transport): unknown {
  const chance = random.uniform();
  if (chance < 0.08) return strangeValue(random, transport);
  const sample = samples.of(call);
  if (chance < (makers.includes(call) ? 0.1 : 0.35)) return sample;
  let spoiled = mutated(random, sample, transport);
  while (random.uniform() < 0.3) spoiled = mutated(random, spoiled, transport);
  return spoiled;
}

/**
 * Live simulations compute for as long as they are open and running, and all other calls wait for their turns. So that it is the payloads which take the
 * time, those that were set going are paused again, and all but the last few are closed.
 */
async function quieten(caller: Caller, opened: string[], call: CallName, result: unknown): Promise<void> {
  const lab = /^(simulation|dynamics)(Open|Run)$/.exec(call);
  if (lab === null) return;
  const { id } = result as { id: string };
  if (lab[2] === 'Run') await caller.call(`${lab[1]}Pause`, { id });
  else opened.push(`${lab[1]}Close ${id}`);
  while (opened.length > mostOpen) {
    const [name, oldest] = opened.shift()!.split(' ') as [string, string];
    await caller.call(name, { id: oldest });
  }
}

/** Names that an answer gives are used from then on. */
function remember(names: Names, call: CallName, result: unknown): void {
  const { id, transfer } = (result ?? {}) as { id?: unknown; transfer?: unknown };
  if (typeof transfer === 'string') names.add('transfer', transfer);
  if (typeof id !== 'string') return;
  if (call === 'simulationOpen') names.add('simulation', id);
  else if (call === 'dynamicsOpen') names.add('dynamics', id);
  else if (call === 'runCreate' || call === 'runReproduce') names.add('id', id);
}

/** An argument in a line, for a report. */
export function inWords(argument: unknown): string {
  try {
    const text = JSON.stringify(argument, (_key, value: unknown) => {
      if (typeof value === 'bigint') return `${value}n`;
      if (ArrayBuffer.isView(value)) return `${value.constructor.name}(${value.byteLength} bytes)`;
      return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
    });
    return (text ?? 'undefined').slice(0, 600);
  } catch {
    return 'something that refers to itself';
  }
}
