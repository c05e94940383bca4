import {
  criticalCoupling,
  HostError,
  kernelOrbits,
  orbitOfCells,
  type Estimate,
  type SpecOf,
  type UpscalerTrainingResult,
} from '../../../../preload/contract/index.ts';
import type { RunContext, Snapshot } from '../../context.ts';
import type { UpscalerParameters } from '../upscaler.ts';
import { windowSide } from '../windows.ts';
import { Counting } from './counting.ts';
import type { TrainingData } from './data.ts';
import { entropyFloor } from './floor.ts';
import { kernelFeatures } from './kernel-features.ts';
import { KernelProblem } from './kernel-problem.ts';
import { checkBatchMemory } from './mini-batches.ts';
import { minimiseByNewton, norm } from './newton.ts';
import { AdamWTraining, byNewton, type Optimised } from './optimise.ts';
import type { Outcome } from './outcome.ts';
import type { Stopwatch } from '../../stopwatch.ts';
import { ofConfigurations } from './walk.ts';

type Model = Extract<SpecOf<'upscaler-training'>['model'], { type: 'kernel' | 'temperature' }>;

/** Share of the progress bar that sampling and counting take. */
const countingShare = { newton: 0.97, adamw: 0.6 };
/** A gradient this small is the end of a minimisation, whatever the data. */
const convergedGradient = 1e-10;

/** Trains a symmetric kernel, or one whose weights are polynomials in the temperature, by Newton or AdamW on counted data. */
export async function trainKernel(
  context: RunContext<'upscaler-training'>,
  model: Model,
  data: TrainingData,
  stopwatch: Stopwatch,
): Promise<Outcome> {
  const { spec } = context;
  const { optimiser } = spec;
  const scale = temperatureScale(model, data);
  const degree = model.type === 'temperature' ? model.degree : 0;
  const configurations = data.parts.reduce(
    (sum, part) => sum + (part.use === 'training' ? part.configurations : 0),
    0,
  );
  if (optimiser.name === 'adamw') {
    checkBatchMemory(configurations, optimiser.batch, data.size, kernelFeatures(model.size).classes);
  }
  const counting = new Counting(
    {
      counter: windowSide(model.size) === 4 ? 'window-4' : 'window-5',
      levels: 1,
      weighted: spec.loss === 'weighted',
      // A batch takes its part from every temperature.
      batches:
        optimiser.name === 'adamw'
          ? {
              kernelSize: model.size,
              configurations: Math.min(optimiser.batch, configurations) / data.couplings.length,
            }
          : null,
    },
    data,
    spec.seed,
  );
  const saved = context.restore();
  if (saved) counting.restore(saved);
  const end = countingShare[optimiser.name];
  await counting.run(
    context.pool,
    () => context.breathe(() => stopwatch.stamp(counting.snapshot())),
    (done, total) =>
      context.progress((end * done) / total, `sampling and counting: ${ofConfigurations(done, total)}`),
  );

  const problem = new KernelProblem(counting, model.size, scale.temperatures, degree);
  const optimised =
    optimiser.name === 'newton'
      ? byNewton(context, problem)
      : await byAdamW(context, new AdamWTraining(problem, counting, optimiser, spec.seed), {
          counting,
          saved,
          stopwatch,
        });
  const small = new KernelProblem(counting, 3, scale.temperatures, degree);
  return outcomeOf(context, model, counting, problem, optimised, {
    ...scale,
    small: model.size === 3 ? optimised.weights : minimiseByNewton(small.training).weights,
  });
}

async function byAdamW(
  context: RunContext<'upscaler-training'>,
  training: AdamWTraining,
  { counting, saved, stopwatch }: { counting: Counting; saved: Snapshot | null; stopwatch: Stopwatch },
): Promise<Optimised> {
  if (saved?.values.optimiser) {
    training.restore({ arrays: saved.arrays, values: saved.values.optimiser as Snapshot['values'] });
  }
  const counted = counting.snapshot();
  const snapshot = (): Snapshot => {
    const { arrays, values } = training.snapshot();
    return {
      arrays: { ...counted.arrays, ...arrays },
      values: { ...counted.values, optimiser: values },
    };
  };
  const begin = countingShare.adamw;
  return await training.run(
    context,
    () => context.breathe(() => stopwatch.stamp(snapshot())),
    (step, steps) =>
      context.progress(begin + ((0.98 - begin) * step) / steps, `AdamW: step ${step} of ${steps}`),
  );
}

interface Scale {
  /** (K − K_c) of each stratum over `unit`. */
  temperatures: number[];
  /** Largest |K − K_c|, so that powers of the temperature stay comparable; 1 for a kernel without temperature. */
  unit: number;
}

function temperatureScale(model: Model, { couplings }: TrainingData): Scale {
  if (model.type === 'kernel') return { temperatures: [0], unit: 1 };
  const distances = couplings.map((coupling) => {
    if (coupling !== null) return coupling - criticalCoupling;
    throw new HostError('bad-argument', 'The couplings of the configurations are not known.', {
      where: 'data',
    });
  });
  const unit = Math.max(...distances.map(Math.abs));
  return { temperatures: distances.map((distance) => distance / unit), unit };
}

