import { RandomStream } from '../../../compute/random.ts';
import type { ExperimentKind } from '../../context.ts';
import { vectorModelArtifacts } from '../artifacts.ts';
import { train, type TrainingContext } from '../training.ts';
import type { SpecOf } from '../../../../preload/contract/index.ts';
import { evaluateLinearSystem } from './evaluation.ts';
import { LinearSystemModel } from './model.ts';

const heldOutPairs = 512;
const evaluatedExamples = 400;

/** Trains on pairs drawn anew for every step. */
export async function trainLinearSystem(
  spec: SpecOf<'linear-system'>,
  context: TrainingContext,
): Promise<LinearSystemModel> {
  const model = new LinearSystemModel(spec);
  const { pair } = model;
  const heldOut = model.draw(heldOutPairs, new RandomStream(spec.seed, 'held-out pairs'));
  const first = model.draw(heldOutPairs, new RandomStream(spec.seed, 'first batch'));
  pair.initialise(first.u, first.v);
  const stream = context.random('pairs');
  await train(context, {
    engine: pair.engine,
    modules: [pair],
    optimiser: spec.optimiser,
    steps: spec.steps,
    step: () => {
      const { u, v } = model.draw(spec.batch, stream);
      return pair.loss(u, v, spec.gamma, true);
    },
    heldOut: () => pair.loss(heldOut.u, heldOut.v, spec.gamma, false),
    share: [0, 0.95],
  });
  return model;
}

export const linearSystem: ExperimentKind<'linear-system'> = {
  kind: 'linear-system',
  title: 'Linear system',
  description:
    'Finds what a 2×2 matrix and its trajectories have in common, and designs matrices from a trajectory.',
  lane: 'batch',
  async run(context) {
    const { spec } = context;
    const model = await trainLinearSystem(spec, context);
    context.progress(0.95, 'evaluating');
    const scores = evaluateLinearSystem(model, evaluatedExamples, spec.seed);
    await vectorModelArtifacts(context, spec, {
      title: 'Linear system',
      macroDimension: spec.macroDimension,
      observationTolerance: spec.observationTolerance,
      arrays: model.save(),
      scores: { ...scores },
    });
  },
};
