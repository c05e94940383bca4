import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import { schemaOf, type HostError, type IsingMonteCarloSpec } from '../../../../preload/contract/index.ts';
import { toHostError } from '../../../bridge/errors.ts';
import { useRunsStore } from '../../../stores/runs.ts';
import { useSpecification } from '../../documents/specification.ts';
import { ensembleName } from '../monte-carlo/presets.ts';
import { useEnsemblesStore } from './ensembles.ts';

/** Simulation of Ising ensembles: one document with undo, the run that is looked at, and the others of the workspace. */
export const useMonteCarloStore = defineStore('upscaling-monte-carlo', () => {
  const runs = useRunsStore();
  const ensembles = useEnsemblesStore();
  const document = useSpecification<'ising-monte-carlo'>(
    schemaOf['ising-monte-carlo'].parse({ kind: 'ising-monte-carlo' }),
  );
  const error = shallowRef<HostError | null>(null);
  const starting = ref(false);
  /** Id of the run whose progress or results are shown. */
  const watched = ref<string | null>(null);

  const all = computed(() =>
    runs.all.filter(({ kind, state }) => kind === 'ising-monte-carlo' && state !== 'archived'),
  );
  const run = computed(() => (watched.value === null ? undefined : runs.get(watched.value)));
  const measurement = computed(() =>
    watched.value === null ? null : ensembles.measurementOf(watched.value),
  );
  const measurementError = computed(() => (watched.value === null ? null : ensembles.errorOf(watched.value)));

  // One that is running when the page opens is the one to look at; else the newest.
  watch(
    all,
    (simulations) => {
      watched.value ??= (simulations.find(({ state }) => state === 'running') ?? simulations[0])?.id ?? null;
    },
    { immediate: true },
  );
  watch(
    () => (run.value?.state === 'done' ? run.value.id : null),
    (id) => {
      if (id !== null) void ensembles.read(id);
    },
    { immediate: true },
  );

  /** Simulates the document, or another specification without touching the document. */
  async function start(spec: IsingMonteCarloSpec = document.spec.value): Promise<void> {
    starting.value = true;
    error.value = null;
    try {
      watched.value = (await runs.create(spec, { name: ensembleName(spec) })).id;
    } catch (cause) {
      error.value = toHostError(cause);
    } finally {
      starting.value = false;
    }
  }

  return {
    ...document,
    error: computed(() => error.value),
    starting,
    watched,
    run,
    all,
    measurement,
    measurementError,
    start,
  };
});
