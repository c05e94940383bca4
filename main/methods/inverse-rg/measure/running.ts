import { observableNames, type Observables } from '../../../../preload/contract/index.ts';
import type { SummedLevel } from './finish.ts';
import { sumOf } from '../../statistics/jackknife.ts';
import { observablesOf } from './moments.ts';

/** Observables of a level over what has been grown so far, without errors. */
export function runningObservables({ options, bins }: SummedLevel): Record<keyof Observables, number> {
  const values = observablesOf(sumOf(bins.map((bin) => bin.moments)), options.size);
  return Object.fromEntries(observableNames.map((name, i) => [name, values[i]])) as Record<
    keyof Observables,
    number
  >;
}
