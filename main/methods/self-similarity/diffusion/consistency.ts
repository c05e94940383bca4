import type { CoarseMap, LocalRule } from '../learner.ts';
import { stateOf, type Spacetime } from '../spacetime.ts';

export interface Comparison {
  /** Mean squared difference of the predicted and the true next state, and variance of the latter. */
  error: number;
  variance: number;
}

/**
 * How well f predicts the states of a series from number `first` + 1 on from those before them; cells whose neighbourhood is not whole do not count. Of
 * macro states this is Eq. 6.
 */
export function comparePrediction(rule: LocalRule, series: Spacetime, first = 0): Comparison {
  const sums = { count: 0, error: 0, value: 0, square: 0 };
  for (let run = 0; run < series.runs; run++) {
    for (let time = first; time + 1 < series.times; time++) {
      const predicted = rule.step(stateOf(series, run, time), series.boundary).data;
      const next = stateOf(series, run, time + 1).data;
      for (let i = 0; i < next.length; i++) {
        if (Number.isNaN(predicted[i])) continue;
        sums.count++;
        sums.error += (predicted[i] - next[i]) ** 2;
        sums.value += next[i];
        sums.square += next[i] ** 2;
      }
    }
  }
  const { count, error, value, square } = sums;
  return { error: error / count, variance: Math.max(0, square / count - (value / count) ** 2) };
}

/**
 * Consistency over variance (Eq. 6) of a map, over all macro states but the first: that holds the start, which no dynamics made and whose delta or white
 * noise macro cells do not resolve. NaN where nothing varies.
 */
export function relativeConsistency(map: CoarseMap, rule: LocalRule, series: Spacetime, first = 1): number {
  const { error, variance } = comparePrediction(rule, map.apply(series), first);
  return variance > 0 ? error / variance : Number.NaN;
}
