import {
  nameOfScale,
  selfSimilaritySpec,
  type CoarseGrainingSettings,
  type Scale,
} from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../compute/random.ts';
import type { LearntMap, LocalRule } from '../learner.ts';
import { linearLearner } from '../linear/index.ts';
import type { Spacetime } from '../spacetime.ts';

const { dynamics, coarseGraining } = selfSimilaritySpec.parse({ kind: 'self-similarity' });

/** Least squares has one minimum that these starts all find; more would show nothing. */
const restarts = 3;

/** f of Eq. 7 by least squares. */
export function learnRule(series: Spacetime, kernel: number): LocalRule {
  const trainer = linearLearner.dynamics(
    { series, settings: { ...dynamics, kernel }, augment: false },
    new RandomStream(0, 'not drawn from'),
  );
  trainer.advance(trainer.steps);
  return trainer.result().rule;
}

export interface MapOptions {
  seed: number;
  kernel?: CoarseGrainingSettings['kernel'];
  /** A macro rule of its own in place of f. */
  free?: boolean;
}

/** P of Eq. 8, the start with the lowest reconstruction error on held-out patches. */
export function learnMap(
  series: Spacetime,
  rule: LocalRule,
  scale: Scale,
  { seed, kernel = 'separable', free = false }: MapOptions,
): LearntMap {
  const settings = { ...coarseGraining, kernel, restarts };
  const random = new RandomStream(seed, `diffusion ${nameOfScale(scale)}`);
  const trainer = linearLearner.coarseGraining(
    { series, rule, scale, settings, augment: false, free },
    random,
  );
  trainer.advance(trainer.steps);
  return trainer
    .result()
    .reduce((best, other) => (other.reconstruction < best.reconstruction ? other : best));
}
