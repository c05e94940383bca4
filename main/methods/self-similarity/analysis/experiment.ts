import {
  nameOfScale,
  type Scale,
  type SelfSimilarityResult,
  type SelfSimilaritySpec,
} from '../../../../preload/contract/index.ts';
import type { ExperimentKind, RunContext } from '../../context.ts';
import type { LearntDynamics, LearntMap } from '../learner.ts';
import { augmented, chooseLearner, ruleWork, trainRule, type Chosen, type RuleTraining } from './choice.ts';
import { timeExponent } from './exponent.ts';
import { framesOf, pictureArrays } from './pictures.ts';
import { checkScales, planOf } from './plan.ts';
import { measureRule, ruleNotes, type LearntAndMeasured } from './rules.ts';
import { assessScale, type AssessedScale, type TrainedScale } from './scale-result.ts';
import { seriesOf, type StudiedSeries } from './series.ts';
import { Stages } from './stages.ts';
import { scaleTable, summaryOf } from './tables.ts';

type Context = RunContext<'self-similarity'>;

/** Of one scale beside stage one; progress only. */
const scaleWork = 2;

export const selfSimilarity: ExperimentKind<'self-similarity'> = {
  kind: 'self-similarity',
  title: 'Self-similarity of a dynamics',
  description:
    'Learns the local rule of a system and coarse-grainings under which macro states obey the same rule, and says how well they do.',
  lane: 'batch',
  async run(context) {
    const { spec } = context;
    const plan = planOf(spec);
    const repeats = Math.max(1, spec.repeats);
    const perScale = scaleWork * (spec.free ? 2 : 1);
    const stages = new Stages(context, repeats * (ruleWork + perScale * plan.scales.length) + ruleWork);
    context.progress(0, 'making the series');
    const studied = await seriesOf(spec.system, spec.seed, (await context.inputs()).spacetime, {
      longest: plan.longest,
      breathe: async () => await stages.breathe(),
    });
    checkScales(plan, studied);
    context.frame(framesOf(studied.heldOut));
    const outcome = await learn({ spec, plan, studied, stages }, (frames) => context.frame(frames));
    await write(context, studied, outcome, stages.seconds);
  },
};

interface Outcome {
  chosen: Chosen;
  rules: LearntAndMeasured[];
  scales: AssessedScale[];
}

/** Both stages for every repeat and scale, measured as soon as a scale is done. */
async function learn(
  training: RuleTraining,
  show: (frames: ReturnType<typeof framesOf>) => void,
): Promise<Outcome> {
  const { spec, plan, studied, stages } = training;
  const chosen = await chooseLearner(training);
  const dynamics: LearntDynamics[] = [chosen.dynamics];
  for (let repeat = 1; repeat < repeatsOf(spec, chosen); repeat++) {
    dynamics.push(await trainRule(training, chosen.name, repeat));
  }
  const rules = dynamics.map((each) => measureRule(each, studied));
  const scales: AssessedScale[] = [];
  for (const scale of plan.scales) {
    const trained: TrainedScale = { scale, shared: [], free: [] };
    for (const [repeat, { rule }] of dynamics.entries()) {
      trained.shared.push(await trainMaps(training, chosen, { scale, rule, repeat, free: false }));
      if (spec.free)
        trained.free.push(await trainMaps(training, chosen, { scale, rule, repeat, free: true }));
    }
    await stages.breathe();
    const assessed = assessScale(trained, { spec, studied, rules });
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
  { learner }: Chosen,
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
          augment: augmented(spec, studied),
          free,
        },
        random,
      ),
  });
}

async function write(
  context: Context,
  studied: StudiedSeries,
  outcome: Outcome,
  seconds: number,
): Promise<void> {
  const result = resultOf(context.spec, studied, outcome, seconds);
  for (const note of result.notes) context.log(note);
  await context.artifact('pictures.npz', {
    type: 'arrays',
    arrays: pictureArrays(studied.heldOut, outcome.scales),
  });
  await context.artifact('scales.csv', { type: 'text', mime: 'text/csv', text: scaleTable(result) });
  await context.artifact('result.json', { type: 'json', value: result });
  context.summary(summaryOf(result));
  context.progress(1, 'done');
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
    exponent: timeExponent(results),
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
