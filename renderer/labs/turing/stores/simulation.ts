import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import {
  simulationSettings,
  type FieldPreview,
  type GrayScottParameters,
  type HostError,
  type SimulationFrame,
  type SimulationSettings,
} from '../../../../preload/contract/index.ts';
import { toHostError } from '../../../bridge/errors.ts';
import { host, onConnected, onHost } from '../../../bridge/host.ts';
import { useDocument } from '../../documents/document.ts';

/** What the brush does while the pointer is down. */
export interface Brush {
  /** Cells. */
  radius: number;
  /** Change of b in the disc. */
  amount: number;
}

/** Narrowest range of colours that follows a picture: rounding errors of a uniform state are not to look like a pattern. */
const narrowest = 0.01;

function visibleRange(low: number, high: number): [number, number] {
  const lack = Math.max(0, narrowest - (high - low)) / 2;
  return [low - lack, high + lack];
}

/**
 * The live simulator. The fields are the host's; the page keeps the newest picture, in a shallow reference outside of the
 * store's state. Edits are sent one at a time: while one is on its way, later ones are merged.
 */
export const useSimulationStore = defineStore('turing-simulation', () => {
  const { document: settings, ...history } = useDocument<SimulationSettings>(simulationSettings.parse({}));
  const id = ref<string | null>(null);
  const running = ref(false);
  const step = ref(0);
  const rates = ref({ frames: 0, updates: 0 });
  const error = shallowRef<HostError | null>(null);
  const brush = ref<Brush>({ radius: 4, amount: 0.5 });
  const lockedRange = ref<[number, number] | null>(null);
  const frame = shallowRef<SimulationFrame | null>(null);

  const picture = computed<FieldPreview | null>(() =>
    frame.value === null
      ? null
      : {
          width: frame.value.size,
          height: frame.value.size,
          data: frame.value.data,
          label: frame.value.field,
        },
  );
  const range = computed<[number, number]>(
    () => lockedRange.value ?? visibleRange(frame.value?.min ?? 0, frame.value?.max ?? 1),
  );

  let opening: Promise<string> | null = null;
  let waiting: Partial<SimulationSettings> | null = null;
  let sending: Promise<void> | null = null;

  /** Runs a call of the simulator; what goes wrong is kept to be shown, and the last good state stays. */
  async function attempt(work: (simulation: string) => Promise<unknown>): Promise<boolean> {
    try {
      await work(await open());
      error.value = null;
      return true;
    } catch (cause) {
      error.value = toHostError(cause);
      return false;
    }
  }

  /** Opens the simulator on the host, once. */
  function open(): Promise<string> {
    opening ??= host.simulationOpen({ settings: settings.value }).then(
      (answer) => (id.value = answer.id),
      (cause: unknown) => {
        opening = null;
        throw cause;
      },
    );
    return opening;
  }

  onHost('simulationFrame', (next) => {
    if (next.id !== id.value) return;
    frame.value = next;
    running.value = next.running;
    step.value = next.step;
    rates.value = { frames: next.framesPerSecond, updates: next.updatesPerSecond };
  });

  // A new line means a new session of the host, which knows nothing of the old simulator.
  onConnected(() => {
    if (id.value === null) return;
    opening = null;
    id.value = null;
    running.value = false;
    void attempt(() => Promise.resolve());
  });

  /** Merges `patch` into what waits to be sent; resolves when everything waiting was sent. */
  function send(patch: Partial<SimulationSettings>): Promise<void> {
    waiting = { ...waiting, ...patch };
    sending ??= (async () => {
      while (waiting !== null) {
        const next = waiting;
        waiting = null;
        await attempt((simulation) => host.simulationChange({ id: simulation, patch: next }));
      }
      sending = null;
    })();
    return sending;
  }

  /** Changes settings, as one undoable edit. */
  function change(patch: Partial<SimulationSettings>): Promise<void> {
    history.edit({ ...settings.value, ...patch });
    if (patch.field !== undefined) lockedRange.value = null;
    return send(patch);
  }

  const changeParameters = (patch: Partial<GrayScottParameters>) =>
    change({ parameters: { ...settings.value.parameters, ...patch } });

  /** Grows a pattern from its parameters and the seed of its initial state, from the start. */
  async function load(next: Partial<SimulationSettings>): Promise<void> {
    await change(next);
    if (error.value !== null) return;
    if (await reset(settings.value.seed)) await run();
  }

  const run = () => attempt((simulation) => host.simulationRun({ id: simulation }));
  const pause = () => attempt((simulation) => host.simulationPause({ id: simulation }));
  const advance = (steps = 1) => attempt((simulation) => host.simulationStep({ id: simulation, steps }));

  async function reset(seed = settings.value.seed): Promise<boolean> {
    history.edit({ ...settings.value, seed });
    return attempt((simulation) => host.simulationReset({ id: simulation, seed }));
  }

  const paint = (x: number, y: number) =>
    attempt((simulation) => host.simulationBrush({ id: simulation, x, y, ...brush.value }));

  /** Both fields as they are now. */
  async function fields() {
    return host.simulationFields({ id: await open() });
  }

  function travel(move: () => void) {
    move();
    void send(settings.value);
  }

  return {
    settings,
    id: computed(() => id.value),
    running: computed(() => running.value),
    step: computed(() => step.value),
    rates: computed(() => rates.value),
    error: computed(() => error.value),
    brush,
    lockedRange,
    picture,
    range,
    canUndo: history.canUndo,
    canRedo: history.canRedo,
    start: () => attempt(() => Promise.resolve()),
    change,
    changeParameters,
    load,
    run,
    pause,
    toggle: () => (running.value ? pause() : run()),
    advance,
    reset,
    paint,
    fields,
    /** Keeps the colours of the current picture, or lets them follow again. */
    toggleRange: () => {
      lockedRange.value =
        lockedRange.value === null && frame.value ? [frame.value.min, frame.value.max] : null;
    },
    undo: () => travel(history.undo),
    redo: () => travel(history.redo),
  };
});
