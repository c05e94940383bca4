import { HostError, type ReferenceResult, type RgAnalysis } from '../../../../preload/contract/index.ts';
import { readJson } from '../../documents/run-results.ts';

/** Reads analysis.json. @throws HostError when it holds no analysis. */
export function readAnalysis(bytes: Uint8Array): RgAnalysis {
  const value = readJson(bytes) as Partial<RgAnalysis>;
  if (!Array.isArray(value.critical) || !Array.isArray(value.fixedPoints)) {
    throw new HostError('bad-file', 'The run left no analysis.', {
      where: 'analysis.json',
      remedy: 'Analyse the map again.',
    });
  }
  return value as RgAnalysis;
}

/** Reads reference.json. @throws HostError when it holds no reference. */
export function readReference(bytes: Uint8Array): ReferenceResult {
  const value = readJson(bytes) as Partial<ReferenceResult>;
  if (!Array.isArray(value.tori) || !Array.isArray(value.trg)) {
    throw new HostError('bad-file', 'The run left no reference values.', {
      where: 'reference.json',
      remedy: 'Compute the reference again.',
    });
  }
  return value as ReferenceResult;
}
