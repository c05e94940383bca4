import type { ArrayRecord, FigureResult } from '../../../../preload/contract/index.ts';
import type { ExperimentKind, RunContext, Snapshot } from '../../context.ts';
import type { UpscalerParameters } from '../upscaler.ts';
import type { FigureRecipe } from './figure.ts';
import { recipes } from './index.ts';
import { costOf, type Job, type JobResults, type ResultOf } from './jobs.ts';
import { perform, upscalerFrom } from './perform.ts';
import type { Stage } from './stage.ts';
import { figureTable } from './table.ts';

type Context = RunContext<'inverse-rg-figure'>;
type AnyResult = JobResults[keyof JobResults];

const jobPrefix = 'job/';

/** Makes a figure of the paper from nothing: trains, grows and simulates what it shows, then draws it. */
export const inverseRgFigure: ExperimentKind<'inverse-rg-figure'> = {
  kind: 'inverse-rg-figure',
  title: 'Figure of the inverse RG paper',
  description: 'Makes a figure or the tables of the inverse RG paper again, from training data to plot.',
  lane: 'batch',
  async run(context) {
    const recipe = recipes[context.spec.figure];
    const started = performance.now();
    const jobs = recipe.jobs(context.spec);
    const saved = context.restore();
    const earlier = saved ? Number(saved.values.seconds) : 0;
    const seconds = () => earlier + (performance.now() - started) / 1000;
    const finished = await finishAll(context, jobs, saved, seconds);
    await write(context, recipe, jobs, finished, seconds());
  },
};

/** Does the jobs that are not done yet, in order; every checkpoint holds those that are and where the present one stands. */
async function finishAll(
  context: Context,
  jobs: Record<string, Job>,
  saved: Snapshot | null,
  seconds: () => number,
): Promise<Map<string, AnyResult>> {
  const finished = new Map(Object.entries((saved?.values.finished ?? {}) as Record<string, AnyResult>));
  const total = Object.values(jobs).reduce((sum, job) => sum + costOf(job), 0);
  let present = saved;
  let spent = 0;
  for (const [name, job] of Object.entries(jobs)) {
    const cost = costOf(job);
    if (!finished.has(name)) {
      const resumed = present?.values.present === name ? partOf(present) : null;
      present = null;
      const stage: Stage = {
        context,
        restore: () => resumed,
        breathe: (take) => context.breathe(() => withPart(take(), name, finished, seconds())),
        progress: (fraction, message) =>
          context.progress((spent + fraction * cost) / total, `${name}: ${message}`),
      };
      stage.progress(0, 'starting');
      finished.set(name, await perform(stage, job, (from, size) => upscalerOf(jobs, finished, from, size)));
    }
    spent += cost;
  }
  return finished;
}

function withPart(
  { arrays, values }: Snapshot,
  present: string,
  finished: ReadonlyMap<string, AnyResult>,
  seconds: number,
): Snapshot {
  return {
    arrays: Object.fromEntries(Object.entries(arrays).map(([name, array]) => [jobPrefix + name, array])),
    values: { present, job: values, finished: Object.fromEntries(finished), seconds },
  };
}

function partOf({ arrays, values }: Snapshot): Snapshot | null {
  const own: ArrayRecord = {};
  for (const [name, array] of Object.entries(arrays)) own[name.slice(jobPrefix.length)] = array;
  const part = { arrays: own, values: values.job as Snapshot['values'] };
  return Object.keys(part.values).length > 0 ? part : null;
}

function upscalerOf(
  jobs: Record<string, Job>,
  finished: ReadonlyMap<string, AnyResult>,
  from: string,
  size: number,
): UpscalerParameters {
  const job = jobs[from];
  if (job?.type !== 'kernels' && job?.type !== 'network') throw new RangeError(`${from} makes no upscaler`);
  return upscalerFrom(job, finished.get(from) as JobResults['kernels' | 'network'], size);
}

async function write(
  context: Context,
  recipe: FigureRecipe,
  jobs: Record<string, Job>,
  finished: ReadonlyMap<string, AnyResult>,
  seconds: number,
): Promise<void> {
  const drawn = recipe.draw(jobs, <J extends Job>(name: string) => finished.get(name) as ResultOf<J>);
  const result: FigureResult = {
    figure: recipe.figure,
    title: recipe.title,
    ...drawn,
    notes: [...drawn.notes, ...jobNotes(context, jobs, finished)],
    seconds,
  };
  await context.artifact('figure.json', { type: 'json', value: result });
  await context.artifact('figure.csv', { type: 'text', mime: 'text/csv', text: figureTable(result) });
  context.summary({ configurations: context.spec.configurations, seconds });
  context.progress(1, 'done');
}

/** What holds for all figures: sizes of the data, and how far a weighted loss can be trusted. */
function jobNotes(
  { spec }: Context,
  jobs: Record<string, Job>,
  finished: ReadonlyMap<string, AnyResult>,
): string[] {
  const notes = [
    `${spec.configurations.toLocaleString('en')} configurations per curve and ${spec.trainingConfigurations.toLocaleString('en')} for training; the paper takes a million of each. Error bars are one standard error.`,
  ];
  for (const [name, job] of Object.entries(jobs)) {
    if (job.type !== 'kernels' || !job.weighted) continue;
    const { effectiveSize } = finished.get(name) as JobResults['kernels'];
    notes.push(
      `The weighted loss leaves an effective sample of ${effectiveSize.toFixed(0)} of its ${job.configurations.toLocaleString('en')} training configurations; errors of its weights are not part of the error bars. The weights are those of its minimum; the paper’s training by AdamW ended before it, which is why γ/ν differs (docs/upscaling.md).`,
    );
  }
  return notes;
}
