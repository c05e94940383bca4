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
  return type === 'sequential' ? ['model', 'data', 'seed'] : ['model', 'data', 'loss', 'optimiser', 'seed'];
}

/** What the reader of a document should know before starting it. */
export function trainingAdvice({ model, data, loss, optimiser }: UpscalerTrainingSpec): string | null {
  if (model.type === 'two-layer' && optimiser.name === 'newton') {
    return 'A network with a hidden layer has no convex loss: it is trained with AdamW.';
  }
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
