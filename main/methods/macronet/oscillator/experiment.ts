import type { SpecOf } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../compute/random.ts';
import type { ExperimentKind } from '../../context.ts';
import { vectorModelArtifacts } from '../artifacts.ts';
import { train, type TrainingContext } from '../training.ts';
import { evaluateOscillator } from './evaluation.ts';
import { OscillatorModel } from './model.ts';

const heldOutPairs = 512;
const evaluatedStates = 400;

/** Trains on pairs of states drawn anew for every step. */
export async function trainOscillator(
  spec: SpecOf<'oscillator'>,
  context: TrainingContext,
): Promise<OscillatorModel> {
  const model = new OscillatorModel(spec);
  const { engine, flow, dimension } = model;
  const heldOut = model.draw(heldOutPairs, new RandomStream(spec.seed, 'held-out pairs'));
  const first = model.draw(heldOutPairs, new RandomStream(spec.seed, 'first batch'));
  engine.scope(() => flow.initialise(engine.zeros(dimension, heldOutPairs).setExamples(first.u)));
  const stream = context.random('pairs');
  await train(context, {
    engine,
    modules: [flow],
    optimiser: spec.optimiser,
    steps: spec.steps,
    step: () => model.loss(model.draw(spec.batch, stream), true),
    heldOut: () => model.loss(heldOut, false),
    share: [0, 0.95],
  });
  return model;
}

export const oscillator: ExperimentKind<'oscillator'> = {
  kind: 'oscillator',
  title: 'Harmonic oscillator',
  description: 'Finds the invariant of an oscillator’s past and future, which turns out to be the energy.',
  lane: 'batch',
  async run(context) {
    const { spec } = context;
    const model = await trainOscillator(spec, context);
    context.progress(0.95, 'evaluating');
    const { emptiestSector, fullestSector, ...scores } = evaluateOscillator(
      model,
      evaluatedStates,
      spec.seed,
    );
    await vectorModelArtifacts(context, spec, {
      title: 'Harmonic oscillator',
      macroDimension: spec.macroDimension,
      arrays: model.save(),
      scores: {
        ...scores,
        emptiestSector: { value: emptiestSector },
        fullestSector: { value: fullestSector },
      },
    });
  },
};
