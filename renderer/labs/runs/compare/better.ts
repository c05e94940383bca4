import type { ExperimentKindName, ExperimentSpec } from '../../../../preload/contract/index.ts';
import { canonical } from '../../documents/entries.ts';

export type Better = 'higher' | 'lower';

interface Ranking {
  name: RegExp;
  better: Better;
  /** Entries on which the scale of the number depends: where they differ, numbers cannot be ranked. */
  scale?: readonly string[];
}

const scores: readonly Ranking[] = [
  { name: /^score, /, better: 'higher', scale: ['data'] },
  { name: /^trivial, /, better: 'lower', scale: ['data'] },
];

/**
 * Numbers of which the method says which way is better. What is measured (a susceptibility, an exponent) is not better for being larger,
 * and losses of different definitions are no contest: those are not here.
 */
const rankings: Partial<Record<ExperimentKindName, readonly Ranking[]>> = {
  'linear-system': [{ name: /^(rotation|rotationWhereComplex|sign|sampledTrajectories)$/, better: 'higher' }],
  oscillator: [
    { name: /^(spearman|spearmanSingle|emptiestSector)$/, better: 'higher' },
    { name: /^(radius|fullestSector)$/, better: 'lower' },
  ],
  'turing-hybrid': scores,
  'turing-cnn': scores,
  'turing-convolutional': scores,
  'upscaler-training': [{ name: /^held out: loss$/, better: 'lower', scale: ['data', 'loss'] }],
  'mlrg-training': [{ name: /^divergence in bits$/, better: 'lower', scale: ['symmetry', 'proposals'] }],
  'self-similarity': [{ name: /^f error$/, better: 'lower', scale: ['system'] }],
};

/** Which way a number of the runs' summaries is better; null where that is not known, or the runs cannot be ranked by it. */
export function betterOf(name: string, specs: readonly ExperimentSpec[]): Better | null {
  const [first] = specs;
  if (first === undefined || specs.some(({ kind }) => kind !== first.kind)) return null;
  const ranking = rankings[first.kind]?.find((one) => one.name.test(name));
  if (ranking === undefined) return null;
  const scaleOf = (spec: ExperimentSpec) =>
    (ranking.scale ?? []).map((entry) => canonical((spec as unknown as Record<string, unknown>)[entry]));
  const scale = scaleOf(first).join('\n');
  return specs.every((spec) => scaleOf(spec).join('\n') === scale) ? ranking.better : null;
}
