import type { LearntRule, SelfSimilaritySpec } from '../../../../preload/contract/index.ts';
import type { Learner, LearntDynamics } from '../learner.ts';
import { measurePrediction } from './measure.ts';
import type { Plan } from './plan.ts';
import type { StudiedSeries } from './series.ts';
import type { Stages } from './stages.ts';
import { percent } from './words.ts';

export type LearnerName = LearntRule['learner'];

/** A linear rule that leaves less of the variance than this is exact as far as data in single precision can tell. */
const linearEnough = 0.01;
/** A network has to leave less than this share of what the linear rule leaves. */
const betterBy = 0.95;
/** Turned data may cost f so much before they are left out: a rule that does not single out a direction gains by them. */
const turnedAtMost = 1.02;
/** Shares of the variance below this are the rounding of single precision. */
const rounding = 1e-8;
/** About how the work of the stages compares; progress only. */
export const ruleWork = 1;

export interface Chosen {
  name: LearnerName;
  learner: Learner;
  /** Of the first repeat. */
  dynamics: LearntDynamics;
  /** Whether the rotations of planar lattices are added to the training data. */
  augment: boolean;
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
  { plan, studied, stages }: RuleTraining,
  { name, augment }: Pick<Chosen, 'name' | 'augment'>,
  repeat: number,
): Promise<LearntDynamics> {
  const learner = await learnerOf(name);
  const title = `learning f${augment ? ' from turned lattices too' : ''}`;
  return await stages.train({
    name: `rule/${name}/${augment ? 'turned' : 'plain'}/${repeat}`,
    title: repeat === 0 ? title : `${title}, repeat ${repeat + 1}`,
    metric: repeat > 0 ? null : augment ? 'rule, turned: loss' : 'rule: loss',
    work: ruleWork,
    make: (random) => learner.dynamics({ series: studied.series, settings: plan.dynamics, augment }, random),
  });
}

/** How often stage one may be gone through before a learner is chosen. */
export function rulesTried({ learner, augment }: SelfSimilaritySpec): number {
  return (learner === 'auto' ? 2 : 1) * (augment ? 2 : 1);
}

/**
 * The learner that is asked for, or the simplest that fits: sine units for one binary field on a line with k = 3; least squares for diffusion, and for other
 * data where it leaves at most 1% of the variance of held-out states or a network does not leave at least 5% less than it; otherwise a network.
 * Planar own data are turned where f does not lose by it, for they may single out a direction.
 */
export async function chooseLearner(training: RuleTraining): Promise<Chosen> {
  const { spec, plan, studied } = training;
  if (spec.learner !== 'auto') return await choice(await tried(training, spec.learner));
  const { series } = studied;
  if (series.binary && series.fields === 1 && series.height === 1 && plan.dynamics.kernel === 3) {
    return await choice(
      await tried(training, 'binary'),
      'Binary cells with two neighbours: f is learnt with sine units, P as a map of 0 and 1.',
    );
  }
  if (spec.system.type === 'vicsek') {
    return await choice(
      await tried(training, 'network'),
      'The Vicsek model is not linear: f and P are networks.',
    );
  }
  const linear = await tried(training, 'linear');
  if (spec.system.type === 'diffusion' || linear.left <= linearEnough) {
    return await choice(
      linear,
      `A linear f by least squares leaves ${percent(linear.left)} of the variance of held-out states: f and P are linear.`,
    );
  }
  const network = await tried(training, 'network');
  const compared = `Of the variance of held-out states, by which the choice is made, a linear f leaves ${percent(linear.left)}, a network ${percent(network.left)}`;
  return network.left <= betterBy * linear.left
    ? await choice(network, `${compared}: f and P are networks.`)
    : await choice(linear, `${compared}, which is not better: f and P are linear.`);
}

interface Tried {
  name: LearnerName;
  augment: boolean;
  dynamics: LearntDynamics;
  /** Share of the variance of held-out states that f leaves. */
  left: number;
  notes: string[];
}

/** Stage one, with turned lattices where they are asked for and do no harm. */
async function tried(training: RuleTraining, name: LearnerName): Promise<Tried> {
  const { spec, studied } = training;
  const learn = async (augment: boolean): Promise<Tried> => {
    const dynamics = await trainRule(training, { name, augment }, 0);
    const left = measurePrediction(dynamics.rule, studied.heldOut).ratio.value;
    return { name, augment, dynamics, left, notes: [] };
  };
  const planar = studied.series.height > 1;
  if (!planar || !spec.augment) return await learn(false);
  // Flocks know no direction before they choose one.
  if (spec.system.type !== 'data') return await learn(true);
  const [plain, turned] = [await learn(false), await learn(true)];
  if (turned.left <= Math.max(rounding, turnedAtMost * plain.left)) return turned;
  const note = `Turned lattices are left out: with them f leaves ${percent(turned.left)} of the variance of held-out states instead of ${percent(plain.left)}, so the rule singles out a direction.`;
  return { ...plain, notes: [note] };
}

async function choice({ name, augment, dynamics, notes }: Tried, ...more: string[]): Promise<Chosen> {
  return { name, augment, dynamics, learner: await learnerOf(name), notes: [...more, ...notes] };
}
