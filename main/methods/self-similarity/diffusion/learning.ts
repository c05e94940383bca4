import {
  nameOfScale,
  selfSimilaritySpec,
  type CoarseGrainingSettings,
  type Scale,
} from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../compute/random.ts';
import type { LearntMap, LocalRule, StepTrainer } from '../learner.ts';
import { linearLearner } from '../linear/index.ts';
import type { Spacetime } from '../spacetime.ts';

const { dynamics, coarseGraining } = selfSimilaritySpec.parse({ kind: 'self-similarity' });

/** Least squares has one minimum that these starts all find; more would show nothing. */
const restarts = 3;

/** Called between the steps of a training, so that nothing waits for long. */
export type Breathe = () => Promise<void>;

/** f of Eq. 7 by least squares. */
export async function learnRule(series: Spacetime, kernel: number, breathe?: Breathe): Promise<LocalRule> {
  const trainer = linearLearner.dynamics(
    { series, settings: { ...dynamics, kernel }, augment: false },
    new RandomStream(0, 'not drawn from'),
  );
  return (await trained(trainer, breathe)).rule;
}

export interface MapOptions {
  seed: number;
  kernel?: CoarseGrainingSettings['kernel'];
  /** A macro rule of its own in place of f. */
  free?: boolean;
  breathe?: Breathe;
}

/** P of Eq. 8, the start with the lowest reconstruction error on held-out patches. */
export async function learnMap(
  series: Spacetime,
  rule: LocalRule,
  scale: Scale,
  { seed, kernel = 'separable', free = false, breathe }: MapOptions,
): Promise<LearntMap> {
  const settings = { ...coarseGraining, kernel, restarts };
  const random = new RandomStream(seed, `diffusion ${nameOfScale(scale)}`);
  const trainer = linearLearner.coarseGraining(
    { series, rule, scale, settings, augment: false, free },
    random,
  );
  const maps = await trained(trainer, breathe);
  return maps.reduce((best, other) => (other.reconstruction < best.reconstruction ? other : best));
}

async function trained<Result>(trainer: StepTrainer<Result>, breathe?: Breathe): Promise<Result> {
  while (trainer.done < trainer.steps) {
    trainer.advance(1);
    await breathe?.();
  }
  return trainer.result();
}
