import { valuesOf, type InternalGroup, type ReferenceResult } from '../../../../preload/contract/index.ts';
import { ask, type RowRequest, type Search } from './measurements.ts';
import { signChange } from '../sign-change.ts';

export type Crossing = ReferenceResult['crossings'][number];

/** Relative, of a crossing's coupling. */
const precision = 1e-8;

/** First bracket around the guess, relative to it. */
const reach = { first: 0.1, others: 0.01 };

/** Larger tori are diagonalised once at the critical coupling, but not some twenty times for their crossing. */
const mostStates = 20_000;

/** Half the distance over which the slopes of Z are taken, relative to the coupling. */
const slopeStep = 1e-4;

/** Couplings over which the smallest tori are searched. */
const searched = { first: 0.2, last: 8, step: 0.1 };

/** Pairs of sizes about a factor of two apart, up to the longest row: (1, 2), (2, 3), (2, 4), (3, 5) … */
export function crossingPairs(group: InternalGroup, longest: number): [small: number, large: number][] {
  const largest = Math.min(longest, Math.floor(Math.log(mostStates) / Math.log(valuesOf(group))));
  return Array.from({ length: Math.max(0, largest - 1) }, (_, i) => [Math.ceil((i + 2) / 2), i + 2]);
}

/**
 * Couplings at which the Z of two tori is the same, with y_t = ln(Z′_large / Z′_small) / ln(large / small) from the slopes there. The first
 * is looked for on a grid of couplings, the following near the one before: nothing is taken from exact values.
 */
export function* crossings(group: InternalGroup, longest: number): Search<Crossing[]> {
  const found: Crossing[] = [];
  let guess = yield* firstCrossing(group);
  if (guess === null) return [];
  for (const [i, [small, large]] of crossingPairs(group, longest).entries()) {
    const bracket: number = i === 0 ? reach.first : reach.others;
    const critical: number | null = yield* crossing(group, small, large, guess, bracket);
    if (critical === null) continue;
    found.push({ small, large, critical, yt: yield* slopeExponent(group, small, large, critical) });
    guess = critical;
  }
  return found;
}

const row = (group: InternalGroup, coupling: number, length: number): RowRequest => ({
  type: 'row',
  group,
  coupling,
  length,
  count: 0,
});

/** Z_large − Z_small, negative in the disordered phase, where Z falls to 1 with the size. */
function* difference(group: InternalGroup, small: number, large: number, coupling: number): Search<number> {
  const [a, b] = yield* ask([row(group, coupling, small), row(group, coupling, large)]);
  return b.degeneracy - a.degeneracy;
}

/** The lowest coupling of a grid above which the tori of one and two tensors have crossed. */
export function* firstCrossing(group: InternalGroup): Search<number | null> {
  let before = Number.NaN;
  for (let coupling = searched.first; coupling < searched.last; coupling += searched.step) {
    const value = yield* difference(group, 1, 2, coupling);
    if (before < 0 && value >= 0) return coupling - searched.step / 2;
    before = value;
  }
  return null;
}

function* crossing(
  group: InternalGroup,
  small: number,
  large: number,
  guess: number,
  bracket: number,
): Search<number | null> {
  const search = signChange(guess, bracket, precision * guess, [guess / 2, guess * 2]);
  let next = search.next();
  while (!next.done) next = search.next(yield* difference(group, small, large, next.value));
  return next.value;
}

function* slopeExponent(
  group: InternalGroup,
  small: number,
  large: number,
  critical: number,
): Search<number> {
  const step = slopeStep * critical;
  const [smallBelow, smallAbove, largeBelow, largeAbove] = yield* ask([
    row(group, critical - step, small),
    row(group, critical + step, small),
    row(group, critical - step, large),
    row(group, critical + step, large),
  ]);
  const ratio =
    (largeAbove.degeneracy - largeBelow.degeneracy) / (smallAbove.degeneracy - smallBelow.degeneracy);
  return Math.log(ratio) / Math.log(large / small);
}
