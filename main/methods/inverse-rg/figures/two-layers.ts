import type { FigureRecipe } from './figure.ts';
import type { Job } from './jobs.ts';
import {
  chainJobs,
  comparedSides,
  ensembleJobs,
  kernelModels,
  kernelsJobs,
  trainingSide,
  type Model,
} from './models.ts';
import { againstSize } from './susceptibilities.ts';

const sizes = [3, 7] as const;
const networkName = (size: number, weighted: boolean) => `network, k = ${size}${weighted ? ', w.' : ''}`;

const networks: readonly Model[] = sizes.flatMap((size) =>
  [false, true].map((weighted): Model => ({
    name: `two layers, k = ${size}${weighted ? ', w.' : ''}`,
    from: networkName(size, weighted),
    size,
    start: 1,
  })),
);
const kernels = kernelModels([false, true]).filter(({ size }) => size !== 5);

/** Fig. 11: two layers are no better on the heat capacity than one. */
export const figure11: FigureRecipe = {
  figure: '11',
  title: 'Heat capacity: two layers against one',
  jobs: (spec) => {
    const jobs: Record<string, Job> = { ...kernelsJobs(spec, [false, true]) };
    for (const size of sizes) {
      for (const weighted of [false, true]) {
        jobs[networkName(size, weighted)] = {
          type: 'network',
          size,
          side: trainingSide,
          configurations: spec.trainingConfigurations,
          weighted,
        };
      }
    }
    return {
      ...jobs,
      ...ensembleJobs([...kernels, ...networks], spec, 128),
      ...chainJobs(comparedSides, spec),
    };
  },
  draw: (jobs, results) => ({
    panels: sizes.map((size) =>
      againstSize(
        `k = ${size}`,
        'c',
        'linear',
        [...kernels, ...networks].filter((model) => model.size === size),
        jobs,
        results,
      ),
    ),
    tables: [],
    notes: Object.entries(jobs).flatMap(([name, job]) => {
      if (job.type !== 'network') return [];
      const { heldOut } = results(name, job);
      return [`Two layers, ${name}: ${heldOut.value.toFixed(5)} nats per pixel on held-out configurations.`];
    }),
  }),
};
