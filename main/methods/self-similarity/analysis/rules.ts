import type { LearntRule } from '../../../../preload/contract/index.ts';
import type { LearntDynamics } from '../learner.ts';
import { measurePrediction, type Prediction } from './measure.ts';
import type { StudiedSeries } from './series.ts';
import { percent } from './words.ts';

/** f of one repeat, measured on held-out data. */
export interface LearntAndMeasured {
  dynamics: LearntDynamics;
  prediction: Prediction;
  described: LearntRule;
  /** The elementary rule that f is: all its contexts were seen, held-out data obey it, and it is the one that was simulated. */
  law: number | null;
  /** Elementary rules that fit all that was seen, where contexts are missing. */
  candidates: number[];
  /** Binary cells that f predicts without exception. */
  deterministic: boolean;
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
  const obeyed = prediction.error.value === 0;
  const found = obeyed && table !== null && table.deterministic ? table.rule : null;
  const law = studied.rule === null || studied.rule === found ? found : null;
  return {
    dynamics,
    prediction,
    described,
    law,
    candidates: law === null && obeyed ? candidatesOf(table) : [],
    deterministic: obeyed && (table?.deterministic ?? studied.heldOut.binary),
  };
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
  if (rule === null && wasLearnt(table) && prediction.error.value > 0) {
    const why = table.seen.includes(0)
      ? 'neighbourhoods occur there that training never saw, or there is noise'
      : 'there is noise, or the rule is not the same everywhere';
    notes.push(
      `f holds for every cell that it was learnt from, but ${percent(prediction.error.value)} of the held-out cells disobey it: ${why}.`,
    );
  }
  if (prediction.variance.value === 0) {
    notes.push(
      'The held-out states do not vary, so nothing can be measured on them: leave out the steps after which the system is at rest.',
    );
  }
  if (agreement !== null && agreement < 1) {
    notes.push(`${Math.round(100 * agreement)}% of the restarts of stage one ended with the same rule.`);
  }
  if (!(prediction.error.value < prediction.persistence) && prediction.persistence > 0) {
    notes.push('f predicts no better than “nothing changes”: what follows from it says little.');
  }
  if (prediction.ratio.value >= 1) {
    notes.push('f predicts micro states no better than their mean does: the data show no rule of this form.');
  }
  return notes;
}

/** A deterministic table that says what the data always show. */
function wasLearnt(table: LearntRule['table']): table is NonNullable<LearntRule['table']> {
  return (
    table !== null &&
    table.deterministic &&
    table.observed.every((share, context) => share === null || share === table.outputs[context])
  );
}

/** Every way to fill in the contexts that a deterministic table never saw. */
function candidatesOf(table: LearntRule['table']): number[] {
  if (table === null || !table.deterministic) return [];
  return Array.from({ length: 256 }, (_, rule) => rule).filter((rule) =>
    table.seen.every((count, context) => count === 0 || ((rule >> context) & 1) === table.outputs[context]),
  );
}
