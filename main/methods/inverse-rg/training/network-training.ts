import type { UpscalerTrainingResult } from '../../../../preload/contract/index.ts';
import type { RunContext } from '../../context.ts';
import { trainTwoLayer } from '../two-layer/training.ts';
import { Counting } from './counting.ts';
import { ensembleData, partCounts, type TrainingData } from './data.ts';
import { entropyFloor } from './floor.ts';
import { gatherEnsembles, type GatheredEnsembles } from './gathering.ts';
import { KernelProblem } from './kernel-problem.ts';
import { minimiseByNewton } from './newton.ts';
import type { Outcome } from './outcome.ts';
import type { Stopwatch } from '../../stopwatch.ts';
import { ofConfigurations } from './walk.ts';

/** Largest kernel of two layers that sees no further than the 4×4 block window. */
const largestInWindow = 3;

/** Trains the two-layer network of the paper on the configurations themselves: its loss does not compress to counts. */
export async function trainNetwork(
  context: RunContext<'upscaler-training'>,
  data: TrainingData,
  stopwatch: Stopwatch,
): Promise<Outcome> {
  const saved = context.restore();
  // Configurations are drawn again, bit for bit, when a training is taken up; until it goes on, its checkpoint stays what it was.
  const gathered = await gatherEnsembles(
    context.pool,
    data,
    () => context.breathe(() => saved ?? { arrays: {}, values: {} }),
    (done, total) => context.progress((0.1 * done) / total, `sampling: ${ofConfigurations(done, total)}`),
  );
  const { parameters, loss, steps, parameterCount } = await trainTwoLayer(
    {
      backend: context.backend,
      useBackend: (name) => context.useBackend(name),
      metric: (name, step, value) => context.metric(name, step, value),
      progress: (fraction, message) => context.progress(fraction, message),
      restore: () => saved,
      breathe: (snapshot) => context.breathe(() => stopwatch.stamp(snapshot())),
    },
    context.spec,
    gathered,
    [0.1, 0.95],
  );
  return {
    title: `Two layers, k = ${parameters.size}`,
    parameters,
    result: {
      weights: [],
      kernel: null,
      loss,
      newtonLoss: null,
      gradient: null,
      iterations: steps,
      parameters: parameterCount,
      configurations: gathered.training.count,
      ...(await besideOneLayer(context, gathered, parameters.size)),
    },
  };
}

/** What one layer of the same size and a free table reach on the same configurations. */
async function besideOneLayer(
  context: RunContext<'upscaler-training'>,
  gathered: GatheredEnsembles,
  kernelSize: number,
): Promise<Pick<UpscalerTrainingResult, 'floor' | 'effectiveSize' | 'notes'>> {
  const { spec } = context;
  const counting = new Counting(
    { counter: 'window-4', levels: 1, weighted: spec.loss === 'weighted', batches: null },
    ensembleData(gathered, null, partCounts({ type: 'kernel', size: 7 })),
    spec.seed,
  );
  await counting.run(
    context.pool,
    async () => {},
    (done, total) => context.progress(0.95 + (0.04 * done) / total, 'one layer on the same configurations'),
  );
  const problem = new KernelProblem(counting, kernelSize, [0], 0);
  const { weights } = minimiseByNewton(problem.training);
  const loss = {
    training: problem.loss('training', weights),
    heldOut: problem.loss('held-out', weights),
  };
  return {
    floor: kernelSize <= largestInWindow ? entropyFloor(counting, [1], loss) : null,
    effectiveSize: counting.whole('training', 0).effectiveSize,
    notes: [
      `One layer with k = ${kernelSize} has a loss of ${loss.heldOut.value.toFixed(5)} on the same held-out configurations, with ${weights.length} weights at their optimum.`,
    ],
  };
}
