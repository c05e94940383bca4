import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import { schemaOf, type HostError } from '../../../../preload/contract/index.ts';
import { toHostError } from '../../../bridge/errors.ts';
import { useRunsStore } from '../../../stores/runs.ts';
import { useSpecification } from '../../documents/specification.ts';

/** Generation of data sets: one document with undo, the run that is looked at, and the finished ones. */
export const useDataSetsStore = defineStore('turing-data-sets', () => {
  const runs = useRunsStore();
  const document = useSpecification<'gray-scott-dataset'>(
    schemaOf['gray-scott-dataset'].parse({ kind: 'gray-scott-dataset' }),
  );
  const error = shallowRef<HostError | null>(null);
  const starting = ref(false);
  const watched = ref<string | null>(null);

  const all = computed(() =>
    runs.all.filter(({ kind, state }) => kind === 'gray-scott-dataset' && state !== 'archived'),
  );
  const run = computed(() => (watched.value === null ? undefined : runs.get(watched.value)));

  watch(
    all,
    (sets) => {
      watched.value ??= (sets.find(({ state }) => state === 'running') ?? sets[0])?.id ?? null;
    },
    { immediate: true },
  );

  async function start(): Promise<void> {
    starting.value = true;
    error.value = null;
    try {
      const { count, generation } = document.spec.value;
      const record = await runs.create(document.spec.value, {
        name: `${count} patterns of ${generation.size}²`,
      });
      watched.value = record.id;
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
    start,
  };
});
