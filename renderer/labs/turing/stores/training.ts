import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import type { ChainLink, HostError } from '../../../../preload/contract/index.ts';
import { toHostError } from '../../../bridge/errors.ts';
import { host } from '../../../bridge/host.ts';
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
import { useWatchedRun } from '../../documents/watched-run.ts';

/** Rest after the last keystroke before the host is asked for the chain of layers, in milliseconds. */
const chainDelay = 150;

/** The model editor: one training document with undo, its chain of layers, and the run that is looked at. */
export const useTrainingStore = defineStore('turing-training', () => {
  const document = useSpecification<TrainingKind>(defaultSpec(trainingChoices[2]!));
  const { spec } = document;
  const choice = computed(() => choiceOf(spec.value));

  const chain = shallowRef<ChainLink[]>([]);
  const chainState = ref<'loading' | 'ready' | 'failed'>('loading');
  const chainError = shallowRef<HostError | null>(null);
  const { all: trainings, run, watched, starting, error, create } = useWatchedRun(trainingKinds);

  /** Parameters of the default network of each choice, to compare the edited one with. */
  const defaultSizes = ref(new Map<string, number>());
  const size = computed(() => parameterCount(chain.value));
  const sizeRatio = computed(() => {
    const reference = defaultSizes.value.get(choice.value.name);
    return reference && size.value ? size.value / reference : 1;
  });

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

  function choose(name: string) {
    const next = trainingChoices.find((one) => one.name === name);
    if (next && next !== choice.value) document.edit({ ...defaultSpec(next), seed: spec.value.seed });
  }

  async function start(): Promise<void> {
    await create(spec.value, choice.value.title);
  }

  return {
    ...document,
    choice,
    chain: computed(() => chain.value),
    chainState,
    chainError: computed(() => chainError.value),
    size,
    sizeRatio,
    error,
    starting,
    watched,
    run,
    trainings,
    choose,
    readChain,
    start,
  };
});
