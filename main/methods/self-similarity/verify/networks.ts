import type { AutomatonSurveyResult, SurveyCell } from '../../../../preload/contract/index.ts';
import { atLeast, atMost, near, shown } from '../../checks.ts';
import type { Check, ProofContext } from '../../proof.ts';
import { learnRules } from '../automata/learning/learn-rules.ts';
import { isFalseNegative, isFalsePositive, rulesOf, share, surveyResult } from '../automata/survey/result.ts';
import { dynamics, type RuleSurvey, type RuleSurveyTask } from '../automata/survey/rule-survey.ts';
import { freeDynamicsChecks } from './free-dynamics.ts';

const rules = rulesOf('all');
const sizes = [2, 3, 4];
const stageTwo = { networks: true, restarts: 24, steps: 500, batch: 128, compose: true };

/** Least share of restarts that have to learn their rule. */
const leastShare = 0.99;
/** Of the rules that are self-similar at N = 4 as many as this may be missed. */
const mostMissed = 1;

/** Both learners on elementary rules against the exact answer, and the prior they embody against none. */
export async function networksChecks(context: ProofContext): Promise<Check[]> {
  const learner = learnerChecks(context.seed);
  context.progress(0.05, 'rules learnt');
  const result = await survey(context);
  return [
    ...learner,
    ...sizes.flatMap((size) => sizeChecks(size, result.cells)),
    ...valueRows(result.cells),
    ...freeDynamicsChecks(context.seed),
  ];
}

function learnerChecks(seed: number): Check[] {
  const { computed, best } = learnRules(rules, { ...dynamics, seed });
  const right = Array.from(computed, (number, i) => number === rules[Math.floor(i / dynamics.restarts)]);
  const learnt = best.filter(({ restart }, i) => right[i * dynamics.restarts + restart]).length;
  const { value, error } = share(right.filter(Boolean).length, right.length);
  const spread = 1.96 * (error ?? 0);
  return [
    near(
      'learner.rules',
      learnt,
      256,
      0,
      'all elementary rules: those that the network of lowest loss computes exactly (two sine units, 1500 steps)',
    ),
    atLeast(
      'learner.restarts',
      { value, low: Math.max(0, value - spread), high: Math.min(1, value + spread) },
      leastShare,
      `share of ${right.length} restarts that compute their rule (± 1.96 standard errors after Agresti and Coull)`,
    ),
  ];
}

/** Rules of stage two: some of Table I and some others; Table I and as many others, each of another class; all. */
function chosenRules(level: ProofContext['level']): number[] {
  const tableOne = rulesOf('self-similar');
  switch (level) {
    case 'quick':
      return [...tableOne.filter((_, i) => i % 7 === 1), 30, 110];
    case 'normal':
      return [
        ...tableOne,
        ...rulesOf('inequivalent')
          .filter((rule) => !tableOne.includes(rule))
          .filter((_, i) => i % 3 === 0)
          .slice(0, tableOne.length),
      ];
    case 'full':
      return rules;
  }
}

async function survey({ level, seed, pool, progress }: ProofContext): Promise<AutomatonSurveyResult> {
  const chosen = chosenRules(level);
  let done = 0;
  const surveys = await pool.map<RuleSurveyTask, RuleSurvey>(
    'automaton-survey.rule',
    chosen.map((rule) => ({ ...stageTwo, rule, sizes, seed })),
    () => progress(0.05 + (0.9 * ++done) / chosen.length, `networks: ${done} of ${chosen.length} rules`),
  );
  return surveyResult(sizes, surveys, 0);
}

function sizeChecks(size: number, all: readonly SurveyCell[]): Check[] {
  const cells = all.filter((cell) => cell.size === size);
  const selfSimilar = cells.filter(({ exact }) => exact.selfSimilar);
  const found = selfSimilar.filter(({ network }) => network?.selfSimilar);
  const composed = found.filter(({ network }) => network?.composed);
  const where = `${cells.length} rules, ${stageTwo.restarts} restarts each, against the enumeration of all maps`;
  const missed = cells.filter(isFalseNegative).map(({ rule }) => rule);
  const wrong = cells.filter(isFalsePositive).map(({ rule }) => rule);
  return [
    atMost(
      `network.N${size}.false-positives`,
      wrong.length,
      0,
      `${where}; a map is judged in all contexts, so that only constant ones could pass${wrong.length === 0 ? '' : `: ${wrong.join(', ')}`}`,
    ),
    size === 4
      ? atLeast(
          'network.N4.found',
          found.length,
          selfSimilar.length - mostMissed,
          `${where}: of ${selfSimilar.length} self-similar rules${missed.length === 0 ? '' : `; not ${missed.join(', ')}`}`,
        )
      : atMost(
          `network.N${size}.false-negatives`,
          missed.length,
          0,
          `${where}: of ${selfSimilar.length} self-similar rules${missed.length === 0 ? '' : `, ${missed.join(', ')}`}`,
        ),
    shown(
      `network.N${size}.least-restarts`,
      Math.min(...selfSimilar.map(({ network }) => network?.consistent ?? 0)),
      `${where}: consistent restarts of the self-similar rule that has fewest`,
    ),
    ...(size === 4
      ? [
          shown(
            'network.N4.composed',
            composed.length,
            `${where}: found only by applying a map of N = 2 twice`,
          ),
        ]
      : []),
  ];
}

/** What Table I prints where a rule is not self-similar. */
function valueRows(cells: readonly SurveyCell[]): Check[] {
  return cells.flatMap(({ rule, size, paper, network, exact }) => {
    if (paper === null || paper === 0 || network === null) return [];
    const note =
      exact.bestConsistency === 1
        ? 'macro states of 0 and 1 are always the opposite of what f says; about .5 is of states between'
        : 'of a map it does not name';
    return [
      shown(
        `network.value.${rule}.N${size}`,
        network.consistency ?? Number.NaN,
        `lowest of the restarts over all contexts; Table I prints ${paper}: ${note}; the best binary map has ${exact.bestConsistency}`,
      ),
    ];
  });
}
