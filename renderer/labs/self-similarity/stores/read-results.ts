import type {
  AutomatonSurveyResult,
  DiffusionStudyResult,
  SelfSimilarityResult,
  VicsekOrderResult,
} from '../../../../preload/contract/index.ts';
import { resultReader } from '../../documents/run-results.ts';

/** Readers of what the runs of this lab leave. */
export const readAnalysis = resultReader<SelfSimilarityResult>(
  'result.json',
  ['scales', 'rules'],
  'The run left no verdict.',
  'Analyse the system again.',
);

export const readSurvey = resultReader<AutomatonSurveyResult>(
  'survey.json',
  ['cells', 'sizes'],
  'The run left no table.',
  'Compute Table I again.',
);

export const readDiffusionStudy = resultReader<DiffusionStudyResult>(
  'study.json',
  ['prediction', 'scaling'],
  'The run left no study of diffusion.',
  'Start the study again.',
);

export const readVicsekOrder = resultReader<VicsekOrderResult>(
  'order.json',
  ['sizes'],
  'The run left no order parameters.',
  'Start the simulations again.',
);
