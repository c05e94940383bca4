import type { UpscalerModelSpec, UpscalerTrainingSpec } from '../../../../preload/contract/index.ts';
import { couplingName } from '../monte-carlo/presets.ts';

/** What a model is called in lists: "k = 7". */
export function modelName(model: UpscalerModelSpec): string {
  switch (model.type) {
    case 'kernel':
      return `k = ${model.size}`;
    case 'sequential':
      return model.fixedPoint ? 'sequential, fixed point' : 'sequential';
    case 'temperature':
      return `k = ${model.size}, K = ${model.low} to ${model.high}`;
    case 'two-layer':
      return `two layers, k = ${model.size}`;
  }
}

/** What a training is called in lists: "k = 7, 32², critical, AdamW". */
export function trainingName({ model, data, loss, optimiser }: UpscalerTrainingSpec): string {
  return [
    modelName(model),
    data.source === 'run' ? 'spins of a run' : `${data.size}²`,
    ...(data.source === 'monte-carlo' && model.type !== 'temperature' ? [couplingName(data.coupling)] : []),
    ...(loss === 'weighted' ? ['weighted'] : []),
    ...(optimiser.name === 'adamw' && model.type !== 'two-layer' ? ['AdamW'] : []),
  ].join(', ');
}

/** Entries of the document that mean something for a model: tables are counted, so that there is nothing to optimise. */
export function shownEntries({ type }: UpscalerModelSpec): string[] {
  return type === 'sequential'
    ? ['model', 'data', 'loss', 'seed']
    : ['model', 'data', 'loss', 'optimiser', 'seed'];
}

/** AdamW as the shipped two-layer network was trained: small batches, few epochs. */
export const networkOptimiser = {
  name: 'adamw',
  learningRate: 0.003,
  weightDecay: 0,
  epochs: 2,
  batch: 128,
} as const satisfies UpscalerTrainingSpec['optimiser'];

/** The optimiser that goes with another type of model: networks have no convex loss, everything else has. */
export function optimiserFor(
  type: UpscalerModelSpec['type'],
  before: UpscalerModelSpec['type'],
): UpscalerTrainingSpec['optimiser'] | null {
  if (type === before) return null;
  if (type === 'two-layer') return networkOptimiser;
  return before === 'two-layer' ? { name: 'newton' } : null;
}

/** Why a document that its schema accepts can not be trained; null when it can. */
export function trainingProblem({ model, data, optimiser }: UpscalerTrainingSpec): string | null {
  if (model.type === 'two-layer' && optimiser.name === 'newton') {
    return 'A network with a hidden layer has no convex loss: choose AdamW.';
  }
  if (model.type !== 'temperature') return null;
  if (data.source === 'run') {
    return 'The spins of a run have one temperature; a kernel with temperature as input needs Monte Carlo data over a range.';
  }
  return model.low >= model.high ? 'The lowest K has to lie below the highest.' : null;
}

/** What the reader of a document should know before starting it. */
export function trainingAdvice({ model, data, loss }: UpscalerTrainingSpec): string | null {
  if (model.type === 'temperature' && data.source === 'monte-carlo') {
    return `The configurations are shared out over ${model.couplings} couplings from ${model.low} to ${model.high}.`;
  }
  if (loss === 'weighted') {
    return 'Eq. 13 counts the blocking twice: a few configurations will carry the loss. The effective sample size is shown with the result.';
  }
  return null;
}

/** What a step of the loss curve is. */
export function stepName({ model, optimiser }: UpscalerTrainingSpec): string {
  return optimiser.name === 'newton' && model.type !== 'two-layer' ? 'iteration' : 'step';
}
