import type { Projection } from '../../../../preload/contract/index.ts';
import { exactSelfSimilarity } from '../automata/exact/projections.ts';
import type { Spacetime } from '../spacetime.ts';

/** A map that is consistent in all contexts under a rule. */
export interface Completion {
  rule: number;
  projection: Projection;
}

/** More rules than this fit data that say next to nothing. */
const mostRules = 32;

/**
 * Data that miss contexts leave the rule open, and a map where its blocks never occur. Finds for a learnt map the exact ones that are the same
 * wherever the data go, among the listed examples (at most 64 a rule) of every rule that fits the data.
 */
export class Completions {
  readonly #exact: Completion[];
  readonly #seen: ReadonlySet<number>;

  /**
   * @param candidates elementary rules that fit the data.
   * @param size S = T; enumerations exist for 2, 3 and 4, of whole patches for 2.
   */
  constructor(
    candidates: readonly number[],
    size: number,
    mask: Projection['mask'],
    series: readonly Spacetime[],
  ) {
    const known = size >= 2 && size <= (mask === 'patch' ? 2 : 4) && candidates.length <= mostRules;
    this.#exact = known
      ? candidates.flatMap((rule) =>
          exactSelfSimilarity(rule, size, mask).examples.map((projection) => ({ rule, projection })),
        )
      : [];
    this.#seen = this.#exact.length === 0 ? new Set() : blocksOf(series, size, mask);
  }

  of({ table }: Projection): Completion[] {
    return this.#exact.filter(({ projection }) =>
      [...this.#seen].every((state) => projection.table[state] === table[state]),
    );
  }
}

/** Block states that P is given, first cell (and earliest row) the most significant. */
function blocksOf(series: readonly Spacetime[], size: number, mask: Projection['mask']): Set<number> {
  const seen = new Set<number>();
  const rows = mask === 'patch' ? size : 1;
  for (const { runs, times, width, data } of series) {
    for (let run = 0; run < runs; run++) {
      for (let time = 0; time + size <= times; time += size) {
        for (let x = 0; x + size <= width; x += size) {
          let state = 0;
          for (let row = 0; row < rows; row++) {
            const from = (run * times + time + row) * width + x;
            for (let cell = 0; cell < size; cell++) state = 2 * state + data[from + cell];
          }
          seen.add(state);
        }
      }
    }
  }
  return seen;
}
