import type { AutomatonSurveySpec } from '../../../../preload/contract/index.ts';
import { aboutTime } from '../../../components/numbers.ts';
import { representatives, ruleCount, selfSimilarRules } from './survey-grid.ts';

/** Starting a worker, writing what was found. */
const overheadSeconds = 1;
/** The exact search over all maps, for one rule. */
const exactSeconds: Record<number, number> = { 2: 0.0002, 3: 0.0005, 4: 0.03 };
/** Learning one rule by networks. */
const ruleSeconds = 0.05;
/** Of one restart and step of a coarse-graining, for a context of the batch and a cell of the patch. */
const secondsPerContextCell = 8e-9;

/** A survey that has ended: what it took. */
export interface MeasuredSurvey {
  spec: AutomatonSurveySpec;
  computeSeconds: number;
}

const rulesOf = ({ rules }: AutomatonSurveySpec) =>
  rules === 'all' ? ruleCount : rules === 'inequivalent' ? representatives.length : selfSimilarRules.length;

/** Expected work of a survey, in seconds of the machine the constants are from. */
function expected(spec: AutomatonSurveySpec): number {
  const perRule = spec.sizes.reduce((sum, size) => {
    const exact = exactSeconds[size] ?? 0;
    if (!spec.networks) return sum + exact;
    return sum + exact + spec.restarts * spec.steps * spec.batch * size ** 2 * secondsPerContextCell;
  }, 0);
  return rulesOf(spec) * (perRule + (spec.networks ? ruleSeconds : 0));
}

/** What a survey is expected to take, in seconds; at the pace of the newest one that was made here with networks as this one has. */
export function surveySeconds(spec: AutomatonSurveySpec, measured: readonly MeasuredSurvey[] = []): number {
  const known = measured.find((one) => one.spec.networks === spec.networks && one.computeSeconds > 0);
  const pace = known ? known.computeSeconds / (overheadSeconds + expected(known.spec)) : 1;
  return pace * (overheadSeconds + expected(spec));
}

/** What the button will do, before it is pressed. */
export function surveySentence(spec: AutomatonSurveySpec, seconds: number): string {
  const rules = { 'self-similar': 'the 21 rules', all: 'all 256 rules', inequivalent: 'the 88 classes' }[
    spec.rules
  ];
  const sizes = spec.sizes.join(', ');
  const networks = spec.networks
    ? `, then trains ${spec.restarts} coarse-grainings each and sets them beside it`
    : '';
  return `Tries every map of ${rules} at N = ${sizes}${networks}; ${aboutTime(seconds)}.`;
}
