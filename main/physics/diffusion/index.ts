import type { DiffusionSystem } from '../../../preload/contract/index.ts';
import type { RandomStream } from '../../compute/random.ts';
import { eulerStep } from './euler.ts';
import { HeatKernel } from './heat-kernel.ts';
import { massMoments } from './moments.ts';
import { checkDiffusion, type DiffusionSettings } from './settings.ts';
import { diffusionStart } from './start.ts';

export { massMoments } from './moments.ts';
export { checkDiffusion, type DiffusionSettings } from './settings.ts';

/**
 * States of Eq. 9 with R = 0, [steps + 1][cells], one unit of time apart, the first being the start.
 * @throws HostError where the method does not solve the equation (checkDiffusion).
 */
export function diffuse(system: Omit<DiffusionSystem, 'type'>, random: RandomStream): Float32Array {
  const stepper = new DiffusionStepper(system, random);
  const states = new Float32Array((system.steps + 1) * system.cells);
  states.set(stepper.state);
  for (let time = 1; time <= system.steps; time++) {
    stepper.step();
    states.set(stepper.state, time * system.cells);
  }
  return states;
}

/** Diffusion as it goes, one unit of time a step. */
export class DiffusionStepper {
  /** Concentrations of the cells at the present time. */
  readonly state: Float64Array;
  readonly #settings: DiffusionSettings;
  readonly #start: Float64Array;
  readonly #next: Float64Array;
  readonly #kernel: HeatKernel;
  /** Units of time since the start. */
  #time = 0;

  /** @throws HostError where the method does not solve the equation (checkDiffusion). */
  constructor(settings: DiffusionSettings, random: RandomStream) {
    checkDiffusion(settings);
    this.#settings = settings;
    this.#start = diffusionStart(settings, random);
    this.state = this.#start.slice();
    this.#next = new Float64Array(settings.cells);
    this.#kernel = new HeatKernel(settings);
  }

  step(): void {
    this.#time++;
    const { method, coefficient, stepsPerUnit, boundary } = this.#settings;
    if (method === 'analytic') {
      // Always from the start: no errors of earlier steps, and no sampled kernel convolved with itself.
      this.#kernel.propagate(this.#start, this.#time, this.state);
      return;
    }
    for (let part = 0; part < stepsPerUnit; part++) {
      eulerStep(this.state, this.#next, coefficient / stepsPerUnit, boundary);
      this.state.set(this.#next);
    }
  }

  mass(): number {
    return this.state.reduce((sum, value) => sum + value, 0);
  }

  /** Second central moment of the mass in cells²; around the ring where periodic, NaN where the mass is spread evenly over it. */
  variance(): number {
    return massMoments(this.state, this.#settings.boundary === 'periodic').variance;
  }
}
