import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import { schemaOf, type AutomatonSurveySpec, type FieldPreview } from '../../../../preload/contract/index.ts';
import { onHost } from '../../../bridge/host.ts';
import { useRunResults } from '../../documents/run-results.ts';
import { useRunSpecs } from '../../documents/run-specs.ts';
import { useSpecification } from '../../documents/specification.ts';
import { useWatchedRun } from '../../documents/watched-run.ts';
import { surveySeconds } from '../verdict/cost.ts';
import { readSurvey } from '../verdict/read-results.ts';
import { gridOfFrames, gridOfResult, type SurveyGrid } from '../verdict/survey-grid.ts';
import { useShownParts } from './shown-parts.ts';

/** Table I: one document with undo, the survey that is looked at, and its table, which fills in while it is computed. */
export const useSurveyStore = defineStore('self-similarity-survey', () => {
  const document = useSpecification<'automaton-survey'>(
    schemaOf['automaton-survey'].parse({ kind: 'automaton-survey' }),
  );
  const { all, run, watched, starting, error, create } = useWatchedRun(['automaton-survey']);
  const specs = useRunSpecs('automaton-survey', all);
  const results = useRunResults('survey.json', readSurvey);
  results.readDone(all);

  /** Newest picture of every group size, by its label, of the survey that is looked at. */
  const frames = shallowRef<ReadonlyMap<string, FieldPreview>>(new Map());
  onHost('runFrame', ({ id, fields }) => {
    if (id !== watched.value) return;
    frames.value = new Map([...frames.value, ...fields.map((field) => [field.label, field] as const)]);
  });
  watch(watched, () => (frames.value = new Map()));

  const result = computed(() => results.of(watched.value));
  const spec = computed(() => specs.of(watched.value));
  const grid = computed<SurveyGrid>(() =>
    result.value ? gridOfResult(result.value) : gridOfFrames(frames.value, spec.value ?? document.spec.value),
  );
  const measured = computed(() =>
    all.value.flatMap(({ id, state, computeSeconds }) => {
      const known = specs.of(id);
      return state === 'done' && known ? [{ spec: known, computeSeconds }] : [];
    }),
  );

  async function start(asked: AutomatonSurveySpec = document.spec.value): Promise<void> {
    const record = await create(asked, surveyName(asked));
    if (record) specs.know(record.id, asked);
  }

  return {
    ...document,
    edit(next: Record<string, unknown>) {
      useShownParts().verdict = 'table';
      document.edit(next);
    },
    all,
    run,
    watched,
    starting,
    error,
    specOf: specs.of,
    result,
    resultError: computed(() => results.errorOf(watched.value)),
    grid,
    /** What the document is expected to take, in seconds. */
    seconds: computed(() => surveySeconds(document.spec.value, measured.value)),
    start,
  };
});

function surveyName({ rules, sizes, networks }: AutomatonSurveySpec): string {
  const which = { 'self-similar': 'Table I', all: 'All 256 rules', inequivalent: 'The 88 classes' }[rules];
  return `${which}, N = ${sizes.join(', ')}${networks ? '' : ', exact'}`;
}
