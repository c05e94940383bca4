import type { LearntRule } from '../../../../preload/contract/index.ts';
import type { LearntDynamics } from '../learner.ts';
import { measurePrediction, type Prediction } from './measure.ts';
import type { StudiedSeries } from './series.ts';

/** f of one repeat, measured on held-out data. */
export interface LearntAndMeasured {
  dynamics: LearntDynamics;
  prediction: Prediction;
  described: LearntRule;
  /** The elementary rule that f is: all its contexts were seen, and it is the one that was simulated. */
  law: number | null;
}

export function measureRule(dynamics: LearntDynamics, studied: StudiedSeries): LearntAndMeasured {
  const { rule, agreement } = dynamics;
  const prediction = measurePrediction(rule, studied.heldOut);
  const described: LearntRule = {
    ...rule.describe(),
    kernel: rule.kernel,
    parameters: rule.parameters,
    error: prediction.error,
    variance: prediction.variance.value,
    persistence: prediction.persistence,
    agreement,
  };
  const { table } = described;
  const found = table !== null && table.deterministic ? table.rule : null;
  const law = studied.rule === null || studied.rule === found ? found : null;
  return { dynamics, prediction, described, law };
}

/** What the reader should know of f. */
export function ruleNotes(
  { described, prediction }: LearntAndMeasured,
  { rule, title }: StudiedSeries,
): string[] {
  const { table, agreement } = described;
  const notes: string[] = [];
  if (table !== null && rule !== null && table.rule !== rule) {
    notes.push(
      `f was not learnt: it is ${table.rule === null ? 'no complete rule' : `rule ${table.rule}`}, not ${title}. Train with more steps or restarts.`,
    );
  }
  if (agreement !== null && agreement < 1) {
    notes.push(`${Math.round(100 * agreement)}% of the restarts of stage one ended with the same rule.`);
  }
  if (!(prediction.error.value < prediction.persistence) && prediction.persistence > 0) {
    notes.push('f predicts no better than “nothing changes”: what follows from it says little.');
  }
  return notes;
}
