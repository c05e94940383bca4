import { isDeepStrictEqual } from 'node:util';
import type { DynamicsReading, LiveSystem, SpacetimePicture } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../compute/random.ts';
import { DiffusionStepper } from '../../../physics/diffusion/index.ts';
import type { LiveDynamics } from './live-dynamics.ts';
import { SpacetimeHistory } from './spacetime-history.ts';

type LiveDiffusionSystem = Extract<LiveSystem, { type: 'diffusion' }>;

/** Diffusion, one unit of time a step. Every other system starts again: the analytic state is that of a start, not of a last step. */
export class LiveDiffusion implements LiveDynamics {
  #step = 0;
  readonly #system: LiveDiffusionSystem;
  readonly #stepper: DiffusionStepper;
  readonly #history: SpacetimeHistory;
  /** Variance after each of the last steps, as many as there are rows. */
  #variances: number[] = [];

  constructor(system: LiveDiffusionSystem, seed: number, history: number) {
    this.#system = system;
    this.#stepper = new DiffusionStepper(system, new RandomStream(seed, 'live/start'));
    this.#history = new SpacetimeHistory(system.cells, history, 'float');
    this.#record();
  }

  get step(): number {
    return this.#step;
  }

  get updatesPerStep(): number {
    return this.#system.cells;
  }

  /** The propagator adds up all cells for each of them, from the start at every step; Euler steps are many. */
  get expectedRate(): number {
    const { method, cells, stepsPerUnit } = this.#system;
    return method === 'analytic' ? 3e5 / cells : 5e5 / stepsPerUnit;
  }

  advance(steps: number): void {
    for (let step = 0; step < steps; step++) {
      this.#stepper.step();
      this.#record();
    }
    this.#step += steps;
  }

  change(system: LiveSystem): boolean {
    return isDeepStrictEqual(system, this.#system);
  }

  keep(rows: number): void {
    this.#history.keep(rows);
    this.#variances = this.#variances.slice(-this.#history.rows);
  }

  readings(): DynamicsReading[] {
    const variance = this.#variances.at(-1) ?? Number.NaN;
    const readings: DynamicsReading[] = [
      { name: 'Mass', symbol: 'M', value: this.#stepper.mass() },
      { name: 'Variance', symbol: '\\sigma^2', value: variance, unit: 'cells²' },
      {
        name: 'D from the variance shown',
        symbol: '\\tfrac12 \\, d\\sigma^2/dt',
        value: slopeOf(this.#variances) / 2,
        unit: 'cells²/time',
      },
    ];
    // Mass that is spread evenly has no centre, and one point no slope.
    return readings.filter(({ value }) => Number.isFinite(value));
  }

  picture(): { picture: SpacetimePicture; note: string | null } {
    return { picture: this.#history.picture(this.#step, 'concentration'), note: this.#history.note() };
  }

  #record(): void {
    const { first, columns, rows } = this.#history;
    this.#history.push().set(this.#stepper.state.subarray(first, first + columns));
    this.#variances.push(this.#stepper.variance());
    if (this.#variances.length > rows) this.#variances.shift();
  }
}

/** Least-squares slope of values one apart; NaN for fewer than two. */
function slopeOf(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  let products = 0;
  let squares = 0;
  for (const [i, value] of values.entries()) {
    products += (i - middle) * value;
    squares += (i - middle) ** 2;
  }
  return products / squares;
}
