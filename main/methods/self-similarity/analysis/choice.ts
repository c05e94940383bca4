import type { LearntRule, SelfSimilaritySpec } from '../../../../preload/contract/index.ts';
import type { Learner, LearntDynamics } from '../learner.ts';
import { measurePrediction } from './measure.ts';
import type { Plan } from './plan.ts';
import type { StudiedSeries } from './series.ts';
import type { Stages } from './stages.ts';

export type LearnerName = LearntRule['learner'];

/** A linear rule that leaves less of the variance than this is exact as far as data in single precision can tell. */
const linearEnough = 0.01;
/** A network has to leave less than this share of what the linear rule leaves. */
const betterBy = 0.95;
/** About how the work of the stages compares; progress only. */
export const ruleWork = 1;

export interface Chosen {
  name: LearnerName;
  learner: Learner;
  /** Of the first repeat. */
  dynamics: LearntDynamics;
  notes: string[];
}

/** The learners are loaded when they are needed: one of them brings a tensor library. */
export async function learnerOf(name: LearnerName): Promise<Learner> {
  switch (name) {
    case 'binary':
      return (await import('../automata/learning/index.ts')).binaryLearner;
    case 'linear':
      return (await import('../linear/index.ts')).linearLearner;
    case 'network':
      return (await import('../network/index.ts')).networkLearner;
  }
}

export interface RuleTraining {
  spec: SelfSimilaritySpec;
  plan: Plan;
  studied: StudiedSeries;
  stages: Stages;
}

/** Stage one with one learner. */
export async function trainRule(
  { spec, plan, studied, stages }: RuleTraining,
  name: LearnerName,
  repeat: number,
): Promise<LearntDynamics> {
  const learner = await learnerOf(name);
  return await stages.train({
    name: `rule/${name}/${repeat}`,
    title: repeat === 0 ? 'learning f' : `learning f, repeat ${repeat + 1}`,
    metric: repeat === 0 ? 'rule: loss' : null,
    work: ruleWork,
    make: (random) =>
      learner.dynamics(
        { series: studied.series, settings: plan.dynamics, augment: augmented(spec, studied) },
        random,
      ),
  });
}

/** Turning a lattice is for planar ones. */
export function augmented({ augment }: SelfSimilaritySpec, { series }: StudiedSeries): boolean {
  return augment && series.height > 1;
}

/**
 * The learner that is asked for, or the simplest that fits: sine units for one binary field on a line with k = 3; least squares for diffusion, and for other
 * data where it leaves at most 1% of the variance of held-out states or a network does not leave at least 5% less than it; otherwise a network.
 */
export async function chooseLearner(training: RuleTraining): Promise<Chosen> {
  const { spec, plan, studied, stages } = training;
  if (spec.learner !== 'auto') return await choice(spec.learner, await trainRule(training, spec.learner, 0));
  const { series } = studied;
  if (series.binary && series.fields === 1 && series.height === 1 && plan.dynamics.kernel === 3) {
    return await choice(
      'binary',
      await trainRule(training, 'binary', 0),
      'Binary cells with two neighbours: f is learnt with sine units, P as a map of 0 and 1.',
    );
  }
  if (spec.system.type === 'vicsek') {
    return await choice(
      'network',
      await trainRule(training, 'network', 0),
      'The Vicsek model is not linear: f and P are networks.',
    );
  }
  const linear = await trainRule(training, 'linear', 0);
  const left = measurePrediction(linear.rule, studied.heldOut).ratio.value;
  if (spec.system.type === 'diffusion' || left <= linearEnough) {
    stages.skip(ruleWork);
    return await choice(
      'linear',
      linear,
      `A linear f by least squares leaves ${percent(left)} of the variance of held-out states: f and P are linear.`,
    );
  }
  const network = await trainRule(training, 'network', 0);
  const leftByNetwork = measurePrediction(network.rule, studied.heldOut).ratio.value;
  const compared = `Of the variance of held-out states a linear f leaves ${percent(left)}, a network ${percent(leftByNetwork)}`;
  return leftByNetwork <= betterBy * left
    ? await choice('network', network, `${compared}: f and P are networks.`)
    : await choice('linear', linear, `${compared}, which is not better: f and P are linear.`);
}

async function choice(name: LearnerName, dynamics: LearntDynamics, ...notes: string[]): Promise<Chosen> {
  return { name, learner: await learnerOf(name), dynamics, notes };
}

const percent = (share: number) => `${Number((100 * share).toPrecision(2))}%`;
