import { edgesFrom } from '../../../../../main/methods/self-similarity/automata/exact/rule-graph.ts';
import type { RuleGraph } from '../../../../../preload/contract/index.ts';

/** The whole graph for N = 2, as the host computes it. */
export const graphOfTwo: RuleGraph = {
  size: 2,
  edges: Array.from({ length: 256 }, (_, rule) => edgesFrom(rule, 2)).flat(),
  seconds: 0.05,
};
