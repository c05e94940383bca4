import {
  type Estimate,
  type ExactSelfSimilarity,
  type Projection,
  type Triviality,
} from '../../../../preload/contract/index.ts';
import { contextsOf } from '../automata/exact/contexts.ts';
import { consistencyOfProjection, trivialityOf, valuesOf } from '../automata/exact/projections.ts';
import type { LearntMap } from '../learner.ts';
import type { Spacetime } from '../spacetime.ts';
import type { Completion, Completions } from './completions.ts';
import { coarseGrained, measurePrediction, type Prediction } from './measure.ts';

/** One restart of stage two as it was measured. */
export interface MeasuredMap {
  learnt: LearntMap;
  /** Its macro states are 0 and 1. */
  binary: boolean;
  /** On held-out data. */
  prediction: Prediction;
  /** Over all contexts equally, where the rule is an elementary one and P a map of its cells. */
  exact: { consistency: number; variance: number; contexts: number } | null;
  trivial: Triviality | null;
  /**
   * The consistency by which one restart of a binary system is preferred to another: over all contexts, or on training data, so that what is
   * reported of held-out data is not the lowest of many. NaN where macro states are not binary.
   */
  preference: number;
  /** Eq. 5 holds without exception: in all contexts, or wherever the data go. Binary, deterministic systems only. */
  consistent: boolean;
  /** Where the data leave the rule open: maps that are the same wherever they go, and consistent in all contexts under a rule that fits them. */
  completions: Completion[];
}

export interface MeasureOptions {
  heldOut: Spacetime;
  training: Spacetime;
  /** Variance of held-out micro states. */
  variance: number;
  /** The elementary rule, where f is one for certain. */
  law: number | null;
  /** Where the data leave the rule open. */
  completions: Completions | null;
  /** Binary cells with a deterministic rule. */
  deterministic: boolean;
}

/** Macro states whose variance is below this share of what independent cells would leave say nothing. */
const leastVariance = 1e-4;

/** Eq. 6 for one P, on held-out data and exactly where that is possible, and whether its macro states say anything. */
export function measureMap(learnt: LearntMap, options: MeasureOptions): MeasuredMap {
  const { heldOut, training, law, completions, deterministic } = options;
  const { projection } = learnt;
  const macro = coarseGrained(learnt.map, heldOut);
  const prediction = measurePrediction(learnt.macroRule, macro);
  const exact = law === null ? null : overContexts(law, projection);
  const trivial = triviality(learnt, prediction, macro, options);
  const preference =
    exact?.consistency ??
    (macro.binary
      ? measurePrediction(learnt.macroRule, coarseGrained(learnt.map, training)).error.value
      : Number.NaN);
  const consistent = deterministic && preference === 0 && (exact !== null || prediction.error.value === 0);
  return {
    learnt,
    binary: macro.binary,
    prediction,
    exact,
    trivial,
    preference,
    consistent,
    completions: projection === null || completions === null ? [] : completions.of(projection),
  };
}

/** The values of Eq. 6 that are reported: exact ones have no error. */
export function consistencyOf({ exact, prediction }: MeasuredMap): {
  consistency: Estimate;
  variance: Estimate;
  ratio: Estimate;
} {
  if (exact === null) {
    return { consistency: prediction.error, variance: prediction.variance, ratio: prediction.ratio };
  }
  const { consistency, variance } = exact;
  return {
    consistency: withoutError(consistency),
    variance: withoutError(variance),
    ratio: withoutError(consistency / variance),
  };
}

/**
 * The restart that is shown, of those that are not trivial. Of binary systems one that is consistent (under most of the rules that fit the data), or else the one
 * with the lowest consistency over all contexts or on training data, for a lower reconstruction error does not mean a better map there. Otherwise the
 * one with the lowest reconstruction error, so that consistency is found and not chosen.
 */
export function bestMap(maps: readonly MeasuredMap[], binary: boolean): MeasuredMap {
  const rank = (map: MeasuredMap) => [
    Number(map.trivial !== null),
    ...(binary
      ? [
          Number(!map.consistent),
          finite(map.preference),
          -new Set(map.completions.map(({ rule }) => rule)).size,
          Number(map.learnt.origin === 'composed'),
        ]
      : []),
    finite(map.learnt.reconstruction),
  ];
  return maps.toSorted((a, b) => compare(rank(a), rank(b)))[0];
}

/** Whether training answered as the enumeration does: a non-constant map that is consistent in every context. */
export function agreesWith(exact: ExactSelfSimilarity | null, maps: readonly MeasuredMap[]): boolean | null {
  if (exact === null) return null;
  return (
    maps.some(({ consistent, trivial }) => consistent && trivial !== 'constant-map') === exact.selfSimilar
  );
}

function overContexts(rule: number, projection: Projection | null): MeasuredMap['exact'] {
  if (projection === null) return null;
  const contexts = contextsOf(rule, projection.size, projection.mask);
  const values = valuesOf(projection, contexts);
  const ones = contexts.next.reduce((sum, state) => sum + values[state], 0) / contexts.count;
  return {
    consistency: consistencyOfProjection(rule, projection),
    variance: ones * (1 - ones),
    contexts: contexts.count,
  };
}

function triviality(
  { projection, map }: LearntMap,
  { variance }: Prediction,
  macro: Spacetime,
  { law, variance: micro }: MeasureOptions,
): Triviality | null {
  if (projection !== null && !/01|10/.test(projection.table)) return 'constant-map';
  if (law !== null && projection !== null) return trivialityOf(law, projection);
  if (macro.binary) return variance.value > 0 ? null : 'no-variance';
  const { weights } = map.describe();
  // Of independent cells the variance of Σ w x is Σ w² times theirs; a network keeps the scale of the micro states, for f acts on both.
  const gain =
    weights === null ? 1 : weights.values.reduce((sum, w) => sum + w * w, 0) / (weights.shape[0] ?? 1);
  return variance.value > leastVariance * gain * micro ? null : 'no-variance';
}

const withoutError = (value: number): Estimate => ({ value, error: null });

const finite = (value: number) => (Number.isFinite(value) ? value : Number.MAX_VALUE);

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [i, value] of a.entries()) {
    if (value !== b[i]) return value - b[i];
  }
  return 0;
}
