import type { AutomatonSurveySpec, FieldPreview, SurveyCell } from '../../../../../preload/contract/index.ts';
import type { ExperimentKind, Snapshot } from '../../../context.ts';
import { Stopwatch } from '../../../stopwatch.ts';
import { rulesOf, surveyResult, surveyTable } from './result.ts';
import type { RuleSurvey, RuleSurveyTask } from './rule-survey.ts';

/** Table I: which rules are self-similar at which N, by enumeration and by networks. */
export const automatonSurvey: ExperimentKind<'automaton-survey'> = {
  kind: 'automaton-survey',
  title: 'Survey of automata',
  description:
    'Which elementary rules are self-similar at which group size: the exact answer, and what networks find.',
  lane: 'batch',
  async run(context) {
    const { spec, pool } = context;
    const rules = rulesOf(spec.rules);
    const sizes = [...new Set(spec.sizes)].toSorted((a, b) => a - b);
    const saved = context.restore();
    const stopwatch = new Stopwatch(saved);
    const surveys = saved ? [...(saved.values.surveys as RuleSurvey[])] : [];
    const snapshot = (): Snapshot =>
      stopwatch.stamp({ arrays: {}, values: { surveys: [...surveys], step: surveys.length } });

    while (surveys.length < rules.length) {
      await context.breathe(snapshot);
      const next = rules.slice(surveys.length, surveys.length + pool.size);
      const found = await pool.map<RuleSurveyTask, RuleSurvey>(
        'automaton-survey.rule',
        next.map((rule) => taskOf(spec, sizes, rule)),
      );
      surveys.push(...found);
      context.frame(consistencyPictures(sizes, surveys));
      context.progress(surveys.length / rules.length, `${surveys.length} of ${rules.length} rules`);
    }
    await context.breathe(snapshot);

    const result = surveyResult(sizes, surveys, stopwatch.seconds);
    for (const note of result.notes) context.log(note);
    await context.artifact('survey.csv', { type: 'text', mime: 'text/csv', text: surveyTable(result.cells) });
    await context.artifact('survey.json', { type: 'json', value: result });
    context.summary({
      rules: result.rules.length,
      ...Object.fromEntries(
        sizes.map((size) => [
          `self-similar N${size}`,
          result.cells.filter((cell) => cell.size === size && cell.exact.selfSimilar).length,
        ]),
      ),
      ...(result.learner === null
        ? {}
        : {
            learnt: result.learner.exact,
            'false positives': result.falsePositives,
            'false negatives': result.falseNegatives,
          }),
      seconds: result.seconds,
    });
    context.progress(1, 'done');
  },
};

function taskOf(spec: AutomatonSurveySpec, sizes: number[], rule: number): RuleSurveyTask {
  const { seed, networks, restarts, steps, batch, compose } = spec;
  return { rule, sizes, seed, networks, restarts, steps, batch, compose };
}

/** Consistency by rule, 16 × 16 row by row for each N; NaN: not done, or every restart constant. */
function consistencyPictures(sizes: readonly number[], surveys: readonly RuleSurvey[]): FieldPreview[] {
  return sizes.map((size, index) => {
    const data = new Float32Array(256).fill(Number.NaN);
    for (const { rule, cells } of surveys) data[rule] = consistencyShown(cells[index]) ?? Number.NaN;
    return { width: 16, height: 16, data, label: `N = ${size}` };
  });
}

/** What the networks reached, or without them the best there is. */
const consistencyShown = ({ network, exact }: SurveyCell) =>
  network === null ? exact.bestConsistency : network.consistency;
