import type { EnsembleMeasurement, InverseRgFigureSpec } from '../../../../preload/contract/index.ts';
import type { ChainJob, EnsembleJob, Job, KernelsJob } from './jobs.ts';
import type { Results } from './figure.ts';

/** Kernels that the paper compares. */
export const paperKernels = [3, 5, 7] as const;
/** Side of its training lattice. */
export const trainingSide = 32;
/** Lattices that it simulates for comparison. */
export const comparedSides = [8, 16, 32, 64, 128] as const;

/** One curve of a figure: an upscaler and how its ensemble starts. */
export interface Model {
  name: string;
  from: string;
  size: number;
  start: EnsembleJob['start'];
}

/** The kernels of one loss at the paper's training lattice, as a job. */
const kernelsJob = (spec: InverseRgFigureSpec, weighted: boolean): KernelsJob => ({
  type: 'kernels',
  side: trainingSide,
  configurations: spec.trainingConfigurations,
  weighted,
  sizes: paperKernels,
});

const kernelsName = (weighted: boolean) => (weighted ? 'kernels, weighted' : 'kernels');

/** Single-layer models trained with uniform and with weighted loss, from one spin. */
export const kernelModels = (weights: readonly boolean[]): Model[] =>
  weights.flatMap((weighted) =>
    paperKernels.map((size): Model => ({
      name: `k = ${size}${weighted ? ', w.' : ''}`,
      from: kernelsName(weighted),
      size,
      start: 1,
    })),
  );

export const kernelsJobs = (
  spec: InverseRgFigureSpec,
  weights: readonly boolean[],
): Record<string, KernelsJob> =>
  Object.fromEntries(weights.map((weighted) => [kernelsName(weighted), kernelsJob(spec, weighted)]));

/** Ensembles of the models at one final lattice; they hold every smaller one as a level. */
export function ensembleJobs(
  models: readonly Model[],
  spec: InverseRgFigureSpec,
  size: number,
  rsrg = false,
): Record<string, EnsembleJob> {
  return Object.fromEntries(
    models.map((model) => [
      ensembleName(model, size),
      {
        type: 'ensemble',
        upscaler: { from: model.from, size: model.size },
        start: model.start,
        size,
        configurations: spec.configurations,
        rsrg,
      },
    ]),
  );
}

export const ensembleName = ({ name }: Model, size: number) => `${name}, ${size}`;

/** Monte Carlo of several lattices, each an ensemble of its own. */
export function chainJobs(
  sizes: readonly number[],
  spec: InverseRgFigureSpec,
  rsrg = false,
): Record<string, ChainJob> {
  return Object.fromEntries(
    sizes.map((size) => [
      chainName(size),
      { type: 'chain', size, configurations: spec.configurations, rsrg },
    ]),
  );
}

export const chainName = (size: number) => `Monte Carlo, ${size}`;

/** The measurement behind a name of `ensembleJobs` or `chainJobs`. */
export function measurementOf(
  jobs: Record<string, Job>,
  results: Results,
  name: string,
): EnsembleMeasurement {
  const job = jobs[name];
  if (job.type !== 'ensemble' && job.type !== 'chain') throw new RangeError(`${name} is no ensemble`);
  return results(name, job);
}
