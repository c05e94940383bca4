import type { Learner } from '../../learner.ts';
import { CoarseGrainingTrainer } from './coarse-graining-trainer.ts';
import { DynamicsTrainer } from './dynamics-trainer.ts';

export { learnRules } from './learn-rules.ts';

/** Rules of 0 and 1 on a line: a few sine units for f, threshold maps for P. */
export const binaryLearner: Learner = {
  dynamics: ({ series, settings }, random) => new DynamicsTrainer(series, settings, random),
  coarseGraining: (task, random) => new CoarseGrainingTrainer(task, random),
};
