import type { RuleEdge, RuleGraph } from '../../../../preload/contract/index.ts';
import { representativeOf, representatives, ruleCount, selfSimilarRules } from '../verdict/survey-grid.ts';

/** Which rules are shown: all, those of Table I, or one of each class under mirroring and exchange of 0 and 1. */
export type RuleChoice = 'all' | 'table' | 'classes';

/** An edge as it is shown; its example is a map under which the macro state obeys `obeys`, one of the class of `to`. */
export interface GraphEdge extends RuleEdge {
  obeys: number;
}

/** What is shown of a graph of rules. */
export interface GraphView {
  size: number;
  rules: readonly number[];
  /** Between rules that are shown, self-edges among them. */
  edges: readonly GraphEdge[];
  from: ReadonlyMap<number, readonly GraphEdge[]>;
  to: ReadonlyMap<number, readonly GraphEdge[]>;
}

const all: readonly number[] = Array.from({ length: ruleCount }, (_, rule) => rule);

/**
 * The part of a graph that is shown. Of classes every rule stands for its class: where f coarse-grains to g, the mirror image of f
 * does so to that of g by the mirrored map, and complements likewise, so edges of representatives tell all.
 */
export function viewOf(graph: RuleGraph, choice: RuleChoice): GraphView {
  const rules = choice === 'all' ? all : choice === 'table' ? selfSimilarRules : representatives;
  const shown = new Set(rules);
  const own = graph.edges.filter(({ from }) => shown.has(from)).map((edge) => ({ ...edge, obeys: edge.to }));
  const edges = choice === 'classes' ? byClass(own) : own.filter(({ to }) => shown.has(to));
  const from = new Map<number, GraphEdge[]>();
  const to = new Map<number, GraphEdge[]>();
  for (const edge of edges) {
    push(from, edge.from, edge);
    push(to, edge.to, edge);
  }
  for (const list of from.values()) list.sort(byImportance);
  return { size: graph.size, rules, edges, from, to };
}

function push(lists: Map<number, GraphEdge[]>, key: number, edge: GraphEdge) {
  const list = lists.get(key);
  if (list) list.push(edge);
  else lists.set(key, [edge]);
}

/** Non-trivial edges first, then the one to the rule itself, then by number. */
const byImportance = (a: GraphEdge, b: GraphEdge) =>
  Number(a.trivial) - Number(b.trivial) || Number(b.to === b.from) - Number(a.to === a.from) || a.to - b.to;

/** Edges of representatives, to the classes of their ends; several to one class become one. */
function byClass(edges: readonly GraphEdge[]): GraphEdge[] {
  const merged = new Map<string, GraphEdge>();
  for (const edge of edges) {
    const to = representativeOf(edge.to);
    const key = `${edge.from}>${to}`;
    const before = merged.get(key);
    if (before === undefined) {
      merged.set(key, { ...edge, to });
      continue;
    }
    const better = before.trivial && !edge.trivial ? edge : before;
    merged.set(key, {
      ...better,
      to,
      maps: before.maps + edge.maps,
      trivial: before.trivial && edge.trivial,
    });
  }
  return [...merged.values()];
}

/** What a rule is in a graph. */
export type RuleRole =
  /** It coarse-grains to itself by a map that is not trivial. */
  | 'fixed'
  /** To itself, but only trivially. */
  | 'fixed-trivially'
  /** To others. */
  | 'flows'
  /** Others coarse-grain to it, but it does so to none. */
  | 'ends'
  /** By trivial maps only, or by none. */
  | 'apart';

export function roleOf(view: GraphView, rule: number): RuleRole {
  const out = view.from.get(rule) ?? [];
  const own = out.filter(({ to }) => to === rule);
  if (own.some(({ trivial }) => !trivial)) return 'fixed';
  if (own.length > 0) return 'fixed-trivially';
  if (out.some(({ trivial }) => !trivial)) return 'flows';
  return (view.to.get(rule) ?? []).some(({ trivial }) => !trivial) ? 'ends' : 'apart';
}

/** Rules that one can step to from a rule, other than itself. */
export const stepsFrom = (view: GraphView, rule: number, withTrivial: boolean): GraphEdge[] =>
  (view.from.get(rule) ?? []).filter(({ to, trivial }) => to !== rule && (withTrivial || !trivial));
