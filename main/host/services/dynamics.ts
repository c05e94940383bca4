import type {
  CallArgument,
  CallResults,
  DynamicsFrame,
  LiveSettings,
} from '../../../preload/contract/index.ts';
import type { LiveDynamics } from './live/live-dynamics.ts';
import { startLive } from './live/start.ts';
import { LiveSession, OpenSessions } from './live-session.ts';

export type DynamicsCall = Extract<keyof CallResults, `dynamics${string}`>;

export type DynamicsHandlers = {
  [K in DynamicsCall]: (argument: CallArgument<K>) => CallResults[K] | Promise<CallResults[K]>;
};

/**
 * Live automata, diffusion and flocks. `emit` hands a picture to the transport; when it returns a promise, no other picture of that session is
 * sent until it has settled. `dispose` ends everything.
 */
export function createDynamicsService(
  emit: (frame: DynamicsFrame) => void | Promise<unknown>,
): DynamicsHandlers & { dispose(): void } {
  const open = new OpenSessions<Session>();
  return {
    dynamicsOpen({ settings }) {
      const session = new Session(settings, emit);
      open.add(session);
      return { id: session.id };
    },
    dynamicsChange({ id, patch }) {
      open.of(id).change(patch);
      return { id };
    },
    dynamicsRun({ id }) {
      open.of(id).run();
      return { id };
    },
    dynamicsPause({ id }) {
      open.of(id).pause();
      return { id };
    },
    async dynamicsStep({ id, steps }) {
      await open.of(id).step(steps);
      return { id };
    },
    dynamicsReset({ id, seed }) {
      open.of(id).reset(seed);
      return { id };
    },
    dynamicsClose({ id }) {
      open.close(id);
      return { id };
    },
    dispose() {
      open.closeAll();
    },
  };
}

/** One open system. */
class Session extends LiveSession<DynamicsFrame> {
  #settings: LiveSettings;
  #live: LiveDynamics;

  /** Throws HostError for what the system's parts refuse. */
  constructor(settings: LiveSettings, emit: (frame: DynamicsFrame) => void | Promise<unknown>) {
    super(emit);
    this.#settings = settings;
    this.#live = start(settings);
    this.show();
  }

  /** Takes new settings, all or (when they are refused) none. */
  change(patch: Partial<LiveSettings>): void {
    const settings = { ...this.#settings, ...patch };
    if (settings.seed !== this.#settings.seed || !this.#live.change(settings.system)) {
      this.#begin(settings);
      return;
    }
    if (settings.history !== this.#settings.history) this.#live.keep(settings.history);
    this.#settings = settings;
    this.show();
  }

  reset(seed: number): void {
    this.#begin({ ...this.#settings, seed });
  }

  #begin(settings: LiveSettings): void {
    this.#live = start(settings);
    this.#settings = settings;
    this.startedAgain();
  }

  protected get updatesPerStep(): number {
    return this.#live.updatesPerStep;
  }

  protected get expectedRate(): number {
    return this.#live.expectedRate;
  }

  protected get stepsPerFrame(): number {
    return this.#settings.stepsPerFrame;
  }

  protected advance(steps: number): void {
    this.#live.advance(steps);
  }

  protected frame(): DynamicsFrame {
    const { picture, note } = this.#live.picture();
    return {
      ...this.status(),
      step: this.#live.step,
      picture,
      readings: this.#live.readings(),
      ...(note === null ? {} : { note }),
    };
  }
}

const start = ({ system, seed, history }: LiveSettings) => startLive(system, seed, history);
