import { HostError, type KlResult } from '../../../../preload/contract/index.ts';
import { readJson } from '../../documents/run-results.ts';

/** Reads kl.json. @throws HostError when it holds no result. */
export function readKlResult(bytes: Uint8Array): KlResult {
  const value = readJson(bytes) as Partial<KlResult>;
  if (!Array.isArray(value.curves) || value.curves.some(({ bits }) => !Array.isArray(bits))) {
    throw new HostError('bad-file', 'The run left no divergences.', {
      where: 'kl.json',
      remedy: 'Run the document again.',
    });
  }
  return value as KlResult;
}
