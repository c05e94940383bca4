import { criticalCoupling, type NumericArray } from '../../../../preload/contract/index.ts';
import type { Snapshot } from '../../context.ts';
import { finishMeasurement } from '../measure/finish.ts';
import { round, Simulation } from '../monte-carlo/simulation.ts';
import { monteCarloData, partCounts, type TrainingData } from '../training/data.ts';
import { Counting } from '../training/counting.ts';
import type { CountingPlan } from '../training/counting-task.ts';
import { entropyFloor } from '../training/floor.ts';
import { gatherEnsembles } from '../training/gathering.ts';
import { KernelProblem } from '../training/kernel-problem.ts';
import { minimiseByNewton } from '../training/newton.ts';
import { AdamWTraining } from '../training/optimise.ts';
import type { UpscalerParameters } from '../upscaler.ts';
import { UpscaledEnsemble } from '../upscaling/ensemble.ts';
import {
  spacing,
  type ChainJob,
  type DescentJob,
  type EnsembleJob,
  type Job,
  type JobData,
  type JobResults,
  type KernelsJob,
  type NetworkJob,
  type ResultOf,
} from './jobs.ts';
import type { Stage } from './stage.ts';

/** Jackknife bins of every ensemble of a figure. */
const bins = 40;
const chains = 8;
const warmUp = 300;

/** AdamW of the paper; of networks, which see each configuration once, in small batches. */
const learningRate = 0.01;
const networkBatch = 128;

/** Does one job of a figure. `upscalerOf` gives the upscalers of jobs that are done. */
export async function perform(
  stage: Stage,
  job: Job,
  upscalerOf: (from: string, size: number) => UpscalerParameters,
): Promise<ResultOf<Job>> {
  switch (job.type) {
    case 'kernels':
      return await trainKernels(stage, job);
    case 'descent':
      return await descend(stage, job);
    case 'network':
      return await trainNetwork(stage, job);
    case 'ensemble':
      return await grow(stage, job, upscalerOf(job.upscaler.from, job.upscaler.size));
    case 'chain':
      return await simulate(stage, job);
  }
}

/** The upscaler of a finished job. */
export function upscalerFrom(
  job: KernelsJob | NetworkJob,
  result: JobResults['kernels'] | JobResults['network'],
  size: number,
): UpscalerParameters {
  if (job.type === 'kernels') {
    const { weights } = result as JobResults['kernels'];
    return {
      type: 'kernel',
      size,
      weights: Float64Array.from(weights[size]),
      small: Float64Array.from(weights[3]),
    };
  }
  const { parameters } = result as JobResults['network'];
  const block = (name: string) => Float32Array.from(parameters[name]);
  return {
    type: 'two-layer',
    size,
    channels: parameters.firstBias.length,
    first: block('first'),
    firstBias: block('firstBias'),
    second: block('second'),
    secondBias: block('secondBias'),
  };
}

function dataOf({ context: { spec } }: Stage, { side, configurations }: JobData): TrainingData {
  return monteCarloData(
    { source: 'monte-carlo', size: side as 32, configurations, coupling: criticalCoupling, spacing },
    [criticalCoupling],
    spec.seed,
    partCounts({ type: 'kernel', size: 7 }),
  );
}

async function count(stage: Stage, job: JobData, batches: CountingPlan['batches']): Promise<Counting> {
  const counting = new Counting(
    { counter: 'window-4', levels: 1, weighted: job.weighted, batches },
    dataOf(stage, job),
    stage.context.spec.seed,
  );
  const saved = stage.restore();
  if (saved) counting.restore(saved);
  await counting.run(
    stage.context.pool,
    () => stage.breathe(() => counting.snapshot()),
    (done, total) => stage.progress((0.95 * done) / total, 'sampling and counting'),
  );
  return counting;
}

async function trainKernels(stage: Stage, job: KernelsJob): Promise<JobResults['kernels']> {
  const counting = await count(stage, job, null);
  const weights: Record<string, number[]> = {};
  // Larger kernels double the smallest lattices with the k = 3 kernel.
  for (const size of new Set([3, ...job.sizes])) {
    const { training } = new KernelProblem(counting, size, [0], 0);
    weights[size] = Array.from(minimiseByNewton(training).weights);
  }
  return { weights, effectiveSize: counting.whole('training', 0).effectiveSize };
}

async function descend(stage: Stage, job: DescentJob): Promise<JobResults['descent']> {
  const counting = await count(stage, job, { kernelSize: job.size, configurations: job.batch });
  const { spec } = stage.context;
  const problem = new KernelProblem(counting, job.size, [0], 0);
  const optimiser = {
    name: 'adamw',
    learningRate,
    weightDecay: 0,
    epochs: job.epochs,
    batch: job.batch,
  } as const;
  const steps: number[] = [];
  const curves: Record<string, number[]> = { 'training: loss': [], 'held out: loss': [] };
  const record = {
    metric(name: string, step: number, value: number) {
      curves[name]?.push(value);
      // A logarithmic axis begins at 1: the point before the first step is drawn there.
      if (name === 'training: loss') steps.push(Math.max(1, step));
    },
  };
  // The descent takes seconds: taken up again, it repeats from the counts.
  const counted = counting.snapshot();
  const { weights } = await new AdamWTraining(problem, counting, optimiser, spec.seed).run(
    record,
    () => stage.breathe(() => counted),
    (step, total) => stage.progress(0.95 + (0.05 * step) / total, 'AdamW'),
  );
  const loss = {
    training: problem.loss('training', weights),
    heldOut: problem.loss('held-out', weights),
  };
  return {
    steps,
    training: curves['training: loss'],
    heldOut: curves['held out: loss'],
    newton: minimiseByNewton(problem.training).terms.loss,
    floor: entropyFloor(counting, [1], loss),
  };
}

