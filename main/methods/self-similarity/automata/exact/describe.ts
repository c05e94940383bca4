import type { AutomatonDescription } from '../../../../../preload/contract/index.ts';
import {
  checkRule,
  complemented,
  isLinear,
  mirrored,
  representativeOf,
} from '../../../../physics/cellular-automata/rules.ts';
import type { Mask } from './contexts.ts';
import { effectiveInformation } from './effective-information.ts';
import { bestProjection, exactSelfSimilarity } from './projections.ts';
import { edgesFrom } from './rule-graph.ts';
import { nameRule } from './rule-names.ts';

const sizes = { row: [2, 3, 4], patch: [2] } as const;

/**
 * All that is exactly known of a rule: N = 2, 3 and 4 with mask 'row', N = 2 with 'patch'. Macro effective information is that of the
 * first self-similar map of each N, or of the one that fails least.
 * @throws HostError 'bad-argument' when there is no such rule.
 */
export function describeAutomaton(rule: number, mask: Mask): AutomatonDescription {
  checkRule(rule);
  const exact = sizes[mask].map((size) => exactSelfSimilarity(rule, size, mask));
  return {
    rule,
    table: Array.from({ length: 8 }, (_, i) => (rule >> (7 - i)) & 1),
    equivalent: {
      mirrored: mirrored(rule),
      complemented: complemented(rule),
      both: mirrored(complemented(rule)),
    },
    representative: representativeOf(rule),
    name: nameRule(rule),
    linear: isLinear(rule),
    exact,
    effectiveInformation: effectiveInformation(
      rule,
      exact.map(({ size, examples }) => examples[0] ?? bestProjection(rule, size, mask)),
    ),
    coarseGrainsTo: sizes[mask].flatMap((size) =>
      edgesFrom(rule, size, mask).filter(({ to }) => to !== rule),
    ),
  };
}
