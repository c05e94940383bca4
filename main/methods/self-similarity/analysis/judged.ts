import type { ExactSelfSimilarity, ScaleResult, Verdict } from '../../../../preload/contract/index.ts';
import type { MeasuredMap } from './measured-map.ts';
import type { Prediction } from './measure.ts';

export interface Evidence {
  verdict: Verdict;
  evidence: string[];
}

/** All that a verdict on one scale rests on. */
export interface Judged {
  maps: readonly MeasuredMap[];
  best: MeasuredMap;
  /** How f predicts micro states. */
  rule: Prediction;
  /** Macro states are 0 and 1. */
  binary: boolean;
  /** Binary cells that f predicts without exception. */
  deterministic: boolean;
  exact: ExactSelfSimilarity | null;
  /** The elementary rule that f is, where all of it is known. */
  law: number | null;
  /** Contexts that the data never show, and the elementary rules that fit what they do. */
  unseen: number;
  candidates: readonly number[];
  reconstruction: ScaleResult['reconstruction'];
  free: ScaleResult['free'];
  effectiveInformation: ScaleResult['effectiveInformation'];
}
