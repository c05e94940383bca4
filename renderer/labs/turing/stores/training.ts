import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import type { ChainLink, HostError } from '../../../../preload/contract/index.ts';
import { toHostError } from '../../../bridge/errors.ts';
import { host } from '../../../bridge/host.ts';
import { useRunsStore } from '../../../stores/runs.ts';
import { parameterCount } from '../train/cost.ts';
import {
  choiceOf,
  defaultSpec,
  trainingChoices,
  trainingKinds,
  type TrainingChoice,
  type TrainingKind,
} from '../train/kinds.ts';
import { useSpecification } from '../../documents/specification.ts';

/** Rest after the last keystroke before the host is asked for the chain of layers, in milliseconds. */
const chainDelay = 150;

/** The model editor: one training document with undo, its chain of layers, and the run that is looked at. */
export const useTrainingStore = defineStore('turing-training', () => {
  const runs = useRunsStore();
  const document = useSpecification<TrainingKind>(defaultSpec(trainingChoices[2]!));
  const { spec } = document;
  const choice = computed(() => choiceOf(spec.value));

  const chain = shallowRef<ChainLink[]>([]);
  const chainState = ref<'loading' | 'ready' | 'failed'>('loading');
  const chainError = shallowRef<HostError | null>(null);
  const error = shallowRef<HostError | null>(null);
  const starting = ref(false);
  /** The training whose curves are shown. */
  const watched = ref<string | null>(null);

  /** Parameters of the default network of each choice, to compare the edited one with. */
  const defaultSizes = ref(new Map<string, number>());
  const size = computed(() => parameterCount(chain.value));
  const sizeRatio = computed(() => {
    const reference = defaultSizes.value.get(choice.value.name);
    return reference && size.value ? size.value / reference : 1;
  });

  const trainings = computed(() =>
    runs.all.filter(({ kind, state }) => trainingKinds.some((name) => name === kind) && state !== 'archived'),
  );
  const run = computed(() => (watched.value === null ? undefined : runs.get(watched.value)));

  let requests = 0;
  async function readChain() {
    const request = ++requests;
    const asked = spec.value;
    chainState.value = 'loading';
    try {
      const links = await host.modelChain({ spec: asked });
      if (request !== requests) return;
      chain.value = links;
      chainError.value = null;
      chainState.value = 'ready';
      await readDefaultSize(choiceOf(asked));
    } catch (cause) {
      if (request !== requests) return;
      chainError.value = toHostError(cause);
      chainState.value = 'failed';
    }
  }

  async function readDefaultSize(of: TrainingChoice) {
    if (defaultSizes.value.has(of.name)) return;
    const links = await host.modelChain({ spec: defaultSpec(of) });
    defaultSizes.value.set(of.name, parameterCount(links));
  }

  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(spec, () => {
    clearTimeout(timer);
    timer = setTimeout(() => void readChain(), chainDelay);
  });

  // A training that is running when the page opens is the one to look at; else the newest.
  watch(
    trainings,
    (all) => {
      watched.value ??= (all.find(({ state }) => state === 'running') ?? all[0])?.id ?? null;
    },
    { immediate: true },
  );

  function choose(name: string) {
    const next = trainingChoices.find((one) => one.name === name);
    if (next && next !== choice.value) document.edit({ ...defaultSpec(next), seed: spec.value.seed });
  }

  async function start(): Promise<void> {
    starting.value = true;
    error.value = null;
    try {
      const record = await runs.create(spec.value, { name: choice.value.title });
      watched.value = record.id;
    } catch (cause) {
      error.value = toHostError(cause);
    } finally {
      starting.value = false;
    }
  }

  return {
    ...document,
    choice,
    chain: computed(() => chain.value),
    chainState,
    chainError: computed(() => chainError.value),
    size,
    sizeRatio,
    error: computed(() => error.value),
    starting,
    watched,
    run,
    trainings,
    choose,
    readChain,
    start,
  };
});
