import type { ExperimentKind, RunContext } from '../../context.ts';
import type { TrainingData } from './data.ts';
import { trainKernel } from './kernel-training.ts';
import { writeOutcome, type Outcome } from './outcome.ts';
import { trainSequential } from './sequential-training.ts';
import { trainingData } from './source.ts';
import { Stopwatch } from '../../stopwatch.ts';

/** Trains an upscaler U(σ|μ) of any type on Monte Carlo data or on the spins of a run. */
export const upscalerTraining: ExperimentKind<'upscaler-training'> = {
  kind: 'upscaler-training',
  title: 'Upscaler training',
  description:
    'Learns to draw spins from their majority blocks: a symmetric kernel by Newton or AdamW, sequential tables by counting, or a two-layer network.',
  lane: 'batch',
  async run(context) {
    const stopwatch = new Stopwatch(context.restore());
    const outcome = await train(context, await trainingData(context), stopwatch);
    await writeOutcome(context, outcome, stopwatch.seconds);
  },
};

async function train(
  context: RunContext<'upscaler-training'>,
  data: TrainingData,
  stopwatch: Stopwatch,
): Promise<Outcome> {
  const { model } = context.spec;
  switch (model.type) {
    case 'kernel':
    case 'temperature':
      return await trainKernel(context, model, data, stopwatch);
    case 'sequential':
      return await trainSequential(context, model, data, stopwatch);
    case 'two-layer':
      // Loads tensors, which the others do without.
      return await (await import('./network-training.ts')).trainNetwork(context, data, stopwatch);
  }
}
