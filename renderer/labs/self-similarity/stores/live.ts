import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import {
  liveSettings,
  liveSystem,
  type DynamicalSystem,
  type LiveSettings,
  type LiveSystem,
  type MetricPoint,
  type MetricSeries,
} from '../../../../preload/contract/index.ts';
import { appendPoints } from '../../../components/curves.ts';
import { host } from '../../../bridge/host.ts';
import { useLiveSession } from '../../parts/live-session.ts';
import { useStudyStore } from './study.ts';

/** What is watched of a system of the document: all but the length of its series; null where there is nothing to simulate. */
export function watchable(system: DynamicalSystem): LiveSystem | null {
  return system.type === 'data' ? null : liveSystem.parse(system);
}

/** Systems that are shown as a space-time picture, which says little before it is full. */
const isSpacetime = ({ type }: LiveSystem) => type !== 'vicsek';

/** Between two drawings of the readings, in milliseconds: more often costs the page more than it shows. */
const pace = 500;
/** Parts in which a picture is filled. */
const fillParts = 16;

/** The live simulator of the lab's system: the newest picture, and readings since the start. */
export const useLiveStore = defineStore('self-similarity-live', () => {
  const study = useStudyStore();
  const initial = liveSettings.parse({});
  /** How it is watched; the system is that of the document. */
  const view = shallowRef<Omit<LiveSettings, 'system'>>({
    seed: initial.seed,
    stepsPerFrame: initial.stepsPerFrame,
    history: initial.history,
  });
  /** The newest system that can be watched. */
  const system = shallowRef<LiveSystem>(watchable(study.system) ?? initial.system);
  const session = useLiveSession<LiveSettings, 'dynamicsFrame'>(
    'dynamicsFrame',
    () => ({ system: system.value, ...view.value }),
    {
      open: (settings) => host.dynamicsOpen({ settings }),
      change: (id, patch) => host.dynamicsChange({ id, patch }),
      run: (id) => host.dynamicsRun({ id }),
      pause: (id) => host.dynamicsPause({ id }),
      step: (id, steps) => host.dynamicsStep({ id, steps }),
      reset: (id, seed) => host.dynamicsReset({ id, seed }),
    },
  );

  let started = false;
  /** Opens the simulator, once; a space-time picture is filled at once. */
  async function start(): Promise<void> {
    if (started) return void (await session.start());
    started = true;
    await begin(session.start);
  }

  /** Counts the beginnings: steps that are meant for one are not asked for after the next. */
  let beginnings = 0;
  /**
   * Begins a history, and takes the steps of a picture without waiting for them where it shows a history and does not run by itself; in parts,
   * so that readings have points.
   * @param how says whether it went well
   */
  async function begin(how: () => Promise<boolean>): Promise<void> {
    const mine = ++beginnings;
    if (!(await how())) return;
    const steps = view.value.history - 1;
    const part = Math.ceil(steps / fillParts);
    for (let done = 0; done < steps; done += part) {
      if (mine !== beginnings || !isSpacetime(system.value) || session.running.value) return;
      if (!(await session.advance(Math.min(part, steps - done)))) return;
    }
  }

  watch(
    () => study.system,
    async (now) => {
      const next = watchable(now);
      if (next === null) return void (session.running.value && (await session.pause()));
      if (JSON.stringify(next) === JSON.stringify(system.value)) return;
      const before = system.value;
      system.value = next;
      if (!started) return;
      await begin(async () => {
        await session.send({ system: next });
        if (session.error.value !== null) return false;
        // The host goes on from the present row, which another rule may have emptied.
        return isOtherRule(before, next) ? session.reset(view.value.seed) : true;
      });
    },
  );

  const series = shallowRef<MetricSeries>({});
  let last = -1;
  let waiting: MetricPoint[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  function flush() {
    timer = undefined;
    series.value = appendPoints(series.value, waiting);
    waiting = [];
  }
  watch(session.frame, (frame) => {
    if (frame === null) return;
    // A step that is not a later one begins another history.
    if (frame.step < last || frame.step === 0) {
      series.value = {};
      waiting = [];
    }
    last = frame.step;
    for (const { name, symbol, value } of frame.readings) {
      // Those without a symbol are no quantities of the system: how many steps a mean is over.
      if (symbol !== undefined) waiting.push({ name, step: frame.step, value });
    }
    timer ??= setTimeout(flush, pace);
  });

  /** Changes how it is watched; takes effect while it runs. */
  function change(patch: Partial<Omit<LiveSettings, 'system'>>) {
    const { seed } = view.value;
    view.value = { ...view.value, ...patch };
    if (patch.seed !== undefined && patch.seed !== seed) return reset(patch.seed);
    return session.send(patch);
  }

  /** Starts again from a seed; the present one, unless told otherwise. */
  async function reset(seed = view.value.seed): Promise<void> {
    view.value = { ...view.value, seed };
    await begin(() => session.reset(seed));
  }

  return {
    view: computed(() => view.value),
    system: computed(() => system.value),
    running: session.running,
    step: session.step,
    rates: session.rates,
    error: session.error,
    frame: session.frame,
    /** Every reading by step, since the start. */
    series: computed(() => series.value),
    start,
    change,
    run: session.run,
    pause: session.pause,
    toggle: session.toggle,
    advance: session.advance,
    reset,
    newSeed: () => reset(Math.floor(Math.random() * 2 ** 32)),
  };
});

const isOtherRule = (before: LiveSystem, after: LiveSystem) =>
  before.type === 'automaton' && after.type === 'automaton' && before.rule !== after.rule;
