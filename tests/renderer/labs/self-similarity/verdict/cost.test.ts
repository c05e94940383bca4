import { expect, it } from 'vitest';
import { schemaOf } from '../../../../../preload/contract/index.ts';
import { surveySeconds, surveySentence } from '../../../../../renderer/labs/self-similarity/verdict/cost.ts';

const spec = (changes: object = {}) =>
  schemaOf['automaton-survey'].parse({ kind: 'automaton-survey', ...changes });

it('grows with rules and restarts, and costs little without networks', () => {
  const some = surveySeconds(spec());
  expect(surveySeconds(spec({ rules: 'all' }))).toBeGreaterThan(8 * some);
  expect(surveySeconds(spec({ restarts: 96 }))).toBeGreaterThan(2 * some);
  expect(surveySeconds(spec({ networks: false, rules: 'all' }))).toBeLessThan(15);
});

it('follows what a survey took here', () => {
  const took = { spec: spec(), computeSeconds: 100 };
  expect(surveySeconds(spec(), [took])).toBeCloseTo(100);
  expect(surveySeconds(spec({ networks: false }), [took])).toBeCloseTo(
    surveySeconds(spec({ networks: false })),
  );
});

it('says what the button will do', () => {
  expect(surveySentence(spec({ sizes: [2, 3] }), 9)).toBe(
    'Tries every map of the 21 rules at N = 2, 3, then trains 24 coarse-grainings each and sets them beside it; about 9 s.',
  );
});
