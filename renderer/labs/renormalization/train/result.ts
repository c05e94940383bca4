import { HostError, type MlrgTrainingResult } from '../../../../preload/contract/index.ts';
import { readJson } from '../../documents/run-results.ts';

/** Reads training.json. @throws HostError when it holds no result. */
export function readTrainingResult(bytes: Uint8Array): MlrgTrainingResult {
  const value = readJson(bytes) as Partial<MlrgTrainingResult>;
  if (!Array.isArray(value.members) || !Array.isArray(value.monotone?.x)) {
    throw new HostError('bad-file', 'The training left no result.', {
      where: 'training.json',
      remedy: 'Train again.',
    });
  }
  return value as MlrgTrainingResult;
}
