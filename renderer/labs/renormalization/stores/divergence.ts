import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import type { MlrgKlSpec, SymmetryDescription } from '../../../../preload/contract/index.ts';
import { host } from '../../../bridge/host.ts';
import { latest } from '../../../bridge/latest.ts';
import { useWorkbenchStore } from '../../../stores/workbench.ts';
import { useRunResults } from '../../documents/run-results.ts';
import { useSpecification } from '../../documents/specification.ts';
import { useWatchedRun } from '../../documents/watched-run.ts';
import {
  defaultDivergence,
  divergenceName,
  divergenceSeconds,
  forbiddenSpins,
  spinsOf,
} from '../exact-map/divergence-document.ts';
import { readKlResult } from '../exact-map/kl-result.ts';

/** Fig. 4: how well one hidden spin stands for four. One document with undo, the run that is looked at, its curves. */
export const useDivergenceStore = defineStore('renormalization-divergence', () => {
  const document = useSpecification<'mlrg-kl'>(defaultDivergence());
  const workbench = useWorkbenchStore();
  const { all, run, watched, starting, error, create } = useWatchedRun(['mlrg-kl']);
  const results = useRunResults('kl.json', readKlResult);
  results.readDone(computed(() => (run.value ? [run.value] : [])));

  /** What is known of the spins of the document, for its group and frame. */
  const descriptions = shallowRef<ReadonlyMap<string, SymmetryDescription>>(new Map());
  const reader = latest(
    async () => {
      const { internal, frame, ...spins } = document.spec.value;
      const answers = await Promise.all(
        spinsOf(spins).map(
          async (spin) =>
            [spin, await host.symmetryDescribe({ symmetry: { internal, spin, frame } })] as const,
        ),
      );
      return new Map(answers);
    },
    (answer) => (descriptions.value = answer),
    // Nothing is known then; the run itself will say what is wrong with it.
    () => (descriptions.value = new Map()),
  );
  watch(
    () => {
      const { internal, frame, ...spins } = document.spec.value;
      return JSON.stringify([internal, frame, spinsOf(spins)]);
    },
    () => void reader.ask(),
    { immediate: true },
  );

  const known = computed(
    () =>
      new Map(
        [...descriptions.value].filter(
          ([, { settings }]) => settings.internal === document.spec.value.internal,
        ),
      ),
  );
  const forbidden = computed(() => forbiddenSpins(document.spec.value, known.value));

  return {
    ...document,
    /** Spins of the document that its group does not allow. */
    forbidden,
    valid: computed(() => document.valid.value && forbidden.value.length === 0),
    seconds: computed(() =>
      divergenceSeconds(document.spec.value, known.value, workbench.description?.cores ?? 1),
    ),
    all,
    run,
    watched,
    starting,
    error,
    result: computed(() => results.of(watched.value)),
    resultError: computed(() => results.errorOf(watched.value)),
    /** Runs the document, or another specification without touching the document. */
    async start(spec: MlrgKlSpec = document.spec.value): Promise<void> {
      await create(spec, divergenceName(spec));
    },
  };
});
