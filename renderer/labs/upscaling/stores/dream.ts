import { defineStore } from 'pinia';
import { computed, markRaw, ref, shallowRef, watch } from 'vue';
import {
  schemaOf,
  type CallInput,
  type GrownLevel,
  type HostError,
  type KernelWeights,
  type SpecOf,
} from '../../../../preload/contract/index.ts';
import { toHostError } from '../../../bridge/errors.ts';
import { host } from '../../../bridge/host.ts';
import { latest } from '../../../bridge/latest.ts';
import { useModelsStore } from '../../../stores/models.ts';
import { useDocument } from '../../documents/document.ts';
import { checkDraft, type Draft } from '../../documents/specification.ts';
import { useWatchedRun } from '../../documents/watched-run.ts';
import { sameKernel } from '../dream/kernel.ts';
import { ensembleName } from '../dream/model.ts';
import { useEnsemblesStore } from './ensembles.ts';

type UpscalingSpec = SpecOf<'upscaling'>;

/** All that the Dream tab edits; one undo goes through all of it. */
interface DreamDocument {
  /** The ensemble; its model, coupling and sweeps also grow the configuration that is watched. */
  ensemble: Draft;
  /** Of the configuration that is watched. */
  seed: number;
  /** Doublings of the configuration that is watched. */
  levels: number;
  /** A kernel under the editor in the place of the model's own. */
  kernel: KernelWeights | null;
}

const initialSpec = () => schemaOf.upscaling.parse({ kind: 'upscaling' });

/** Heat-bath sweeps a preview may take. */
const previewSweeps = 100;

/**
 * Growing configurations and ensembles: one configuration level by level with the kernel under the editor, and the document of the
 * ensemble. Configurations lie in shallow references outside of the store's state.
 */
