import { computed, ref, shallowRef, type ShallowRef } from 'vue';
import type { HostError, HostEvents } from '../../../preload/contract/index.ts';
import { toHostError } from '../../bridge/errors.ts';
import { onConnected, onHost } from '../../bridge/host.ts';

/** Events that carry the pictures of a live simulator. */
type FrameEvent = 'simulationFrame' | 'dynamicsFrame';

/** A live simulator of the host, as calls that name it by its id. */
export interface LiveCalls<Settings> {
  open(settings: Settings): Promise<{ id: string }>;
  change(id: string, patch: Partial<Settings>): Promise<unknown>;
  run(id: string): Promise<unknown>;
  pause(id: string): Promise<unknown>;
  step(id: string, steps: number): Promise<unknown>;
  reset(id: string, seed: number): Promise<unknown>;
}

/**
 * A live simulator on the host: opened once, and again after the line was lost; its newest picture, in a shallow reference. Edits are
 * sent one at a time: while one is on its way, later ones are merged. What goes wrong is kept to be shown, and the last good picture
 * stays.
 * @param settings what it is opened with
 */
export function useLiveSession<Settings extends object, Event extends FrameEvent>(
  event: Event,
  settings: () => Settings,
  calls: LiveCalls<Settings>,
) {
  const id = ref<string | null>(null);
  const running = ref(false);
  const step = ref(0);
  const rates = ref({ frames: 0, updates: 0 });
  const error = shallowRef<HostError | null>(null);
  const frame = shallowRef(null) as ShallowRef<HostEvents[Event] | null>;

  let opening: Promise<string> | null = null;
  let waiting: Partial<Settings> | null = null;
  let sending: Promise<void> | null = null;

  /** Opens the simulator on the host, once. */
  function open(): Promise<string> {
    opening ??= calls.open(settings()).then(
      (answer) => (id.value = answer.id),
      (cause: unknown) => {
        opening = null;
        throw cause;
      },
    );
    return opening;
  }

  /** Runs a call of the simulator; says whether it went well. */
  async function attempt(work: (simulator: string) => Promise<unknown>): Promise<boolean> {
    try {
      await work(await open());
      error.value = null;
      return true;
    } catch (cause) {
      error.value = toHostError(cause);
      return false;
    }
  }
  const start = () => attempt(() => Promise.resolve());

  onHost(event, (next) => {
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
    void start();
  });

  /** Merges `patch` into what waits to be sent; resolves when everything waiting was sent. */
  function send(patch: Partial<Settings>): Promise<void> {
    waiting = { ...waiting, ...patch } as Partial<Settings>;
    sending ??= (async () => {
      while (waiting !== null) {
        const next = waiting;
        waiting = null;
        await attempt((simulator) => calls.change(simulator, next));
      }
      sending = null;
    })();
    return sending;
  }

  const run = () => attempt((simulator) => calls.run(simulator));
  const pause = () => attempt((simulator) => calls.pause(simulator));

  return {
    id: computed(() => id.value),
    running: computed(() => running.value),
    step: computed(() => step.value),
    rates: computed(() => rates.value),
    error: computed(() => error.value),
    frame: computed<HostEvents[Event] | null>(() => frame.value),
    open,
    attempt,
    send,
    start,
    run,
    pause,
    toggle: () => (running.value ? pause() : run()),
    advance: (steps = 1) => attempt((simulator) => calls.step(simulator, steps)),
    reset: (seed: number) => attempt((simulator) => calls.reset(simulator, seed)),
  };
}
