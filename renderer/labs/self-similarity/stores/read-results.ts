import {
  HostError,
  type AutomatonSurveyResult,
  type DiffusionStudyResult,
  type SelfSimilarityResult,
  type VicsekOrderResult,
} from '../../../../preload/contract/index.ts';
import { readJson } from '../../documents/run-results.ts';

/** Reads result.json of a self-similarity run. @throws HostError when it holds no verdicts. */
export function readAnalysis(bytes: Uint8Array): SelfSimilarityResult {
  const value = readJson(bytes) as Partial<SelfSimilarityResult>;
  if (Array.isArray(value.scales) && Array.isArray(value.rules)) return value as SelfSimilarityResult;
  throw new HostError('bad-file', 'The run left no verdict.', {
    where: 'result.json',
    remedy: 'Analyse the system again.',
  });
}

/** Reads survey.json. @throws HostError when it holds no table. */
export function readSurvey(bytes: Uint8Array): AutomatonSurveyResult {
  const value = readJson(bytes) as Partial<AutomatonSurveyResult>;
  if (Array.isArray(value.cells) && Array.isArray(value.sizes)) return value as AutomatonSurveyResult;
  throw new HostError('bad-file', 'The run left no table.', {
    where: 'survey.json',
    remedy: 'Compute Table I again.',
  });
}

/** Reads study.json. @throws HostError when it holds no study of diffusion. */
export function readDiffusionStudy(bytes: Uint8Array): DiffusionStudyResult {
  const value = readJson(bytes) as Partial<DiffusionStudyResult>;
  if (Array.isArray(value.prediction) && Array.isArray(value.scaling)) return value as DiffusionStudyResult;
  throw new HostError('bad-file', 'The run left no study of diffusion.', {
    where: 'study.json',
    remedy: 'Start the study again.',
  });
}

/** Reads order.json. @throws HostError when it holds no order parameters. */
export function readVicsekOrder(bytes: Uint8Array): VicsekOrderResult {
  const value = readJson(bytes) as Partial<VicsekOrderResult>;
  if (Array.isArray(value.sizes)) return value as VicsekOrderResult;
  throw new HostError('bad-file', 'The run left no order parameters.', {
    where: 'order.json',
    remedy: 'Start the simulations again.',
  });
}
