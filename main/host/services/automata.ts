import { setImmediate } from 'node:timers/promises';
import type {
  AutomatonDescription,
  CallArgument,
  RuleEdge,
  RuleGraph,
} from '../../../preload/contract/index.ts';
import { describeAutomaton } from '../../methods/self-similarity/automata/exact/describe.ts';
import { edgesFrom } from '../../methods/self-similarity/automata/exact/rule-graph.ts';

/** Longest that other calls wait for the rule graph, in milliseconds. */
const longestTurn = 15;

export function automatonOf({ rule, mask }: CallArgument<'automatonDescribe'>): AutomatonDescription {
  return describeAutomaton(rule, mask);
}

const graphs = new Map<number, Promise<RuleGraph>>();

/** Which rule turns into which, for one group size; worked out once, in turns that let other calls in. */
export function ruleGraphOf({ size }: CallArgument<'ruleGraph'>): Promise<RuleGraph> {
  let graph = graphs.get(size);
  if (!graph) graphs.set(size, (graph = drawGraph(size)));
  return graph;
}

async function drawGraph(size: number): Promise<RuleGraph> {
  const edges: RuleEdge[] = [];
  const started = performance.now();
  let turn = started;
  for (let rule = 0; rule < 256; rule++) {
    edges.push(...edgesFrom(rule, size));
    if (performance.now() - turn < longestTurn) continue;
    await setImmediate();
    turn = performance.now();
  }
  return { size, edges, seconds: (performance.now() - started) / 1000 };
}
