import { defineStore } from 'pinia';
import { computed, markRaw, ref, shallowRef } from 'vue';
import { schemaOf, type HostError, type SpinsInput } from '../../../../preload/contract/index.ts';
import { toHostError } from '../../../bridge/errors.ts';
import { host } from '../../../bridge/host.ts';
import { useModelsStore } from '../../../stores/models.ts';
import { useRunsStore } from '../../../stores/runs.ts';
import { useSpecification } from '../../documents/specification.ts';
import { ensembleName as upscaledName } from '../dream/model.ts';
import { pairOfSpecs } from '../measure/first-comparison.ts';
import { ensembleName as simulatedName } from '../monte-carlo/presets.ts';
import { useEnsemblesStore } from './ensembles.ts';

/** Spins of a file, before they are analysed. */
export interface OpenedSpins {
  name: string;
  input: SpinsInput;
}

/** Measuring: own spins from a file, and the comparison to begin with. What is compared is in the store of ensembles. */
export const useMeasureStore = defineStore('upscaling-measure', () => {
  const runs = useRunsStore();
  const models = useModelsStore();
  const ensembles = useEnsemblesStore();
  const document = useSpecification<'spin-analysis'>(
    schemaOf['spin-analysis'].parse({ kind: 'spin-analysis' }),
  );
  const opened = shallowRef<OpenedSpins | null>(null);
  const reading = ref<string | null>(null);
  const starting = ref(false);
  const error = shallowRef<HostError | null>(null);

  /** Reads a file, or one array of it, as spin configurations and shows what it is taken for. @throws HostError, and keeps what was open. */
  async function open(
    file: { name: string; arrayBuffer(): Promise<ArrayBuffer> },
    array?: string,
  ): Promise<void> {
    reading.value = file.name;
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const input = await host.spinsRead({ name: file.name, bytes, array });
      opened.value = { name: file.name, input: markRaw(input) };
      error.value = null;
    } finally {
      reading.value = null;
    }
  }

  function close() {
    opened.value = null;
    error.value = null;
  }

  /** Measures the opened spins in a run of their own, which joins the comparison. */
  async function analyse(): Promise<void> {
    const current = opened.value;
    if (current === null) return;
    await attempt(async () => {
      const record = await runs.create(
        { ...document.spec.value, sourceName: current.name.slice(0, 200) },
        { name: `Own spins · ${current.name}`.slice(0, 120), inputs: { spins: current.input.spins } },
      );
      ensembles.choose(record.id);
      opened.value = null;
    });
  }

  /** The upscaler of the first comparison: k = 7, or whatever there is. */
  const firstModel = computed(() => {
    const usable = models.all.filter(({ observation }) => observation === 'spins');
    return usable.find(({ id }) => id === 'pretrained/upscaler-k7') ?? usable[0] ?? null;
  });

  /** Dreams up an ensemble and simulates one beside it: a comparison from nothing. */
  async function startBoth(): Promise<void> {
    const model = firstModel.value;
    if (model === null) return;
    await attempt(async () => {
      const [upscaled, simulated] = pairOfSpecs(model.id);
      const first = await runs.create(upscaled, { name: upscaledName(upscaled, model) });
      const second = await runs.create(simulated, { name: simulatedName(simulated) });
      ensembles.compare(first.id, second.id);
    });
  }

  async function attempt(work: () => Promise<void>) {
    starting.value = true;
    error.value = null;
    try {
      await work();
    } catch (cause) {
      error.value = toHostError(cause);
    } finally {
      starting.value = false;
    }
  }

  return {
    ...document,
    opened: computed(() => opened.value),
    reading,
    starting,
    error: computed(() => error.value),
    firstModel,
    open,
    close,
    analyse,
    startBoth,
  };
});
