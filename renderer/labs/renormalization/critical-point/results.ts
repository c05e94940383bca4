import type { ReferenceResult, RgAnalysis } from '../../../../preload/contract/index.ts';
import { resultReader } from '../../documents/run-results.ts';

export const readAnalysis = resultReader<RgAnalysis>(
  'analysis.json',
  ['critical', 'fixedPoints'],
  'The run left no analysis.',
  'Analyse the map again.',
);

export const readReference = resultReader<ReferenceResult>(
  'reference.json',
  ['tori', 'trg'],
  'The run left no reference values.',
  'Compute the reference again.',
);
