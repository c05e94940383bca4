import { defineStore } from 'pinia';
import { computed, markRaw, ref, shallowRef, watch } from 'vue';
import {
  HostError,
  type EnsembleMeasurement,
  type ExperimentKindName,
  type RunSummary,
} from '../../../../preload/contract/index.ts';
import { toHostError } from '../../../bridge/errors.ts';
import { host } from '../../../bridge/host.ts';
import { useRunsStore } from '../../../stores/runs.ts';

/** Kinds of runs that end in a measurement. */
export const ensembleKinds = [
  'ising-monte-carlo',
  'upscaling',
  'spin-analysis',
] as const satisfies readonly ExperimentKindName[];
const isEnsemble = ({ kind }: RunSummary) => ensembleKinds.some((name) => name === kind);

/** Ensembles compared at once: one for each colour of a plot. */
export const mostCompared = 4;

/** An ensemble that is looked at: its run, and what was measured on it once that is read. */
export interface ChosenEnsemble {
  run: RunSummary;
  measurement: EnsembleMeasurement | null;
  error: HostError | null;
}

/** Measured ensembles of the workspace, and which of them are compared; Measure and RSRG show the same ones. */
export const useEnsemblesStore = defineStore('upscaling-ensembles', () => {
  const runs = useRunsStore();
  /** Ids in the order they were chosen, which is the order of columns and colours. */
  const chosenIds = ref<string[]>([]);
  const measurements = shallowRef<ReadonlyMap<string, EnsembleMeasurement>>(new Map());
  const errors = shallowRef<ReadonlyMap<string, HostError>>(new Map());
  const reading = new Set<string>();

  const all = computed(() => runs.all.filter((run) => isEnsemble(run) && run.state !== 'archived'));
  const finished = computed(() => all.value.filter(({ state }) => state === 'done'));
  const chosen = computed<ChosenEnsemble[]>(() =>
    chosenIds.value.flatMap((id) => {
      const run = runs.get(id);
      if (run === undefined) return [];
      const measurement = measurements.value.get(id) ?? null;
      return [{ run, measurement, error: errors.value.get(id) ?? null }];
    }),
  );
  /** Chosen and read: what tables and charts draw. */
  const measured = computed(() =>
    chosen.value.flatMap(({ run, measurement }) => (measurement === null ? [] : [{ run, measurement }])),
  );
  /** Chosen and still computing. */
  const atWork = computed(() =>
    chosen.value.flatMap(({ run }) =>
      ['queued', 'running', 'paused', 'interrupted'].includes(run.state) ? [run] : [],
    ),
  );

  /** Reads what a finished run measured, once. */
  async function read(id: string): Promise<EnsembleMeasurement | null> {
    const known = measurements.value.get(id);
    if (known !== undefined) return known;
    if (reading.has(id)) return null;
    reading.add(id);
    try {
      const measurement = markRaw(readMeasurement(await host.runArtifact({ id, name: 'measurement.json' })));
      measurements.value = new Map(measurements.value).set(id, measurement);
      const others = new Map(errors.value);
      if (others.delete(id)) errors.value = others;
      return measurement;
    } catch (cause) {
      errors.value = new Map(errors.value).set(id, toHostError(cause));
      return null;
    } finally {
      reading.delete(id);
    }
  }

  // What is chosen and done is read; the state may change while it is looked at. A reading that failed is not tried again by itself.
  const toRead = computed(() =>
    chosen.value.flatMap(({ run: { id, state } }) =>
      state === 'done' && !errors.value.has(id) && !measurements.value.has(id) ? [id] : [],
    ),
  );
  watch(
    () => toRead.value.join(' '),
    () => {
      for (const id of toRead.value) void read(id);
    },
    { immediate: true },
  );

  /** Adds an ensemble to the comparison; beyond the fourth the first one goes. */
  function choose(id: string) {
    if (!chosenIds.value.includes(id)) chosenIds.value = [...chosenIds.value, id].slice(-mostCompared);
  }
  function dismiss(id: string) {
    chosenIds.value = chosenIds.value.filter((other) => other !== id);
  }
  function toggle(id: string) {
    if (chosenIds.value.includes(id)) dismiss(id);
    else choose(id);
  }
  /** Compares these and nothing else. */
  function compare(...ids: string[]) {
    chosenIds.value = ids.slice(0, mostCompared);
  }
  /** Where nothing was chosen yet: the newest upscaled ensemble and the newest Monte Carlo one. */
  function chooseNewest() {
    if (chosenIds.value.length > 0) return;
    const [upscaled, own, simulated] = (['upscaling', 'spin-analysis', 'ising-monte-carlo'] as const).map(
      (kind) => finished.value.find((run) => run.kind === kind)?.id,
    );
    compare(...[upscaled ?? own, simulated].filter((id) => id !== undefined));
  }

  return {
    all,
    finished,
    chosenIds,
    chosen,
    measured,
    atWork,
    measurementOf: (id: string) => measurements.value.get(id) ?? null,
    errorOf: (id: string) => errors.value.get(id) ?? null,
    read,
    choose,
    dismiss,
    toggle,
    compare,
    chooseNewest,
  };
});

/** Reads measurement.json. @throws HostError when it holds no measurement. */
function readMeasurement(bytes: Uint8Array): EnsembleMeasurement {
  const value = JSON.parse(new TextDecoder().decode(bytes)) as EnsembleMeasurement;
  if (!Array.isArray(value.levels) || value.levels.length === 0) {
    throw new HostError('bad-file', 'The run left no measurement of any lattice.', {
      where: 'measurement.json',
      remedy: 'Run the experiment again.',
    });
  }
  return value;
}
