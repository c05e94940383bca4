import { schemaOf } from '../../../../preload/contract/index.ts';
import { upscalingCost } from '../dream/cost.ts';
import { simulationSeconds } from '../monte-carlo/cost.ts';
import type { FigureWork } from './figures.ts';

/** Seconds per training configuration, spin and core: Swendsen–Wang, and counting what the kernels see. */
const secondsPerTrainingSpin = 0.12e-6;
/** Seconds of AdamW to its end on the compressed table. */
const descentSeconds = 15;
/** Seconds of training a two-layer network, for each training configuration. */
const networkSeconds = 1.5e-3;

/** Expected seconds of making a figure again. */
export function figureSeconds(
  work: FigureWork,
  sizes: { configurations: number; trainingConfigurations: number },
  cores: number,
): number {
  const { configurations, trainingConfigurations } = sizes;
  const measure = { correlation: false, rsrg: work.rsrg };
  const upscaled = schemaOf.upscaling.parse({ kind: 'upscaling', configurations, size: 128, measure });
  const simulated = work.simulations.map((size) =>
    simulationSeconds(
      schemaOf['ising-monte-carlo'].parse({
        kind: 'ising-monte-carlo',
        configurations,
        size,
        measure,
        companion: false,
      }),
      cores,
    ),
  );
  const trained = work.trainings.reduce(
    (sum, size) => sum + (trainingConfigurations * 1.2 * size ** 2 * secondsPerTrainingSpin) / cores,
    0,
  );
  return (
    trained +
    work.descents * descentSeconds +
    work.networks * trainingConfigurations * networkSeconds +
    work.ensembles * upscalingCost(upscaled, cores).total +
    simulated.reduce((sum, seconds) => sum + seconds, 0)
  );
}
