import { schemaOf } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../compute/random.ts';
import type { CoarseGrainingTask, LearntMap, LocalRule } from '../learner.ts';
import { networkLearner } from '../network/index.ts';
import type { Spacetime } from '../spacetime.ts';

/** Settings as documents have them by default. */
const defaults = schemaOf['self-similarity'].parse({ kind: 'self-similarity' });

type DynamicsChange = Partial<typeof defaults.dynamics> & { kernel: number };
type CoarseGrainingChange = Partial<typeof defaults.coarseGraining> & {
  scale: CoarseGrainingTask['scale'];
};

/** The rule a network learns from a series with the default settings, changed where said. */
export function learnRule(
  series: Spacetime,
  change: DynamicsChange,
  seed: number,
  augment = false,
): LocalRule {
  const trainer = networkLearner.dynamics(
    { series, settings: { ...defaults.dynamics, ...change }, augment },
    new RandomStream(seed, 'rule'),
  );
  trainer.advance(trainer.steps);
  return trainer.result().rule;
}

/** The coarse-grainings of all restarts. */
export function learnMaps(
  series: Spacetime,
  rule: LocalRule,
  { scale, ...change }: CoarseGrainingChange,
  seed: number,
  augment = false,
): LearntMap[] {
  const settings = { ...defaults.coarseGraining, ...change };
  const trainer = networkLearner.coarseGraining(
    { series, rule, scale, settings, augment, free: false },
    new RandomStream(seed, 'map'),
  );
  trainer.advance(trainer.steps);
  return trainer.result();
}

/** The restart with the lowest reconstruction error. */
export function bestOf(maps: readonly LearntMap[]): LearntMap {
  return maps.reduce((best, map) => (map.reconstruction < best.reconstruction ? map : best));
}
