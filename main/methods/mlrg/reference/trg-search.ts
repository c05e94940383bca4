import type { InternalGroup, ReferenceResult } from '../../../../preload/contract/index.ts';
import { firstCrossing } from './crossings.ts';
import { ask, type Search } from './measurements.ts';
import { signChange } from '../sign-change.ts';

export type TrgResult = ReferenceResult['trg'][number];

/** Relative, of the critical coupling; the truncation shifts it by far more. */
const precision = 1e-6;

/** First bracket around the crossing of the smallest tori, relative to it. */
const reach = 0.08;

/** Dimensions kept of the tensor at criticality. */
const count = 8;

/**
 * Critical coupling of the TRG at bond dimension χ, where its flow changes from the disordered phase to another, with the dimensions of
 * the tensor there; looked for near the crossing of the smallest tori, null when there is none.
 */
export function* trgSearch(group: InternalGroup, bondDimension: number): Search<TrgResult | null> {
  const guess = yield* firstCrossing(group);
  if (guess === null) return null;
  const search = signChange(guess, reach, precision * guess, [guess / 2, 2 * guess]);
  let next = search.next();
  while (!next.done) {
    const [distance] = yield* ask([{ type: 'flow', group, coupling: next.value, bondDimension }]);
    next = search.next(distance);
  }
  const critical = next.value;
  if (critical === null) return null;
  const [plateau] = yield* ask([{ type: 'plateau', group, coupling: critical, bondDimension, count }]);
  return {
    bondDimension,
    critical,
    truncation: plateau.truncation,
    iterations: plateau.step,
    dimensions: plateau.dimensions,
    centralCharge: plateau.centralCharge,
  };
}
