import { defineStore } from 'pinia';
import { computed, ref, watch } from 'vue';
import {
  schemaOf,
  type UpscalerModelSpec,
  type UpscalerTrainingSpec,
} from '../../../../preload/contract/index.ts';
import { host } from '../../../bridge/host.ts';
import { useModelsStore } from '../../../stores/models.ts';
import { useRunsStore } from '../../../stores/runs.ts';
import { useRunResults } from '../../documents/run-results.ts';
import { useSpecification } from '../../documents/specification.ts';
import { useWatchedRun } from '../../documents/watched-run.ts';
import { modelName, optimiserFor, trainingName, trainingProblem } from '../train/kinds.ts';
import { readTrainingResult } from '../train/result.ts';

/** Whether a document takes its data from a run, also while none is chosen. */
const asksForRun = (draft: Record<string, unknown>) =>
  (draft['data'] as { source?: string } | undefined)?.source === 'run';

/** Training of upscalers: one document with undo, the training that is looked at, and the upscalers there are. */
export const useUpscalingTrainingStore = defineStore('upscaling-training', () => {
  const runs = useRunsStore();
  const models = useModelsStore();
  const document = useSpecification<'upscaler-training'>(
    schemaOf['upscaler-training'].parse({ kind: 'upscaler-training' }),
  );
  /** Why the document can not be trained although its schema accepts it. */
  const problem = computed(() => trainingProblem(document.spec.value));
  const { all, run, watched, starting, error, create } = useWatchedRun(['upscaler-training']);
  const results = useRunResults('training.json', readTrainingResult);
  results.readDone(computed(() => (run.value === undefined ? [] : [run.value])));

  const upscalers = computed(() => models.all.filter(({ observation }) => observation === 'spins'));
  /** The upscaler that the watched training ended in. */
  const model = computed(() => (watched.value === null ? undefined : models.get(`run/${watched.value}`)));
  /** Whether a finished run has configurations to train on, as far as that is known. */
  const kept = ref(new Map<string, boolean>());
  const ensembles = computed(() =>
    runs.all.filter(
      ({ kind, state }) => (kind === 'ising-monte-carlo' || kind === 'spin-analysis') && state === 'done',
    ),
  );
  /** Finished runs that can be trained on. */
  const sources = computed(() => ensembles.value.filter(({ id }) => kept.value.get(id) !== false));

  async function lookForSpins(id: string) {
    try {
      const artifacts = await host.runArtifacts({ id });
      kept.value.set(
        id,
        artifacts.some(({ name }) => name === 'spins.npz'),
      );
    } catch {
      // It stays on offer: the training itself will say what is wrong with it.
    }
  }
  watch(
    () => (asksForRun(document.draft.value) ? ensembles.value : []),
    (all) => {
      // The spins of an analysis are its input.
      for (const { id, kind } of all) {
        if (kind === 'ising-monte-carlo' && !kept.value.has(id)) void lookForSpins(id);
      }
    },
    { immediate: true },
  );

  /** Trains the document, or another specification without touching the document. */
  async function start(spec: UpscalerTrainingSpec = document.spec.value): Promise<void> {
    await create(spec, trainingName(spec));
  }

  /** Takes the document of a form. Another type of model brings the optimiser that it needs. */
  function edit(next: Record<string, unknown>) {
    const type = (next['model'] as Partial<UpscalerModelSpec> | undefined)?.type ?? 'kernel';
    const optimiser = optimiserFor(type, document.spec.value.model.type);
    document.edit(optimiser === null ? next : { ...next, optimiser });
  }

  /** Makes the spins of a finished run the data of the document. */
  function trainOn(id: string) {
    document.edit({ ...document.spec.value, data: { source: 'run', run: id } });
  }

  return {
    ...document,
    edit,
    problem,
    valid: computed(() => document.valid.value && problem.value === null),
    /** What the document trains, as lists call it. */
    name: computed(() => modelName(document.spec.value.model)),
    error,
    starting,
    watched,
    run,
    all,
    result: computed(() => results.of(watched.value)),
    resultError: computed(() => results.errorOf(watched.value)),
    upscalers,
    model,
    sources,
    start,
    trainOn,
  };
});
