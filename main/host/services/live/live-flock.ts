import type { DynamicsReading, LiveSystem, ParticlePicture } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../compute/random.ts';
import { Flock } from '../../../physics/vicsek/index.ts';
import type { LiveDynamics } from './live-dynamics.ts';

type LiveVicsekSystem = Extract<LiveSystem, { type: 'vicsek' }>;

/** Particles of a picture. */
const mostShown = 40_000;

/** A Vicsek flock. Another noise or speed goes on with the same particles; any other change starts again. */
export class LiveFlock implements LiveDynamics {
  #step = 0;
  readonly expectedRate = 1e4;
  readonly #flock: Flock;
  #system: LiveVicsekSystem;
  /** Over the steps since the start or the last change: their number, Σφ and Σ(φ − mean)². */
  #steps = 0;
  #mean = 0;
  #squares = 0;

  constructor(system: LiveVicsekSystem, seed: number) {
    this.#system = system;
    this.#flock = new Flock(system, new RandomStream(seed, 'live/flock'));
  }

  get step(): number {
    return this.#step;
  }

  get updatesPerStep(): number {
    return this.#flock.count;
  }

  advance(steps: number): void {
    for (let step = 0; step < steps; step++) {
      this.#flock.step();
      // Welford's update.
      const order = this.#flock.order();
      const off = order - this.#mean;
      this.#mean += off / ++this.#steps;
      this.#squares += off * (order - this.#mean);
    }
    this.#step += steps;
  }

  change(system: LiveSystem): boolean {
    const { side, density, noise, noiseInterval, speed } = this.#system;
    if (system.type !== 'vicsek' || system.side !== side || system.density !== density) return false;
    if (system.noise === noise && system.noiseInterval === noiseInterval && system.speed === speed)
      return true;
    this.#flock.change(system);
    this.#system = system;
    this.#steps = 0;
    this.#mean = 0;
    this.#squares = 0;
    return true;
  }

  /** Flocks have no space-time picture. */
  keep(): void {}

  readings(): DynamicsReading[] {
    const readings: DynamicsReading[] = [
      { name: 'Order parameter', symbol: '\\varphi', value: this.#flock.order() },
    ];
    if (this.#steps > 1) {
      readings.push(
        { name: 'Mean', symbol: '\\langle\\varphi\\rangle', value: this.#mean },
        {
          name: 'Standard deviation',
          symbol: '\\sigma_\\varphi',
          value: Math.sqrt(this.#squares / this.#steps),
        },
        { name: 'Averaged over', value: this.#steps, unit: 'steps' },
      );
    }
    return readings;
  }

  /** Particles by their number, so that the same ones are shown at the same place in every picture. */
  picture(): { picture: ParticlePicture; note: string | null } {
    const { x, y, angle, identity, count, side } = this.#flock;
    const shown = Math.min(count, mostShown);
    const particles = new Float32Array(3 * shown);
    for (let i = 0; i < count; i++) {
      if (identity[i] >= shown) continue;
      const at = 3 * identity[i];
      particles[at] = x[i];
      particles[at + 1] = y[i];
      particles[at + 2] = angle[i];
    }
    return {
      picture: { type: 'particles', side, particles, shown, total: count },
      note:
        shown < count ? `The picture shows ${shown} of ${count} particles; the flock has them all.` : null,
    };
  }
}
