import {
  nameOfScale,
  type FieldPreview,
  type Scale,
  type SelfSimilarityResult,
  type SelfSimilaritySpec,
  type ShapedArray,
} from '../../../../preload/contract/index.ts';
import type { LearntDynamics, LearntMap } from '../learner.ts';
import { chooseLearner, rulesTried, ruleWork, trainRule, type Chosen, type RuleTraining } from './choice.ts';
import { timeExponent } from './exponent.ts';
import { framesOf } from './pictures.ts';
import { fittedTo, planOf } from './plan.ts';
import { measureRule, ruleNotes, type LearntAndMeasured } from './rules.ts';
import { assessScale, type AssessedScale, type TrainedScale } from './scale-result.ts';
import { seriesOf, type StudiedSeries } from './series.ts';
import { Stages, type StagesContext } from './stages.ts';

/** Of one scale beside stage one; progress only. */
const scaleWork = 2;

export interface AnalysisContext extends StagesContext {
  frame(fields: FieldPreview[]): void;
}

export interface Analysis {
  studied: StudiedSeries;
  scales: AssessedScale[];
  result: SelfSimilarityResult;
}

/**
 * Makes the series of a system, learns f and at every scale P, measures them on held-out data and judges.
 * @param input own data, [runs, times, fields, height, width].
 * @throws HostError for systems, data, scales and learners that do not go together.
 */
export async function analyse(
  spec: SelfSimilaritySpec,
  input: ShapedArray | undefined,
  context: AnalysisContext,
): Promise<Analysis> {
  const wanted = planOf(spec);
  const perScale = scaleWork * (spec.free ? 2 : 1);
  const rules = rulesTried(spec) + spec.repeats - 1;
  const stages = new Stages(context, ruleWork * rules + spec.repeats * perScale * wanted.scales.length);
  context.progress(0, 'making the series');
  const studied = await seriesOf(spec.system, spec.seed, input, {
    longest: wanted.longest,
    breathe: async () => await stages.breathe(),
  });
  const { plan, notes } = fittedTo(wanted, studied);
  stages.leaveOut(spec.repeats * perScale * (wanted.scales.length - plan.scales.length));
  context.frame(framesOf(studied.heldOut));
  const outcome = await learn({ spec, plan, studied, stages }, (frames) => context.frame(frames));
  const result = resultOf(spec, studied, outcome, stages.seconds);
  return {
    studied,
    scales: outcome.scales,
    result: { ...result, notes: [...notes, ...result.notes] },
  };
}

interface Outcome {
  chosen: Chosen;
  rules: LearntAndMeasured[];
  scales: AssessedScale[];
}

/** Both stages for every repeat and scale, measured as soon as a scale is done. */
async function learn(training: RuleTraining, show: (frames: FieldPreview[]) => void): Promise<Outcome> {
  const { spec, plan, studied, stages } = training;
  const chosen = await chooseLearner(training);
  const dynamics: LearntDynamics[] = [chosen.dynamics];
  for (let repeat = 1; repeat < repeatsOf(spec, chosen); repeat++) {
    dynamics.push(await trainRule(training, chosen, repeat));
  }
  const rules = dynamics.map((each) => measureRule(each, studied));
  // Fewer may have been tried, or repeated.
  stages.reach(ruleWork * (rulesTried(spec) + spec.repeats - 1));
  const breathe = async () => await stages.breathe();
  const scales: AssessedScale[] = [];
  for (const scale of plan.scales) {
    const trained: TrainedScale = { scale, shared: [], free: [] };
    for (const [repeat, { rule }] of dynamics.entries()) {
      trained.shared.push(await trainMaps(training, chosen, { scale, rule, repeat, free: false }));
      if (spec.free)
        trained.free.push(await trainMaps(training, chosen, { scale, rule, repeat, free: true }));
    }
    const assessed = await assessScale(trained, { spec, studied, rules, breathe });
    show(framesOf(studied.heldOut, assessed));
    scales.push(assessed);
  }
  return { chosen, rules, scales };
}

/** Least squares has no chance in it. */
const repeatsOf = ({ repeats }: SelfSimilaritySpec, { name }: Chosen) => (name === 'linear' ? 1 : repeats);

interface MapTraining {
  scale: Scale;
  rule: LearntDynamics['rule'];
  repeat: number;
  free: boolean;
}

/** Stage two at one scale. */
async function trainMaps(
  { spec, studied, stages }: RuleTraining,
  { learner, augment }: Chosen,
  { scale, rule, repeat, free }: MapTraining,
): Promise<LearntMap[]> {
  const name = nameOfScale(scale);
  const title = `${name}: learning P${free ? ' with a macro rule of its own' : ''}`;
  return await stages.train({
    name: `${name}/${free ? 'free' : 'shared'}/${repeat}`,
    title: repeat === 0 ? title : `${title}, repeat ${repeat + 1}`,
    metric: repeat === 0 ? `${name}${free ? ' free' : ''}: loss` : null,
    work: scaleWork,
    make: (random) =>
      learner.coarseGraining(
        {
          series: studied.series,
          rule,
          scale,
          settings: spec.coarseGraining,
          augment,
          free,
        },
        random,
      ),
  });
}

function resultOf(
  spec: SelfSimilaritySpec,
  studied: StudiedSeries,
  { chosen, rules, scales }: Outcome,
  seconds: number,
): SelfSimilarityResult {
  const { series, heldOut, title, fields } = studied;
  const results = scales.map(({ result }) => result);
  return {
    title,
    dimension: series.height === 1 ? 1 : 2,
    fields,
    binary: series.binary,
    shape: { runs: series.runs, times: series.times, height: heldOut.height, width: heldOut.width },
    boundary: series.boundary,
    rules: rules.map(({ described }) => described),
    scales: results,
    // A macro state that says nothing is predicted well at any T.
    exponent: timeExponent(results.filter(({ trivial }) => trivial === null)),
    notes: [
      ...studied.notes,
      ...chosen.notes,
      ...(chosen.dynamics.notes ?? []),
      ...ruleNotes(rules[0], studied),
      ...errorNotes(spec, chosen, rules[0]),
    ],
    seconds,
  };
}

/** How errors were made. */
function errorNotes(
  { repeats, free }: SelfSimilaritySpec,
  { name }: Chosen,
  { law }: LearntAndMeasured,
): string[] {
  const several = name !== 'linear' && repeats > 1;
  return [
    several
      ? `Figures of scales are means over ${repeats} whole trainings with the standard error of the mean; pictures show the first.`
      : 'Errors of measured figures come from a jackknife over about 20 blocks of held-out times and cells; reconstruction errors have none.',
    ...(law === null
      ? []
      : ['Consistency and variance of maps of cells are over all contexts equally, without error.']),
    ...(name === 'linear' && repeats > 1
      ? ['Least squares has no chance in it: repeats would all be the same.']
      : []),
    ...(free
      ? [
          'Free macro dynamics are measured on held-out data; the restart with the lowest reconstruction error is taken.',
        ]
      : []),
  ];
}
