import { computed, ref, shallowRef, watch } from 'vue';
import type {
  ArrayRecord,
  ExperimentKindName,
  ExperimentSpec,
  HostError,
  RunRecord,
} from '../../../preload/contract/index.ts';
import { toHostError } from '../../bridge/errors.ts';
import { useRunsStore } from '../../stores/runs.ts';

/** The runs of some kinds: which there are, the one that is looked at, and starting another. */
export function useWatchedRun(kinds: readonly ExperimentKindName[]) {
  const runs = useRunsStore();
  const error = shallowRef<HostError | null>(null);
  const starting = ref(false);
  /** Id of the run whose progress or result is shown. */
  const watched = ref<string | null>(null);
  const all = computed(() =>
    runs.all.filter(({ kind, state }) => kinds.includes(kind) && state !== 'archived'),
  );
  const run = computed(() => (watched.value === null ? undefined : runs.get(watched.value)));

  // One that is running when the page opens is the one to look at; else the newest.
  watch(
    all,
    (found) => {
      watched.value ??= (found.find(({ state }) => state === 'running') ?? found[0])?.id ?? null;
    },
    { immediate: true },
  );

  /** Creates a run and looks at it; null, with `error` saying why, when the host would not have it. */
  async function create(spec: ExperimentSpec, name: string, inputs?: ArrayRecord): Promise<RunRecord | null> {
    starting.value = true;
    error.value = null;
    try {
      const record = await runs.create(spec, { name, ...(inputs === undefined ? {} : { inputs }) });
      watched.value = record.id;
      return record;
    } catch (cause) {
      error.value = toHostError(cause);
      return null;
    } finally {
      starting.value = false;
    }
  }

  return { all, run, watched, starting, error: computed(() => error.value), create };
}
