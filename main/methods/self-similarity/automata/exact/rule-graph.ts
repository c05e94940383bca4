import type { RuleEdge } from '../../../../../preload/contract/index.ts';
import { searchableContexts, type Mask } from './contexts.ts';
import { differentMaps, isConstantOn, laterStates, projectionOf } from './maps.ts';
import { outcomesOf, undecided } from './outcomes.ts';

/**
 * Into which rules g non-constant maps P of N cells turn the rule f: P(fᴺ(x)) = g(P(x)) for every x. The edge f → f stands for exact
 * self-similarity. Sorted by g.
 *
 * Blocks of a row are independent of each other, so that with a non-constant P all eight macro contexts occur and P has at most one g.
 * Patches overlap in the cells they depend on, and some macro contexts may never occur: every g that agrees on those that do is an edge.
 * @throws HostError 'bad-argument' for other rules or sizes, as `exactSelfSimilarity` does.
 */
export function edgesFrom(rule: number, size: number, mask: Mask = 'row'): RuleEdge[] {
  const contexts = searchableContexts(rule, size, mask);
  const outcomeOf = outcomesOf(contexts);
  const later = laterStates(contexts);
  const edges = new Map<number, RuleEdge>();
  for (const map of differentMaps(contexts)) {
    const outcome = outcomeOf(map);
    if (outcome === undecided) continue;
    const ones = outcome & 0xff;
    const absent = ~(ones | (outcome >>> 8)) & 0xff;
    const trivial = isConstantOn(map, later);
    for (const to of withAnyOf(ones, absent)) {
      const edge = edges.get(to);
      if (edge) {
        edge.maps++;
        edge.trivial &&= trivial;
      } else {
        edges.set(to, { from: rule, to, size, maps: 1, example: projectionOf(map, size, mask), trivial });
      }
    }
  }
  return [...edges.values()].toSorted((a, b) => a.to - b.to);
}

/** `bits` joined with every part of `free`, both sets of bits. */
function withAnyOf(bits: number, free: number): number[] {
  const sets = [bits];
  for (let part = free; part > 0; part = (part - 1) & free) sets.push(bits | part);
  return sets;
}
