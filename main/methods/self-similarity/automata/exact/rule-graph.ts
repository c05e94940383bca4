import type { RuleEdge } from '../../../../../preload/contract/index.ts';
import { contextsOf } from './contexts.ts';
import { differentMaps, isConstantOn, laterStates, projectionOf } from './maps.ts';
import { correlations, walshHadamard } from './violations.ts';

/**
 * Into which rules g non-constant maps P of N cells of a row turn the rule f: P(fᴺ(x)) = g(P(x)) for every x. The edge f → f stands for
 * exact self-similarity. Both values of a non-constant P occur in every one of the three blocks, whatever the others are, so that all
 * eight macro contexts occur and every P has at most one g. Sorted by g.
 */
export function edgesFrom(rule: number, size: number): RuleEdge[] {
  const contexts = contextsOf(rule, size, 'row');
  // One for each set S of neighbours: Σ s(next) Π_{i ∈ S} s(neighbour i), by map.
  const sums = Array.from({ length: 8 }, (_, set) =>
    correlations(
      contexts,
      Array.from({ length: 8 }, (_, other) => (other === set ? 1 : 0)),
    ),
  );
  const later = laterStates(contexts);
  const edges = new Map<number, RuleEdge>();
  const balance = new Int32Array(8);
  for (const map of differentMaps(contexts)) {
    for (let set = 0; set < 8; set++) balance[set] = sums[set][map];
    // Eight times the zeros minus the ones that follow each macro context: all contexts together when none has both.
    walshHadamard(balance);
    let pure = 0;
    let to = 0;
    for (let context = 0; context < 8; context++) {
      pure += Math.abs(balance[context]);
      if (balance[context] < 0) to |= 1 << context;
    }
    if (pure !== 8 * contexts.count) continue;
    const trivial = isConstantOn(map, later);
    const edge = edges.get(to);
    if (edge) {
      edge.maps++;
      edge.trivial &&= trivial;
    } else {
      edges.set(to, { from: rule, to, size, maps: 1, example: projectionOf(map, size, 'row'), trivial });
    }
  }
  return [...edges.values()].toSorted((a, b) => a.to - b.to);
}
