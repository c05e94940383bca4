import type {
  AutomatonSurveyResult,
  AutomatonSurveySpec,
  Estimate,
  SurveyCell,
} from '../../../../../preload/contract/index.ts';
import { representativeOf } from '../../../../physics/cellular-automata/rules.ts';
import { tableOne } from '../exact/table-one.ts';
import type { RuleSurvey } from './rule-survey.ts';

/** Numbers of the rules that a survey goes through, ascending. */
export function rulesOf(which: AutomatonSurveySpec['rules']): number[] {
  const all = Array.from({ length: 256 }, (_, rule) => rule);
  switch (which) {
    case 'all':
      return all;
    case 'inequivalent':
      return all.filter((rule) => representativeOf(rule) === rule);
    case 'self-similar':
      return tableOne.map(({ rule }) => rule).toSorted((a, b) => a - b);
  }
}

/** What the rules of a survey amount to. */
export function surveyResult(
  sizes: readonly number[],
  surveys: readonly RuleSurvey[],
  seconds: number,
): AutomatonSurveyResult {
  const cells = surveys.flatMap((survey) => survey.cells);
  const learner = learnerOf(surveys);
  return {
    rules: surveys.map(({ rule }) => rule),
    sizes: [...sizes],
    cells,
    learner,
    falsePositives: cells.filter(isFalsePositive).length,
    falseNegatives: cells.filter(isFalseNegative).length,
    notes: notesOf(cells, learner),
    seconds,
  };
}

export const isFalsePositive = ({ network, exact }: SurveyCell) =>
  network !== null && network.selfSimilar && !exact.selfSimilar;
export const isFalseNegative = ({ network, exact }: SurveyCell) =>
  network !== null && !network.selfSimilar && exact.selfSimilar;

function learnerOf(surveys: readonly RuleSurvey[]): AutomatonSurveyResult['learner'] {
  const learners = surveys.flatMap(({ learner }) => (learner === null ? [] : [learner]));
  if (learners.length === 0) return null;
  return {
    rules: learners.length,
    exact: learners.filter(({ exact }) => exact).length,
    restarts: share(
      learners.reduce((sum, { agreeing }) => sum + agreeing, 0),
      learners.reduce((sum, { restarts }) => sum + restarts, 0),
    ),
  };
}

/** A share with its standard error after Agresti and Coull, which is not 0 where all or none of the trials succeed. */
export function share(successes: number, trials: number): Estimate {
  const centre = (successes + 2) / (trials + 4);
  return { value: successes / trials, error: Math.sqrt((centre * (1 - centre)) / (trials + 4)) };
}

function notesOf(cells: readonly SurveyCell[], learner: AutomatonSurveyResult['learner']): string[] {
  const notes: string[] = [];
  if (learner !== null && learner.exact < learner.rules) {
    notes.push(
      `${learner.rules - learner.exact} rules were not learnt exactly: their maps were trained for another rule, and are judged under the true one.`,
    );
  }
  const add = (words: string, chosen: readonly SurveyCell[]) => {
    const names = chosen.map(({ rule, size }) => `rule ${rule} at N = ${size}`);
    if (names.length > 0) notes.push(`${words}: ${names.join(', ')}.`);
  };
  add('Networks say self-similar, the enumeration does not', cells.filter(isFalsePositive));
  add('Networks missed a map that exists', cells.filter(isFalseNegative));
  add(
    'Found only by applying a map of N = 2 twice',
    cells.filter(({ network }) => network?.composed),
  );
  const fading = cells.filter(({ exact }) => exact.selfSimilar && exact.trivial);
  add('Self-similar with macro states that are constant after one step', fading);
  const opposite = cells.filter(({ exact, paper }) => paper !== null && exact.bestConsistency === 1);
  add(
    'Macro states of 0 and 1 are always the opposite of what f says; Table I has about .5 there, of states between',
    opposite,
  );
  return notes;
}

const columns = [
  'rule',
  'N',
  'self-similar',
  'maps',
  'constant maps',
  'composed maps',
  'trivial',
  'best consistency',
  'network self-similar',
  'network consistency',
  'consistent restarts',
  'constant restarts',
  'restarts',
  'only composed',
  'paper',
];

/** survey.csv: a line for every rule and N; empty where there is no number. */
export function surveyTable(cells: readonly SurveyCell[]): string {
  const rows = cells.map(({ rule, size, exact, network, paper }) => [
    rule,
    size,
    exact.selfSimilar,
    exact.maps,
    exact.constantMaps,
    exact.composed,
    exact.trivial,
    exact.bestConsistency,
    network?.selfSimilar,
    network?.consistency,
    network?.consistent,
    network?.constant,
    network?.restarts,
    network?.composed,
    paper,
  ]);
  return [columns, ...rows].map((row) => `${row.map((cell) => cell ?? '').join(',')}\n`).join('');
}
