import { chooseBackend, type BackendName } from '../../../compute/backends/index.ts';
import { learningRate } from '../../../compute/simd/index.ts';
import type { RunContext } from '../../context.ts';
import type { Patterns } from '../../gray-scott/patterns.ts';
import type { Losses } from '../training.ts';
import { assembleModel } from '../turing/assembly.ts';
import { finishTuringRun } from '../turing/finish.ts';
import type { TuringModel } from '../turing/model.ts';
import type { ObservedPattern } from '../turing/observation.ts';
import type { Reading } from '../turing/pattern-reader.ts';
import { referenceCount } from '../turing/reference.ts';
import { split, trainingPatterns, type TrainingPatterns } from '../turing/training-data.ts';
import { ConvolutionalReader } from './reader.ts';
import { ConvolutionalTraining } from './training.ts';

type Context = RunContext<'turing-convolutional'>;

/** Where generating, training and assembling end in the run's progress. */
const shares = { data: 0.1, training: 0.9, assembly: 0.95 } as const;
const heldOutReadings = 40;
/** Steps between two chances to stop where every one of them has to fetch the weights from a graphics card. */
const stepsOnDevice = 10;
const chunk = 64;

/** Generates or loads patterns, trains on the best backend there is, evaluates, and writes the model. */
export async function runConvolutional(context: Context): Promise<void> {
  const { name } = await chooseBackend(context.backend);
  context.useBackend(name);
  if (name === 'wasm' || name === 'cpu') {
    context.log(
      'No GPU can be used, so this training is slow: some tenths of a second for each step on one core. The spectral hybrid and the CNN learn ' +
        'the same in minutes.',
    );
  }
  const data = await trainingPatterns(context, context.spec.data, shares.data);
  const model = await trainConvolutional(context, data, name);
  await finishTuringRun(context, model, data.patterns, {
    title: 'Turing patterns, convolutional flow',
    share: [shares.assembly, 1],
  });
}

async function trainConvolutional(
  context: Context,
  { patterns, generation, kept }: TrainingPatterns,
  backend: BackendName,
): Promise<TuringModel> {
  const { spec } = context;
  const { steps, optimiser } = spec;
  const training = new ConvolutionalTraining(spec, patterns, generation);
  const batches = context.random('batches');
  const pictures = context.random('sampled pictures');
  const restored = context.restore();
  let step = 0;
  if (typeof restored?.values.step === 'number') {
    training.restore(restored.arrays);
    step = restored.values.step;
  }
  const breathe = async () => {
    const arrays = { ...(await training.checkpoint()), ...kept };
    await context.breathe(() => ({ arrays, values: { step } }));
  };
  const stepsBetween = backend === 'webgpu' || backend === 'tfjs-node-gpu' ? stepsOnDevice : 1;
  const heldOutEvery = Math.max(1, Math.floor(steps / heldOutReadings));
  for (; step < steps; step++) {
    if (step % stepsBetween === 0) await breathe();
    const rate = learningRate(optimiser, step, steps);
    const losses = await training.step(batches, rate);
    if (!Number.isFinite(losses.total)) {
      throw new Error(`the loss is ${losses.total} at step ${step}: lower the learning rate`);
    }
    report(context, 'training', step, losses);
    context.metric('learning rate', step, rate);
    context.progress(
      shares.data + ((step + 1) / steps) * (shares.training - shares.data),
      `step ${step + 1} of ${steps} on ${backend}`,
    );
    if (step % heldOutEvery === 0 || step === steps - 1) {
      report(context, 'held out', step, await training.heldOut());
      context.frame(await training.sample(pictures));
    }
  }

  const { flowU, engine, u } = training;
  const reader = await ConvolutionalReader.load(spec, patterns.size, await training.save());
  training.dispose();
  const counts = split(patterns.count);
  const read = async (first: number, count: number): Promise<Reading[]> => {
    const readings: Reading[] = [];
    for (let i = 0; i < count; i += chunk) {
      context.progress(shares.training, `reading pattern ${first + i + 1} of ${patterns.count}`);
      readings.push(...reader.read(fieldsOf(patterns, first + i, Math.min(chunk, count - i))));
    }
    return readings;
  };
  return await assembleModel(
    {
      parts: { spec, generation, engine, flowU, reader, posterior: null },
      patterns,
      u,
      readings: await read(0, referenceCount(counts.training)),
      heldOutReadings: await read(counts.training, counts.heldOut),
    },
    context,
  );
}

function fieldsOf({ size, a, b }: Patterns, first: number, count: number): ObservedPattern[] {
  const cells = size * size;
  return Array.from({ length: count }, (_, i) => {
    const plane = (field: Float32Array) => field.subarray((first + i) * cells, (first + i + 1) * cells);
    return { observation: 'fields', size, a: plane(a), b: plane(b) };
  });
}

function report(context: Context, where: string, step: number, losses: Losses): void {
  for (const [name, value] of Object.entries(losses)) context.metric(`${where}: ${name}`, step, value);
}
