import type { Learner } from '../learner.ts';
import { LinearCoarseGrainingTrainer } from './coarse-graining-trainer.ts';
import { LinearDynamicsTrainer } from './dynamics-trainer.ts';

export { meanMap } from './coarse-map.ts';
export { diffusionOfSeries } from './spreading.ts';

/**
 * Both stages for linear dynamics, by least squares: f without a constant, any number of fields, one or two dimensions. Everything is exact up to the rank
 * of the data, so restarts of the first stage would all be the same; those of the second differ in where P starts.
 */
export const linearLearner: Learner = {
  dynamics: ({ series, settings, augment }) => new LinearDynamicsTrainer(series, settings.kernel, augment),
  coarseGraining: (task, random) => new LinearCoarseGrainingTrainer(task, random),
};