function outcomeOf(
  { spec }: RunContext<'upscaler-training'>,
  model: Model,
  counting: Counting,
  problem: KernelProblem,
  { weights, iterations }: Optimised,
  { unit, small }: Scale & { small: Float64Array },
): Outcome {
  const { training } = problem;
  const { orbits } = problem.kernel;
  const { gradient, hessian } = training.evaluate(weights);
  const errors = problem.errors(weights, hessian);
  const loss = {
    training: problem.loss('training', weights),
    heldOut: problem.loss('held-out', weights),
  };
  // Powers of (K − K_c) instead of its multiple of the unit.
  const inCouplings = (values: Float64Array, count: number) =>
    values.map((value, i) => value / unit ** Math.floor(i / count));
  const coefficients = inCouplings(weights, orbits);
  const deviations = errors && inCouplings(errors, orbits);
  const newton = spec.optimiser.name === 'newton';
  const gradientNorm = norm(gradient);
  const known = counting.plan.counter === 'window-4';
  const strata = training.strata.map((_, stratum) => counting.whole('training', stratum));
  const shares = training.strata.map(({ share }) => share);
  const floor = known ? entropyFloor(counting, shares, loss) : null;
  const result: Omit<UpscalerTrainingResult, 'seconds'> = {
    weights: Array.from(coefficients, (value, i) => ({
      name: weightName(model.size, i % orbits, Math.floor(i / orbits)),
      estimate: { value, error: deviations && deviations[i] } satisfies Estimate,
    })),
    kernel: {
      size: model.size,
      values: Array.from(orbitOfCells(model.size), (orbit) => coefficients[orbit]),
    },
    loss,
    floor,
    newtonLoss: newton ? training.loss(weights) : minimiseByNewton(training).terms.loss,
    gradient: gradientNorm,
    iterations,
    parameters: weights.length,
    configurations: strata.reduce((sum, { configurations }) => sum + configurations, 0),
    effectiveSize: strata.reduce((sum, { effectiveSize }) => sum + effectiveSize, 0),
    notes: notesOn(spec, model, { errors: errors !== null, floor: floor !== null, gradientNorm, counting }),
  };
  return {
    parameters: parametersOf(model, coefficients, inCouplings(small, 3)),
    result,
    title: titleOf(model),
  };
}

function parametersOf(model: Model, coefficients: Float64Array, small: Float64Array): UpscalerParameters {
  const { size } = model;
  if (model.type === 'kernel') return { type: 'kernel', size, weights: coefficients, small };
  return { type: 'temperature', size, coefficients, small, low: model.low, high: model.high };
}

function titleOf(model: Model): string {
  const kernel = `Kernel k = ${model.size}`;
  return model.type === 'kernel' ? kernel : `${kernel}, K from ${model.low} to ${model.high}`;
}

function weightName(size: number, orbit: number, degree: number): string {
  const { name } = kernelOrbits(size)[orbit];
  const power = degree === 1 ? '' : `^${degree}`;
  return degree === 0 ? name : `${name} × (K − K_c)${power}`;
}

function notesOn(
  { loss, optimiser }: SpecOf<'upscaler-training'>,
  model: Model,
  {
    errors,
    floor,
    gradientNorm,
    counting,
  }: { errors: boolean; floor: boolean; gradientNorm: number; counting: Counting },
): string[] {
  const parts = counting.parts('training', 0).length;
  const notes: string[] = [];
  if (model.type === 'temperature') notes.push('The kernel drawn is the one at K_c.');
  if (errors) {
    const what = optimiser.name === 'newton' ? 'weights' : 'weights at the optimum';
    notes.push(
      `Standard errors of the ${what}: inverse Fisher information with the scatter of ${parts} independent parts of the data` +
        (model.type === 'temperature' ? ' at each temperature.' : '.'),
    );
  } else {
    notes.push('The data leave some direction of the weights undecided, so the weights have no errors.');
  }
  if (optimiser.name === 'adamw') {
    notes.push(
      'Each mini-batch is compressed to counts: every step has exactly the gradient of its configurations.',
    );
  } else if (gradientNorm > convergedGradient) {
    notes.push('Newton stopped before the gradient vanished: the optimum may lie at infinite weights.');
  }
  if (loss === 'weighted') {
    notes.push(
      'Weighted loss (Eq. 13): blocks are drawn with probability D(μ|σ) and weighted by it again, so that few configurations decide; see the effective sample size.',
    );
  }
  if (counting.plan.counter === 'window-5') {
    notes.push('The entropy floor is known for the 4×4 block window only, which k = 9 exceeds.');
  } else if (!floor) {
    notes.push('The data are too few to know the entropy floor to 0.001 nats.');
  }
  return notes;
}
