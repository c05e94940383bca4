import type { ExperimentKindName, Measured, ModelSummary } from '../../../../preload/contract/index.ts';

/** What a model of a kind should reach: the values the method is known to reach with the default documents. */
export interface Target {
  id: string;
  title: string;
  /** Reached at or above `at`, or at or below it, or between two values. */
  sense: 'least' | 'most' | 'between';
  at: number;
  to?: number;
}

const least = (id: string, title: string, at: number): Target => ({ id, title, sense: 'least', at });
const most = (id: string, title: string, at: number): Target => ({ id, title, sense: 'most', at });

const fieldTargets = [
  least('score, posterior', 'score, posterior', 0.85),
  most('trivial, posterior', 'trivial, posterior', 0.04),
  least('turing.score', 'score, one sample', 0.85),
  least('turing.bestOf4', 'score, best of 4 on a fresh seed', 0.9),
  least('turing.refined.twin', 'score, refined, on the twin', 0.93),
  most('turing.trivial', 'trivial patterns', 0.04),
  least('turing.diversityDa', 'diversity of D_a', 0.6),
  {
    id: 'turing.coverage',
    title: 'coverage of 80% intervals',
    sense: 'between',
    at: 0.75,
    to: 0.87,
  } as const,
  least('turing.ood', 'strange examples found (AUROC)', 0.98),
];
const pictureTargets = [
  least('score, posterior', 'score, posterior', 0.72),
  least('picture.score', 'score, one sample', 0.72),
  least('picture.bestOf4', 'score, best of 4', 0.78),
  least('picture.ood', 'strange examples found (AUROC)', 0.9),
];

export function targetsOf(spec: { kind: ExperimentKindName; observation?: string }): readonly Target[] {
  if (spec.kind === 'linear-system') {
    return [
      least('linear.rotation', 'same rotation', 0.95),
      least('linear.sign', 'same sign of M₁₀ − M₀₁', 0.98),
    ];
  }
  if (spec.kind === 'oscillator') {
    return [
      least('oscillator.spearman', 'rank correlation of β and energy', 0.999),
      most('oscillator.radius', 'median relative error of the radius', 0.03),
    ];
  }
  return spec.observation === 'picture' ? pictureTargets : fieldTargets;
}

export function reaches({ sense, at, to }: Target, value: number): boolean {
  if (sense === 'least') return value >= at;
  if (sense === 'most') return value <= at;
  return value >= at && value <= (to ?? Infinity);
}

export function targetWords({ sense, at, to }: Target): string {
  if (sense === 'between') return `${at} to ${to}`;
  return `${sense === 'least' ? '≥' : '≤'} ${at}`;
}

export interface ResultRow {
  id: string;
  title: string;
  measured: Measured;
  target: Target | null;
}

/** Everything measured on a model: what has a target first, in the order of the targets. */
export function resultRows(targets: readonly Target[], scores: ModelSummary['scores']): ResultRow[] {
  const aimed = targets.flatMap((target) => {
    const measured = scores[target.id] ?? scores[target.id.replace(/^\w+\./, '')];
    return measured === undefined ? [] : [{ id: target.id, title: target.title, measured, target }];
  });
  const listed = new Set(aimed.flatMap(({ id }) => [id, id.replace(/^\w+\./, '')]));
  const others = Object.entries(scores)
    .filter(([id]) => !listed.has(id))
    .map(([id, measured]) => ({ id, title: id, measured, target: null }));
  return [...aimed, ...others];
}
