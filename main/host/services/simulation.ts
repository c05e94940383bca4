import type {
  CallArgument,
  CallResults,
  SimulationFrame,
  SimulationSettings,
} from '../../../preload/contract/index.ts';
import { checkStability } from '../../physics/gray-scott/index.ts';
import { LiveSession, OpenSessions } from './live-session.ts';
import { LiveSimulation } from './live-simulation.ts';

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
  const open = new OpenSessions<Session>();
  return {
    simulationOpen({ settings }) {
      const session = new Session(settings, emit);
      open.add(session);
      return { id: session.id };
    },
    simulationChange({ id, patch }) {
      open.of(id).change(patch);
      return { id };
    },
    simulationRun({ id }) {
      open.of(id).run();
      return { id };
    },
    simulationPause({ id }) {
      open.of(id).pause();
      return { id };
    },
    async simulationStep({ id, steps }) {
      await open.of(id).step(steps);
      return { id };
    },
    simulationReset({ id, seed }) {
      open.of(id).reset(seed);
      return { id };
    },
    simulationBrush({ id, x, y, radius, amount }) {
      open.of(id).paint(x, y, radius, amount);
      return { id };
    },
    simulationFields({ id }) {
      return open.of(id).simulation.fields();
    },
    simulationClose({ id }) {
      open.close(id);
      return { id };
    },
    simulationCheck({ parameters, stencil }) {
      return checkStability(parameters, stencil);
    },
    dispose() {
      open.closeAll();
    },
  };
}

/** One open simulation; says so and stops when its fields have become infinite. */
class Session extends LiveSession<SimulationFrame> {
  readonly simulation: LiveSimulation;
  protected readonly expectedRate = 2e5;
  #note: string | undefined;

  constructor(settings: SimulationSettings, emit: (frame: SimulationFrame) => void | Promise<unknown>) {
    super(emit);
    this.simulation = new LiveSimulation(settings);
    this.show();
  }

  change(patch: Partial<SimulationSettings>): void {
    this.simulation.change(patch);
    this.#note = undefined;
    this.show();
  }

  reset(seed: number): void {
    this.simulation.reset(seed);
    this.#note = undefined;
    this.startedAgain();
  }

  paint(x: number, y: number, radius: number, amount: number): void {
    this.simulation.paint(x, y, radius, amount);
    this.show();
  }

  protected get updatesPerStep(): number {
    return this.simulation.cells;
  }

  protected get stepsPerFrame(): number {
    return this.simulation.settings.stepsPerFrame;
  }

  protected advance(steps: number): void {
    this.simulation.advance(steps);
  }

  protected frame(): SimulationFrame {
    const picture = this.simulation.picture();
    if (!Number.isFinite(picture.max - picture.min)) {
      this.halt();
      this.#note =
        'The fields have become infinite and the simulation stopped. Reset it, or take other parameters.';
    }
    const note = this.#note ?? picture.note;
    return { ...picture, ...this.status(), ...(note === undefined ? {} : { note }) };
  }
}
