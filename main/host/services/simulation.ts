import { randomUUID } from 'node:crypto';
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import {
  HostError,
  type CallArgument,
  type CallResults,
  type SimulationFrame,
  type SimulationSettings,
} from '../../../preload/contract/index.ts';
import { checkStability } from '../../physics/gray-scott/index.ts';
import { LiveSimulation } from './live-simulation.ts';
import { PictureGate, pictureInterval } from './picture-gate.ts';
import { RateMeter } from './rate-meter.ts';

/** Simulations that may be open at once; one more closes the one that was left alone for longest. */
const largestNumberOpen = 8;

/** Longest computing without letting calls in, in milliseconds. */
const slice = 15;

export type SimulationCall = Extract<keyof CallResults, `simulation${string}`>;

export type SimulationHandlers = {
  [K in SimulationCall]: (argument: CallArgument<K>) => CallResults[K] | Promise<CallResults[K]>;
};

/**
 * The live simulator behind the page. `emit` hands a picture to the transport; when it returns a promise, no other picture of that
 * simulation is sent until it has settled. Runs in the service worker: computing is sliced so that calls are answered within some
 * 15 ms. `dispose` ends everything.
 */
export function createSimulationService(
  emit: (frame: SimulationFrame) => void | Promise<unknown>,
): SimulationHandlers & { dispose(): void } {
  const open = new Map<string, Session>();

  const sessionOf = (id: string): Session => {
    const session = open.get(id);
    if (!session) {
      throw new HostError('not-found', 'This simulation is not open any more.', {
        where: 'id',
        remedy: 'Open it again.',
      });
    }
    // Last in the map is last used.
    open.delete(id);
    open.set(id, session);
    return session;
  };

  const close = (id: string) => {
    open.get(id)?.close();
    open.delete(id);
  };

  return {
    simulationOpen({ settings }) {
      const session = new Session(settings, emit);
      open.set(session.id, session);
      const [longestUnused] = open.keys();
      if (open.size > largestNumberOpen) close(longestUnused);
      return { id: session.id };
    },
    simulationChange({ id, patch }) {
      sessionOf(id).change(patch);
      return { id };
    },
    simulationRun({ id }) {
      sessionOf(id).run();
      return { id };
    },
    simulationPause({ id }) {
      sessionOf(id).pause();
      return { id };
    },
    async simulationStep({ id, steps }) {
      await sessionOf(id).step(steps);
      return { id };
    },
    simulationReset({ id, seed }) {
      sessionOf(id).reset(seed);
      return { id };
    },
    simulationBrush({ id, x, y, radius, amount }) {
      sessionOf(id).paint(x, y, radius, amount);
      return { id };
    },
    simulationFields({ id }) {
      return sessionOf(id).simulation.fields();
    },
    simulationClose({ id }) {
      sessionOf(id);
      close(id);
      return { id };
    },
    simulationCheck({ parameters, stencil }) {
      return checkStability(parameters, stencil);
    },
    dispose() {
      for (const id of open.keys()) close(id);
    },
  };
}

/** One open simulation: its fields, its clock and its pictures. */
class Session {
  readonly id = randomUUID();
  readonly simulation: LiveSimulation;
  readonly #gate: PictureGate;
  readonly #pictures = new RateMeter();
  readonly #updates = new RateMeter();
  /** Work under way checks that it is still the latest: a pause, reset, step or close makes it stop at its next slice. */
  #work = 0;
  #running = false;
  #note: string | undefined;

  constructor(settings: SimulationSettings, emit: (frame: SimulationFrame) => void | Promise<unknown>) {
    this.simulation = new LiveSimulation(settings);
    this.#gate = new PictureGate(() => emit(this.#frame()));
    this.#gate.request();
  }

  change(patch: Partial<SimulationSettings>): void {
    this.simulation.change(patch);
    this.#note = undefined;
    this.#gate.request();
  }

  run(): void {
    if (this.#running) return;
    this.#running = true;
    void this.#keepRunning(++this.#work);
  }

  pause(): void {
    this.#running = false;
    this.#work++;
    this.#gate.request();
  }

  /** Pauses, takes `steps` and shows the result; a later command cuts it short. */
  async step(steps: number): Promise<void> {
    this.pause();
    await this.#advance(steps, this.#work);
  }

  reset(seed: number): void {
    this.simulation.reset(seed);
    this.#note = undefined;
    this.#gate.request();
  }

  paint(x: number, y: number, radius: number, amount: number): void {
    this.simulation.paint(x, y, radius, amount);
    this.#gate.request();
  }

  close(): void {
    this.#running = false;
    this.#work++;
    this.#gate.close();
  }

  async #keepRunning(work: number): Promise<void> {
    let due = performance.now();
    while (work === this.#work) {
      await this.#advance(this.simulation.settings.stepsPerFrame, work);
      due = Math.max(due + pictureInterval, performance.now());
      await sleep(Math.max(0, due - performance.now()));
    }
  }

  /** Takes `steps` in slices of some 15 ms; says so and stops when the fields have become infinite. */
  async #advance(steps: number, work: number): Promise<void> {
    let left = steps;
    // A guess of 2e8 updates a second until the first slice is timed.
    let chunk = Math.max(1, Math.floor((slice * 2e5) / this.simulation.cells));
    while (left > 0 && work === this.#work) {
      const taken = Math.min(chunk, left);
      const start = performance.now();
      this.simulation.advance(taken);
      const elapsed = Math.max(0.01, performance.now() - start);
      chunk = Math.max(1, Math.floor((taken * slice) / elapsed));
      left -= taken;
      this.#updates.count(taken * this.simulation.cells);
      this.#gate.request();
      await turn();
    }
  }

  #frame(): SimulationFrame {
    this.#pictures.count(1);
    const picture = this.simulation.picture();
    if (!Number.isFinite(picture.max - picture.min)) {
      this.#running = false;
      this.#work++;
      this.#note =
        'The fields have become infinite and the simulation stopped. Reset it, or take other parameters.';
    }
    const note = this.#note ?? picture.note;
    return {
      ...picture,
      id: this.id,
      running: this.#running,
      framesPerSecond: this.#pictures.perSecond(),
      updatesPerSecond: this.#updates.perSecond(),
      ...(note === undefined ? {} : { note }),
    };
  }
}