async function trainNetwork(stage: Stage, job: NetworkJob): Promise<JobResults['network']> {
  const { context } = stage;
  // Loads tensors, which the other jobs do without.
  const { trainTwoLayer } = await import('../two-layer/training.ts');
  const saved = stage.restore();
  const gathered = await gatherEnsembles(
    context.pool,
    dataOf(stage, job),
    () => stage.breathe(() => saved ?? { arrays: {}, values: {} }),
    (done, total) => stage.progress((0.05 * done) / total, 'sampling'),
  );
  const { parameters, loss } = await trainTwoLayer(
    {
      backend: context.backend,
      useBackend: (name) => context.useBackend(name),
      metric: () => {},
      progress: (fraction, message) => stage.progress(fraction, message),
      restore: () => saved,
      breathe: (take) => stage.breathe(take),
    },
    {
      seed: context.spec.seed,
      loss: job.weighted ? 'weighted' : 'uniform',
      model: { type: 'two-layer', size: job.size === 3 ? 3 : 7 },
      optimiser: { name: 'adamw', learningRate, weightDecay: 0, epochs: 1, batch: networkBatch },
    },
    gathered,
    [0.05, 1],
  );
  const { first, firstBias, second, secondBias } = parameters;
  const plain = Object.fromEntries(
    Object.entries({ first, firstBias, second, secondBias }).map(([name, values]: [string, NumericArray]) => [
      name,
      Array.from(values, Number),
    ]),
  );
  return { parameters: plain, heldOut: loss.heldOut };
}

async function grow(
  stage: Stage,
  job: EnsembleJob,
  parameters: UpscalerParameters,
): Promise<JobResults['ensemble']> {
  const { spec, pool } = stage.context;
  const ensemble = new UpscaledEnsemble({
    parameters,
    settings: {
      start: job.start === 1 ? { from: 'one-spin' } : { from: 'monte-carlo', size: job.start },
      size: job.size as 128,
      coupling: criticalCoupling,
      sweeps: 0,
      sweepAfter: 'last',
      importance: false,
    },
    seed: spec.seed,
    configurations: job.configurations,
    bins: Math.min(bins, job.configurations),
    correlation: false,
    rsrg: job.rsrg,
    keep: 0,
  });
  await toTheEnd(stage, {
    complete: () => ensemble.complete,
    fraction: () => ensemble.configurations / job.configurations,
    round: () => ensemble.round(pool),
    snapshot: () => ensemble.snapshot(false),
    restore: (saved) => ensemble.restore(saved),
  });
  return finishMeasurement([...ensemble.levels], {
    title: `k = ${job.upscaler.size}`,
    source: 'upscaled',
    coupling: criticalCoupling,
    notes: [],
    seconds: 0,
  });
}

async function simulate(stage: Stage, job: ChainJob): Promise<JobResults['chain']> {
  const { spec, pool } = stage.context;
  const simulation = new Simulation({
    size: job.size,
    coupling: criticalCoupling,
    algorithm: 'swendsen-wang',
    seed: spec.seed,
    start: 'random',
    configurations: job.configurations,
    spacing,
    warmUp,
    chains,
    bins,
    correlation: false,
    rsrg: job.rsrg,
    keep: 0,
  });
  await toTheEnd(stage, {
    complete: () => simulation.complete,
    fraction: () => simulation.sweeps.done / simulation.sweeps.total,
    round: () => round(pool, [simulation]),
    snapshot: () => {
      const { arrays, swept } = simulation.snapshot(false);
      return { arrays, values: { swept } };
    },
    restore: ({ arrays, values }) => simulation.restore({ arrays, swept: values.swept as number[] }),
  });
  const { options, bins: sums } = simulation;
  return finishMeasurement([{ options, bins: sums, autocorrelation: simulation.autocorrelationTimes() }], {
    title: 'Monte Carlo',
    source: 'monte-carlo',
    coupling: criticalCoupling,
    notes: [],
    seconds: 0,
  });
}

/** Work that goes on in rounds and can be taken up from its snapshot. */
interface Rounds {
  complete(): boolean;
  fraction(): number;
  round(): Promise<unknown>;
  snapshot(): Snapshot;
  restore(saved: Snapshot): void;
}

async function toTheEnd(stage: Stage, work: Rounds): Promise<void> {
  const saved = stage.restore();
  if (saved) work.restore(saved);
  while (!work.complete()) {
    await stage.breathe(() => work.snapshot());
    await work.round();
    stage.progress(work.fraction(), 'sampling');
  }
}
