import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import { schemaOf, type AutomatonSurveySpec, type FieldPreview } from '../../../../preload/contract/index.ts';
import { onHost } from '../../../bridge/host.ts';
import { useExperiment } from '../../documents/experiment.ts';
import { surveySeconds } from '../verdict/cost.ts';
import { readSurvey } from './read-results.ts';
import { gridOfFrames, gridOfResult, type SurveyGrid } from '../verdict/survey-grid.ts';
import { useShownParts } from './shown-parts.ts';

/** Table I: one document with undo, the survey that is looked at, and its table, which fills in while it is computed. */
export const useSurveyStore = defineStore('self-similarity-survey', () => {
  const { document, ...survey } = useExperiment({
    initial: schemaOf['automaton-survey'].parse({ kind: 'automaton-survey' }),
    artifact: 'survey.json',
    parse: readSurvey,
    nameOf: surveyName,
  });

  /** Newest picture of every group size, by its label, of the survey that is looked at. */
  const frames = shallowRef<ReadonlyMap<string, FieldPreview>>(new Map());
  onHost('runFrame', ({ id, fields }) => {
    if (id !== survey.watched.value) return;
    frames.value = new Map([...frames.value, ...fields.map((field) => [field.label, field] as const)]);
  });
  watch(survey.watched, () => (frames.value = new Map()));

  const grid = computed<SurveyGrid>(() =>
    survey.result.value
      ? gridOfResult(survey.result.value)
      : gridOfFrames(frames.value, survey.watchedSpec.value ?? document.spec.value),
  );

  return {
    ...document,
    ...survey,
    edit(next: Record<string, unknown>) {
      useShownParts().verdict = 'table';
      document.edit(next);
    },
    grid,
    /** What the document is expected to take, in seconds. */
    seconds: computed(() => surveySeconds(document.spec.value, survey.measured.value)),
  };
});

function surveyName({ rules, sizes, networks }: AutomatonSurveySpec): string {
  const which = { 'self-similar': 'Table I', all: 'All 256 rules', inequivalent: 'The 88 classes' }[rules];
  return `${which}, N = ${sizes.join(', ')}${networks ? '' : ', exact'}`;
}
