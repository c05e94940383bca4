import { defineStore } from 'pinia';
import { computed, watch } from 'vue';
import { schemaOf, type IsingMonteCarloSpec } from '../../../../preload/contract/index.ts';
import { useSpecification } from '../../documents/specification.ts';
import { useWatchedRun } from '../../documents/watched-run.ts';
import { ensembleName } from '../monte-carlo/presets.ts';
import { useEnsemblesStore } from './ensembles.ts';

/** Simulation of Ising ensembles: one document with undo, the run that is looked at, and the others of the workspace. */
export const useMonteCarloStore = defineStore('upscaling-monte-carlo', () => {
  const ensembles = useEnsemblesStore();
  const document = useSpecification<'ising-monte-carlo'>(
    schemaOf['ising-monte-carlo'].parse({ kind: 'ising-monte-carlo' }),
  );
  const { all, run, watched, starting, error, create } = useWatchedRun(['ising-monte-carlo']);
  const measurement = computed(() =>
    watched.value === null ? null : ensembles.measurementOf(watched.value),
  );
  const measurementError = computed(() => (watched.value === null ? null : ensembles.errorOf(watched.value)));

  watch(
    () => (run.value?.state === 'done' ? run.value.id : null),
    (id) => {
      if (id !== null) void ensembles.read(id);
    },
    { immediate: true },
  );

  /** Simulates the document, or another specification without touching the document. */
  async function start(spec: IsingMonteCarloSpec = document.spec.value): Promise<void> {
    await create(spec, ensembleName(spec));
  }

  return {
    ...document,
    error,
    starting,
    watched,
    run,
    all,
    measurement,
    measurementError,
    start,
  };
});
