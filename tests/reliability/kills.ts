import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ExperimentSpec } from '../../preload/contract/index.ts';
import { RandomStream } from '../../main/compute/random.ts';
import { atMost, counted, shown } from '../../main/methods/checks.ts';
import type { Check, ProofContext } from '../../main/methods/proof.ts';
import { inFolder } from './folders.ts';
import { killRuns, type Kill } from './kills/bench.ts';
import { fewPlans, nextPlan } from './kills/plans.ts';
import { Victim } from './kills/victim.ts';
import type { Losses } from './kills/witness.ts';
import { resultsOf } from './results.ts';

const wantedKills = { quick: 4, normal: 200, full: 1000 } as const;
/** Workspaces killed in side by side. */
const benches = { quick: 2, normal: 3, full: 3 } as const;
const checkpointSeconds = 0.1;

/** Trainings of the registry that take a second or two: by Adam with random batches, and by AdamW on Monte Carlo data. */
const specs = [
  { kind: 'oscillator', seed: 3, steps: 700, batch: 64, readings: 1 },
  { kind: 'linear-system', seed: 4, steps: 700, batch: 64 },
  {
    kind: 'upscaler-training',
    seed: 5,
    model: { type: 'kernel', size: 3 },
    data: { source: 'monte-carlo', size: 16, configurations: 2000 },
    optimiser: { name: 'adamw', epochs: 60, batch: 500 },
  },
] as unknown as readonly Partial<ExperimentSpec>[];

const shortest = {
  kind: 'oscillator',
  seed: 3,
  steps: 150,
  batch: 64,
  readings: 1,
} as unknown as Partial<ExperimentSpec>;

/** Worker or workbench killed by SIGKILL, half of the times while a checkpoint is written. */
export async function killsChecks({ level, seed, progress }: ProofContext): Promise<Check[]> {
  const wanted = wantedKills[level];
  const kills: Kill[] = [];
  const losses: Losses = { checkpoints: [], steps: [], intervals: [] };
  const runs = { done: 0, identical: 0 };
  const chosen = level === 'quick' ? [shortest] : specs;
  progress(0, 'runs that nothing happens to');
  const expected = await inFolder((workspace) => untouchedResults(workspace, chosen));
  await Promise.all(
    Array.from({ length: benches[level] }, (_, bench) => {
      const random = new RandomStream(seed, `kills ${bench}`);
      const few = [...(fewPlans[bench] ?? [])];
      return inFolder((workspace) =>
        killRuns({
          workspace,
          random,
          nextPlan: (isNew) => (level === 'quick' ? (few.shift() ?? null) : nextPlan(random, isNew)),
          checkpointSeconds,
          specs: chosen,
          expected,
          wanted: () => (level === 'quick' ? few.length > 0 : kills.length < wanted),
          onKill: (kill) => {
            kills.push(kill);
            progress(Math.min(1, kills.length / wanted), `${kills.length} of ${wanted} kills`);
          },
          onLosses: (found) => {
            for (const what of ['checkpoints', 'steps', 'intervals'] as const)
              losses[what].push(...found[what]);
          },
          onRun: (identical, outcome) => {
            runs.done++;
            if (identical) runs.identical++;
            else process.stderr.write(`a run that was killed ended otherwise: ${outcome}\n`);
          },
        }),
      );
    }),
  );
  const row = (id: string, of: (kill: Kill) => boolean, source: string) => {
    const those = kills.filter(of);
    return counted(id, those.filter(({ held }) => held).length, those.length, source);
  };
  return [
    row('kills.worker', ({ victim }) => victim === 'worker', 'SIGKILL; reopened and gone on to the end'),
    row('kills.host', ({ victim }) => victim === 'host', 'the whole workbench; adopted by the next one'),
    row('kills.duringCheckpoint', during, 'of both, at a random file operation of a checkpoint, or in it'),
    row(
      'kills.elsewhere',
      (kill) => !during(kill),
      'of both: any moment, artifacts, records, creation, leases',
    ),
    counted(
      'kills.identical',
      runs.identical,
      runs.done,
      'artifacts and curves of killed and untouched runs',
    ),
    atMost(
      'kills.lost',
      Math.max(0, ...losses.checkpoints),
      1,
      'checkpoint intervals computed again, at worst',
    ),
    shown(
      'kills.lostSteps',
      Math.max(0, ...losses.steps),
      'steps (breaths of the method) computed again after a kill, at worst',
    ),
    shown(
      'kills.intervalSteps',
      Math.max(0, ...losses.intervals),
      'such steps from one checkpoint, or a start, to the next checkpoint, at most',
    ),
  ];
}

const during = (kill: Kill) => kill.where === 'checkpoint';

async function untouchedResults(
  workspace: string,
  chosen: readonly Partial<ExperimentSpec>[],
): Promise<string[]> {
  const victim = new Victim({ workspace, checkpointSeconds });
  if (!(await victim.ready)) throw new Error('the workbench did not open');
  const results: string[] = [];
  try {
    for (const spec of chosen) {
      const { id } = await victim.call('runCreate', { spec });
      let state = 'queued';
      while (state === 'queued' || state === 'running') {
        await sleep(25);
        state = (await victim.call('runRead', { id })).state;
      }
      if (state !== 'done') throw new Error(`a run that nothing happened to is ${state}`);
      results.push(await resultsOf(join(workspace, 'runs', id)));
    }
  } finally {
    victim.kill();
    await victim.ended;
  }
  return results;
}
