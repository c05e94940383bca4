import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ExperimentSpec, RunRecord } from '../../../preload/contract/index.ts';
import type { RandomStream } from '../../../main/compute/random.ts';
import { readLease } from '../../../main/host/store/lease.ts';
import { resultsOf } from '../results.ts';
import type { Plan } from './plans.ts';
import { Victim } from './victim.ts';
import { lossesOf, type Losses } from './witness.ts';

export interface Kill {
  victim: 'worker' | 'host';
  where: Plan['where'];
  /** Whether the run it hit came to its end, with the results of a run that nothing happened to. */
  held: boolean;
}

export interface BenchOptions {
  workspace: string;
  random: RandomStream;
  /** How the next process dies; null for not at all. `isNew`: there is no run yet. */
  nextPlan(isNew: boolean): Plan | null;
  checkpointSeconds: number;
  specs: readonly Partial<ExperimentSpec>[];
  /** Results of each spec's run that nothing happened to. */
  expected: readonly string[];
  /** Whether more runs are wanted to be killed. */
  wanted(): boolean;
  onKill(kill: Kill): void;
  onLosses(losses: Losses): void;
  onRun(identical: boolean, why: string): void;
}

/** Kills of one run; then it is left to come to its end. */
const killsPerRun = 6;
const patience = 90_000;

type Outcome = 'done' | 'worker' | 'host' | 'other' | 'stuck';

/** One workspace, in which one run after the other is killed until it is done. */
export async function killRuns(options: BenchOptions): Promise<void> {
  for (let turn = 0; options.wanted(); turn++) {
    const which = (turn + options.random.integer(options.specs.length)) % options.specs.length;
    await new Bench(options, options.specs[which] ?? {}, options.expected[which] ?? '').run();
  }
}

class Bench {
  readonly #options: BenchOptions;
  readonly #spec: Partial<ExperimentSpec>;
  readonly #expected: string;
  readonly #kills: Kill[] = [];
  readonly #known: Set<string>;
  #victim: Victim | null = null;
  #plan: Plan | null = null;
  #id: string | null = null;

  constructor(options: BenchOptions, spec: Partial<ExperimentSpec>, expected: string) {
    this.#options = options;
    this.#spec = spec;
    this.#expected = expected;
    this.#known = new Set(runsIn(options.workspace));
  }

  async run(): Promise<void> {
    let outcome: Outcome = 'host';
    while (outcome === 'host' || outcome === 'worker') {
      if (!(await this.#host())) {
        outcome = await this.#died('host');
        continue;
      }
      if (!(await this.#runThere(outcome))) {
        outcome = await this.#died('host');
        continue;
      }
      outcome = await this.#watch();
      if (outcome === 'worker' || outcome === 'host') outcome = await this.#died(outcome);
    }
    const folder = join(this.#options.workspace, 'runs', this.#id ?? '');
    const identical = outcome === 'done' && (await resultsOf(folder)) === this.#expected;
    const clean = readdirSync(join(this.#options.workspace, 'runs')).every(
      (name) => !name.endsWith('.draft'),
    );
    for (const kill of this.#kills) kill.held = identical && clean;
    for (const kill of this.#kills) this.#options.onKill(kill);
    this.#options.onLosses(lossesOf(folder));
    this.#options.onRun(identical, outcome);
    this.#victim?.kill();
    await this.#victim?.ended;
  }

  /** A workbench on the workspace, if it lives to open it. */
  async #host(): Promise<boolean> {
    if (this.#victim && !this.#victim.over) return true;
    const { workspace, checkpointSeconds } = this.#options;
    this.#next();
    const plan = this.#plan;
    this.#victim = new Victim({
      workspace,
      checkpointSeconds,
      ...(plan?.by === 'host' ? { death: plan.death } : {}),
      ...(plan?.by === 'worker' ? { workerDeath: plan.death } : {}),
    });
    return await this.#victim.ready;
  }

  /** The run: new, taken over, or to be resumed after the death of its worker. False when the workbench died of it. */
  async #runThere(last: Outcome): Promise<boolean> {
    const victim = this.#victim;
    if (!victim) return false;
    try {
      this.#id ??= runsIn(this.#options.workspace).find((name) => !this.#known.has(name)) ?? null;
      if (this.#id === null) {
        const name = 'killed again and again';
        this.#id = (await victim.call('runCreate', { spec: this.#spec, name })).id;
        return true;
      }
      const record = await victim.call('runRead', { id: this.#id });
      if (!byWorker(record)) return true;
      if (last === 'worker') {
        this.#next();
        victim.planWorkerDeath(this.#plan?.by === 'worker' ? this.#plan.death : null);
      }
      await victim.call('runResume', { id: this.#id });
      return true;
    } catch (error) {
      if (victim.over || (await Promise.race([victim.ended, sleep(1000, null)])) !== null) return false;
      throw error;
    }
  }

  /** Waits for the next death, or the end of the run. */
  async #watch(): Promise<Outcome> {
    const victim = this.#victim;
    const id = this.#id ?? '';
    const plan = this.#plan;
    const begin = performance.now();
    let alarm = Number.POSITIVE_INFINITY;
    while (performance.now() - begin < patience) {
      const record = await victim?.call('runRead', { id }).catch(() => null);
      if (!victim || !record) {
        await victim?.ended;
        return 'host';
      }
      if (record.state === 'done') return 'done';
      if (record.state === 'failed' || record.state === 'paused') return 'other';
      if (byWorker(record)) return 'worker';
      if (plan?.by === 'clock' && record.state === 'running') {
        alarm = Math.min(alarm, performance.now() + plan.delay);
        if (performance.now() >= alarm) this.#strike(plan.victim);
      }
      await sleep(Math.max(1, Math.min(25, alarm - performance.now())));
    }
    return 'stuck';
  }

  #strike(victim: 'worker' | 'host'): void {
    if (victim === 'host') {
      this.#victim?.kill();
      return;
    }
    const worker = readLease(join(this.#options.workspace, 'runs', this.#id ?? ''))?.worker;
    try {
      if (worker) process.kill(worker.pid, 'SIGKILL');
    } catch {
      // It has just ended by itself.
    }
  }

  async #died(who: 'worker' | 'host'): Promise<Outcome> {
    const signal = who === 'host' ? await this.#victim?.ended : 'SIGKILL';
    if (signal !== 'SIGKILL') return 'other';
    this.#kills.push({ victim: who, where: this.#plan?.where ?? 'anywhere', held: false });
    return who;
  }

  #next(): void {
    const enough = this.#kills.length >= killsPerRun || !this.#options.wanted();
    this.#plan = enough ? null : this.#options.nextPlan(this.#id === null);
  }
}

const byWorker = ({ state, reason }: Pick<RunRecord, 'state' | 'reason'>) =>
  state === 'interrupted' && (reason ?? '').includes('SIGKILL');

const runsIn = (workspace: string): string[] => {
  try {
    return readdirSync(join(workspace, 'runs')).filter((name) => !name.startsWith('.'));
  } catch {
    return [];
  }
};
