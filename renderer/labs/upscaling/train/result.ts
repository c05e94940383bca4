import { HostError, type UpscalerTrainingResult } from '../../../../preload/contract/index.ts';
import { readJson } from '../../documents/run-results.ts';

/** Reads training.json. @throws HostError when it holds no result. */
export function readTrainingResult(bytes: Uint8Array): UpscalerTrainingResult {
  const value = readJson(bytes) as UpscalerTrainingResult;
  if (typeof value.loss?.training?.value !== 'number') {
    throw new HostError('bad-file', 'The training left no loss.', {
      where: 'training.json',
      remedy: 'Train again.',
    });
  }
  return value;
}