export const useDreamStore = defineStore('upscaling-dream', () => {
  const models = useModelsStore();
  const ensembles = useEnsemblesStore();
  const history = useDocument<DreamDocument>({
    ensemble: initialSpec() as Draft,
    seed: 1,
    levels: 7,
    kernel: null,
  });
  const { document } = history;
  const change = (patch: Partial<DreamDocument>) => history.edit({ ...document.value, ...patch });

  // The ensemble.
  const checked = computed(() => checkDraft(document.value.ensemble));
  const spec = shallowRef<UpscalingSpec>(initialSpec());
  watch(
    checked,
    (now) => {
      if ('spec' in now) spec.value = now.spec as UpscalingSpec;
    },
    { flush: 'sync' },
  );
  const usable = computed(() => models.all.filter(({ observation }) => observation === 'spins'));
  const model = computed(() => models.get(spec.value.model));

  /** Takes the document of a form, or a specification; what it leaves out gets its default. */
  function edit(next: Record<string, unknown>) {
    const draft = { ...next, kind: 'upscaling' } as Draft;
    const result = checkDraft(draft);
    const ensemble = 'spec' in result ? (result.spec as Draft) : draft;
    const otherModel = ensemble['model'] !== document.value.ensemble['model'];
    change({ ensemble, ...(otherModel ? { kernel: null } : {}) });
  }
  /** Another upscaler; a kernel under the editor gives way to it. */
  function choose(modelId: string) {
    change({ ensemble: { ...document.value.ensemble, model: modelId }, kernel: null });
  }

  // The kernel of the chosen model, to start an edit from.
  const trained = shallowRef<KernelWeights | null>(null);
  const trainedState = ref<'loading' | 'ready' | 'failed'>('loading');
  const trainedReader = latest(
    async () => {
      const asked = spec.value.model;
      return { asked, answer: await host.upscalerKernel({ model: asked, coupling: spec.value.coupling }) };
    },
    ({ asked, answer }) => {
      if (asked !== spec.value.model) return;
      trained.value = answer;
      trainedState.value = 'ready';
    },
    () => {
      trained.value = null;
      trainedState.value = 'failed';
    },
  );
  const kernel = computed(() => document.value.kernel ?? trained.value);
  const edited = computed(
    () =>
      document.value.kernel !== null &&
      trained.value !== null &&
      !sameKernel(document.value.kernel, trained.value),
  );
  /** Gives orbit `index` of the kernel another weight. */
  function setWeight(index: number, weight: number) {
    const current = kernel.value;
    if (current === null) return;
    change({ kernel: { ...current, weights: current.weights.with(index, weight) } });
  }
  const resetKernel = () => change({ kernel: null });

  // The configuration that is watched.
  const grown = shallowRef<readonly GrownLevel[]>([]);
  const growing = ref(false);
  const growthError = shallowRef<HostError | null>(null);
  /** Index of the level that is looked at; one that is still growing is waited for at the last there is. */
  const wantedLevel = ref(0);
  const level = computed({
    get: () => Math.min(wantedLevel.value, Math.max(0, grown.value.length - 1)),
    set: (index) => (wantedLevel.value = index),
  });
  const active = ref(false);

  const request = computed<CallInput<'growthPreview'>>(() => {
    const { model: id, coupling, sweeps } = spec.value;
    const own = edited.value ? document.value.kernel : null;
    return {
      upscaler: own === null ? { model: id } : { size: own.size, weights: own.weights, small: own.small },
      seed: document.value.seed,
      levels: document.value.levels,
      coupling,
      sweeps: Math.min(sweeps, previewSweeps),
    };
  });
  const grower = latest(
    () => {
      growing.value = true;
      return host.growthPreview(request.value);
    },
    (levels) => {
      grown.value = markRaw(levels);
      growthError.value = null;
      growing.value = false;
    },
    (cause) => {
      growthError.value = toHostError(cause);
      growing.value = false;
    },
  );

  /** From the first time the tab is shown, the configuration follows the document. */
  function start() {
    if (active.value) return;
    active.value = true;
    watch(
      () => JSON.stringify(request.value),
      () => void grower.ask(),
      { immediate: true },
    );
    watch(
      () => [spec.value.model, spec.value.coupling],
      (now, before) => {
        if (now[0] !== before?.[0]) {
          trained.value = null;
          trainedState.value = 'loading';
        }
        void trainedReader.ask();
      },
      { immediate: true },
    );
  }

  const setSeed = (seed: number) => change({ seed });
  const nextSeed = () => setSeed((document.value.seed + 1) % 2 ** 32);
  function setLevels(levels: number) {
    const atEnd = wantedLevel.value >= document.value.levels;
    change({ levels });
    if (atEnd) wantedLevel.value = levels;
  }

  // Ensembles.
  const { all: made, run, watched, starting, error, create } = useWatchedRun(['upscaling']);
  const measurement = computed(() =>
    watched.value === null ? null : ensembles.measurementOf(watched.value),
  );
  watch(
    () => (run.value?.state === 'done' ? run.value.id : null),
    (id) => {
      if (id !== null) void ensembles.read(id);
    },
    { immediate: true },
  );

  /** Starts the ensemble of the document. */
  async function dream(): Promise<void> {
    const record = await create(spec.value, ensembleName(spec.value, model.value));
    if (!record) return;
    ensembles.chooseNewest();
    ensembles.choose(record.id);
  }

  return {
    draft: computed(() => document.value.ensemble),
    spec: computed(() => spec.value),
    errors: computed(() => ('errors' in checked.value ? checked.value.errors : {})),
    valid: computed(() => 'spec' in checked.value),
    usable,
    model,
    seed: computed(() => document.value.seed),
    levels: computed(() => document.value.levels),
    kernel,
    trained: computed(() => trained.value),
    trainedState,
    edited,
    grown: computed(() => grown.value),
    growing,
    growthError: computed(() => growthError.value),
    level,
    error,
    starting,
    watched,
    made,
    run,
    measurement,
    canUndo: history.canUndo,
    canRedo: history.canRedo,
    undo: history.undo,
    redo: history.redo,
    start,
    grow: grower.ask,
    edit,
    choose,
    setWeight,
    resetKernel,
    setSeed,
    nextSeed,
    setLevels,
    dream,
  };
});
