import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import {
  simulationSettings,
  type FieldPreview,
  type GrayScottParameters,
  type SimulationSettings,
} from '../../../../preload/contract/index.ts';
import { host } from '../../../bridge/host.ts';
import { useDocument } from '../../documents/document.ts';
import { useLiveSession } from '../../parts/live-session.ts';

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
 * The live simulator. The fields are the host's; the page keeps the newest picture.
 */
export const useSimulationStore = defineStore('turing-simulation', () => {
  const { document: settings, ...history } = useDocument<SimulationSettings>(simulationSettings.parse({}));
  const session = useLiveSession<SimulationSettings, 'simulationFrame'>(
    'simulationFrame',
    () => settings.value,
    {
      open: (opened) => host.simulationOpen({ settings: opened }),
      change: (id, patch) => host.simulationChange({ id, patch }),
      run: (id) => host.simulationRun({ id }),
      pause: (id) => host.simulationPause({ id }),
      step: (id, steps) => host.simulationStep({ id, steps }),
      reset: (id, seed) => host.simulationReset({ id, seed }),
    },
  );
  const { frame, error, open, attempt, send, run } = session;
  const brush = ref<Brush>({ radius: 4, amount: 0.5 });
  const lockedRange = ref<[number, number] | null>(null);

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

  async function reset(seed = settings.value.seed): Promise<boolean> {
    history.edit({ ...settings.value, seed });
    return session.reset(seed);
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
    id: session.id,
    running: session.running,
    step: session.step,
    rates: session.rates,
    error,
    brush,
    lockedRange,
    picture,
    range,
    canUndo: history.canUndo,
    canRedo: history.canRedo,
    start: session.start,
    change,
    changeParameters,
    load,
    run,
    pause: session.pause,
    toggle: session.toggle,
    advance: session.advance,
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
