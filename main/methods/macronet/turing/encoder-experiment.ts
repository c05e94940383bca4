import type { SpecOf } from '../../../../preload/contract/index.ts';
import type { ExperimentKind, RunContext } from '../../context.ts';
import { train, type TrainingContext } from '../training.ts';
import { assembleModel } from './assembly.ts';
import { EncoderTraining } from './encoder-training.ts';
import { finishTuringRun } from './finish.ts';
import type { TuringModel } from './model.ts';
import type { Reading } from './pattern-reader.ts';
import { referenceCount } from './reference.ts';
import { split, trainingPatterns, type TrainingPatterns } from './training-data.ts';

/** Where generating, training and assembling end in the run's progress. */
const shares = { data: 0.25, training: 0.85, assembly: 0.9 } as const;
const chunk = 64;
/** Three strides of 2 must leave whole panels of 8 cells. */
const smallestSide = 64;

/** Trains the encoder, φu and the posterior head on patterns that are there. */
export async function trainEncoder(
  spec: SpecOf<'turing-cnn'>,
  { patterns, generation, kept }: TrainingPatterns,
  context: TrainingContext & Pick<RunContext, 'pool'>,
): Promise<TuringModel> {
  const training = new EncoderTraining(spec, patterns, generation);
  training.initialise();
  const stream = context.random('batches');
  await train(context, {
    engine: training.engine,
    modules: training.modules,
    optimiser: spec.optimiser,
    steps: spec.steps,
    step: () => training.step(stream),
    heldOut: () => training.heldOut(),
    data: kept,
    share: [shares.data, shares.training],
  });
  context.progress(shares.training, 'reading all patterns');
  const counts = split(patterns.count);
  const read = (first: number, count: number, name: string): Reading[] => {
    const readings: Reading[] = [];
    const observed = training.observe(
      Array.from({ length: count }, (_, i) => first + i),
      name,
    );
    for (let i = 0; i < observed.length; i += chunk) {
      readings.push(...training.reader.read(observed.slice(i, i + chunk)));
    }
    return readings;
  };
  return await assembleModel(
    {
      parts: {
        spec,
        generation,
        engine: training.engine,
        flowU: training.flowU,
        reader: training.reader,
        posterior: { flow: training.posterior, scale: 1 },
      },
      patterns,
      u: training.u,
      readings: read(0, referenceCount(counts.training), 'pictures of training patterns'),
      heldOutReadings: read(counts.training, counts.heldOut, 'pictures of held-out patterns'),
    },
    context,
  );
}

export const turingCnn: ExperimentKind<'turing-cnn'> = {
  kind: 'turing-cnn',
  title: 'Turing patterns, CNN',
  description:
    'Learns the macrostate of patterns with a small convolutional encoder, and a posterior of the parameters.',
  lane: 'batch',
  async run(context) {
    const { spec } = context;
    const data = await trainingPatterns(context, spec.data, shares.data, smallestSide);
    const model = await trainEncoder(spec, data, context);
    await finishTuringRun(context, model, data.patterns, {
      title:
        spec.observation === 'fields'
          ? 'Turing patterns, CNN on both fields'
          : `Turing patterns, CNN on one picture${spec.unknownZoom ? ' of unknown zoom' : ''}`,
      share: [shares.assembly, 1],
    });
  },
};
