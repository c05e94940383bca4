import type { RunContext } from '../../context.ts';
import { trainTwoLayer } from '../two-layer/training.ts';
import type { TrainingData } from './data.ts';
import { gatherEnsembles } from './gathering.ts';
import type { Outcome } from './outcome.ts';

/** Trains the two-layer network of the paper on the configurations themselves: its loss does not compress to counts. */
export async function trainNetwork(
  context: RunContext<'upscaler-training'>,
  data: TrainingData,
): Promise<Outcome> {
  const saved = context.restore();
  // Configurations are drawn again, bit for bit, when a training is taken up; until it goes on, its checkpoint stays what it was.
  const gathered = await gatherEnsembles(
    context.pool,
    data,
    () => context.breathe(() => saved ?? { arrays: {}, values: {} }),
    (done, total) =>
      context.progress(
        (0.1 * done) / total,
        `sampling: ${done.toLocaleString('en')} of ${total.toLocaleString('en')} configurations`,
      ),
  );
  const { parameters, loss, steps, parameterCount } = await trainTwoLayer(
    context,
    context.spec,
    gathered,
    [0.1, 0.98],
  );
  return {
    title: `Two layers, k = ${parameters.size}`,
    parameters,
    result: {
      weights: [],
      kernel: null,
      loss,
      floor: null,
      newtonLoss: null,
      gradient: null,
      iterations: steps,
      parameters: parameterCount,
      configurations: gathered.training.count,
      effectiveSize: gathered.training.count,
      notes: [],
    },
  };
}
