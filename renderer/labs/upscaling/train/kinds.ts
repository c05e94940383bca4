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

/** What a training is called in lists: "k = 7, 32² at K_c, AdamW". */
export function trainingName({ model, data, loss, optimiser }: UpscalerTrainingSpec): string {
  const atCoupling = data.source === 'monte-carlo' && model.type !== 'temperature';
  return [
    modelName(model),
    data.source === 'run'
      ? 'own spins'
      : `${data.size}²${atCoupling ? ` at ${couplingName(data.coupling)}` : ''}`,
    ...(loss === 'weighted' ? ['weighted'] : []),
    ...(optimiser.name === 'adamw' && model.type !== 'two-layer' ? ['AdamW'] : []),
  ].join(', ');
}
