import { HostError, type Estimate, type SpecOf } from '../../../../preload/contract/index.ts';
import type { RunContext } from '../../context.ts';
import type { SequentialTables } from '../upscaler.ts';
import { binnedMean } from './binned-errors.ts';
import { Counting } from './counting.ts';
import type { DataPart, TrainingData } from './data.ts';
import { entropyFloor } from './floor.ts';
import { KernelProblem } from './kernel-problem.ts';
import { minimiseByNewton } from './newton.ts';
import type { Outcome } from './outcome.ts';
import { sequentialLoss, sequentialParameters, sequentialTables } from './sequential-tables.ts';
import type { Stopwatch } from '../../stopwatch.ts';
import { ofConfigurations } from './walk.ts';

type Model = Extract<SpecOf<'upscaler-training'>['model'], { type: 'sequential' }>;

/** Fills the tables of sequential 2×2 sampling by counting; nothing is minimised. */
export async function trainSequential(
  context: RunContext<'upscaler-training'>,
  model: Model,
  data: TrainingData,
  stopwatch: Stopwatch,
): Promise<Outcome> {
  const { spec } = context;
  if (model.fixedPoint && data.size % 4 !== 0) {
    throw new HostError(
      'bad-argument',
      `Lattices of side ${data.size} cannot be blocked twice, which fixed-point tables need.`,
      { where: 'data', remedy: 'Take lattices whose side divides by four, or switch the fixed point off.' },
    );
  }
  const counting = new Counting(
    {
      counter: 'sequential',
      levels: model.fixedPoint ? 2 : 1,
      weighted: spec.loss === 'weighted',
      batches: null,
    },
    data,
    spec.seed,
  );
  const saved = context.restore();
  if (saved) counting.restore(saved);
  await counting.run(
    context.pool,
    () => context.breathe(() => stopwatch.stamp(counting.snapshot())),
    (done, total) =>
      context.progress((0.97 * done) / total, `sampling and counting: ${ofConfigurations(done, total)}`),
  );
  const iteratedLevel = model.fixedPoint ? 1 : 0;
  const last = sequentialTables(counting.whole('training', 0));
  const iterated = model.fixedPoint ? sequentialTables(counting.whole('training', 0, 1)) : last;
  const loss = {
    training: lossOf(counting, 'training', last, 0),
    heldOut: lossOf(counting, 'held-out', last, 0),
  };
  const iteratedLoss = lossOf(counting, 'held-out', iterated, iteratedLevel);
  context.metric('training: loss', 1, loss.training.value);
  context.metric('held out: loss', 1, loss.heldOut.value);

  const kernel = new KernelProblem(counting, 7, [0], 0);
  const { weights } = minimiseByNewton(kernel.training);
  const kernelLoss = {
    training: kernel.loss('training', weights),
    heldOut: kernel.loss('held-out', weights),
  };
  const whole = counting.whole('training', 0);
  const notes = [
    `The kernel k = 7 has a loss of ${kernelLoss.heldOut.value.toFixed(5)} on the same held-out data. The floor is that of independent pixels; the four passes see each other and may go below.`,
    'Tables are counted, not minimised: the optimiser of the specification plays no part.',
  ];
  if (model.fixedPoint) {
    notes.push(
      `Tables of all doublings but the last are counted on (Rσ, R²σ): their held-out loss is ${iteratedLoss.value.toFixed(5)} on blocked lattices of ${data.size / 2}².`,
    );
  }
  if (spec.loss === 'weighted') {
    notes.push('Weighted counts (Eq. 13): few configurations decide; see the effective sample size.');
  }
  return {
    title: model.fixedPoint ? 'Sequential 2×2 tables, fixed point' : 'Sequential 2×2 tables',
    parameters: { type: 'sequential', iterated, last },
    result: {
      weights: [],
      kernel: null,
      loss,
      floor: entropyFloor(counting, [1], kernelLoss),
      newtonLoss: null,
      gradient: null,
      iterations: 1,
      parameters: sequentialParameters * counting.plan.levels,
      configurations: whole.configurations,
      effectiveSize: whole.effectiveSize,
      notes,
    },
  };
}

function lossOf(counting: Counting, use: DataPart['use'], tables: SequentialTables, level: number): Estimate {
  const whole = counting.whole(use, 0, level);
  return binnedMean(
    counting
      .parts(use, 0, level)
      .filter(({ configurations }) => configurations > 0)
      .map((part) => ({
        stratum: 0,
        share: (part.weight * part.unitIn(whole)) / whole.weight,
        value: sequentialLoss(tables, part),
      })),
  );
}
