import { defineStore } from 'pinia';
import { computed } from 'vue';
import { type MlrgTrainingSpec, type SymmetrySettings } from '../../../../preload/contract/index.ts';
import { useModelsStore } from '../../../stores/models.ts';
import { useRunResults } from '../../documents/run-results.ts';
import { useRunSpecs } from '../../documents/run-specs.ts';
import { useSpecification } from '../../documents/specification.ts';
import { useWatchedRun } from '../../documents/watched-run.ts';
import { trainingSeconds } from '../train/cost.ts';
import { recipe, recipeOf, trainingName, type Recipe } from '../train/recipes.ts';
import { readTrainingResult } from '../train/result.ts';
import { followSymmetry } from './follow-symmetry.ts';
import { useSymmetryStore } from './symmetry.ts';

/** Training of RG monotones: one document with undo whose symmetry is the lab's, the training that is looked at, its result. */
export const useMlrgTrainingStore = defineStore('renormalization-training', () => {
  const symmetry = useSymmetryStore();
  const models = useModelsStore();
  const document = useSpecification<'mlrg-training'>(recipe('exact', symmetry.settings));
  followSymmetry(
    () => document.spec.value.symmetry,
    (settings: SymmetrySettings) => {
      const { seed, members } = document.spec.value;
      const name = recipeOf(document.spec.value);
      document.edit(
        name === null
          ? { ...document.draft.value, symmetry: settings }
          : { ...recipe(name, settings), seed, members },
      );
    },
  );

  const { all, run, watched, starting, error, create } = useWatchedRun(['mlrg-training']);
  const specs = useRunSpecs('mlrg-training', all);
  const results = useRunResults('training.json', readTrainingResult);
  results.readDone(computed(() => (run.value ? [run.value] : [])));

  /** Why the document can not be trained although its schema accepts it. */
  const problem = computed(() => symmetry.problem?.message ?? null);
  const measured = computed(() =>
    all.value.flatMap(({ id, state, computeSeconds }) => {
      const spec = specs.of(id);
      return state === 'done' && spec !== null ? [{ spec, computeSeconds }] : [];
    }),
  );
  const seconds = computed(() =>
    trainingSeconds(document.spec.value, symmetry.current ? symmetry.description : null, measured.value),
  );

  /** Trains the document, or another specification without touching the document. */
  async function start(spec: MlrgTrainingSpec = document.spec.value): Promise<void> {
    const record = await create(spec, trainingName(spec));
    if (record) specs.know(record.id, spec);
  }

  return {
    ...document,
    problem,
    valid: computed(() => document.valid.value && problem.value === null),
    recipe: computed(() => recipeOf(document.spec.value)),
    /** Makes the document that of a recipe; how many networks, and their seed, stay. */
    follow(name: Recipe) {
      const { seed, members, symmetry: own } = document.spec.value;
      document.edit({ ...recipe(name, own), seed, members });
    },
    seconds,
    error,
    starting,
    watched,
    run,
    all,
    specOf: specs.of,
    /** Document of the training that is looked at, once it is read. */
    watchedSpec: computed(() => specs.of(watched.value)),
    result: computed(() => results.of(watched.value)),
    resultError: computed(() => results.errorOf(watched.value)),
    /** The model that the watched training ended in. */
    model: computed(() => (watched.value === null ? undefined : models.get(`run/${watched.value}`))),
    start,
  };
});
