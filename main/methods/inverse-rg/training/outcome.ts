import {
  type Estimate,
  type Measured,
  type UpscalerTrainingResult,
} from '../../../../preload/contract/index.ts';
import type { RunContext } from '../../context.ts';
import { modelArtifacts } from '../../model-artifacts.ts';
import { storeUpscaler } from '../stored.ts';
import type { UpscalerParameters } from '../upscaler.ts';

/** What a training ends in, whatever was trained. */
export interface Outcome {
  /** Title of the model. */
  title: string;
  parameters: UpscalerParameters;
  result: Omit<UpscalerTrainingResult, 'seconds'>;
}

/** Writes training.json, weights.npz and model.json. */
export async function writeOutcome(
  context: RunContext<'upscaler-training'>,
  { title, parameters, result }: Outcome,
  seconds: number,
): Promise<void> {
  const { spec } = context;
  const { upscaler, arrays } = storeUpscaler(parameters);
  const complete: UpscalerTrainingResult = { ...result, seconds };
  await context.artifact('training.json', { type: 'json', value: complete });
  await modelArtifacts(
    context,
    spec,
    {
      title: spec.loss === 'weighted' ? `${title}, weighted loss` : title,
      observation: 'spins',
      samplers: [],
      macroDimension: 0,
      trainingPatterns: result.configurations,
      scores: scoresOf(result),
    },
    arrays,
    { upscaler },
  );
}

function scoresOf({ loss, floor }: Outcome['result']): Record<string, Measured> {
  return {
    'held out: loss': measured(loss.heldOut),
    'training: loss': measured(loss.training),
    ...(floor ? { 'entropy floor': measured(floor) } : {}),
  };
}

function measured({ value, error }: Estimate): Measured {
  if (error === null) return { value };
  return {
    value,
    low: value - 1.96 * error,
    high: value + 1.96 * error,
    method: 'scatter of independent parts of the data',
  };
}
