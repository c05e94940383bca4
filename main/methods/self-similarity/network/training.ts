import { HostError } from '../../../../preload/contract/index.ts';
import type { RandomStream } from '../../../compute/random.ts';
import { Adam } from '../../../compute/simd/adam.ts';
import type { SimdEngine } from '../../../compute/simd/engine.ts';
import type { Parameter } from '../../../compute/simd/parameter.ts';
import { arrayOf, readArray } from '../../../compute/simd/state.ts';
import type { Snapshot } from '../../context.ts';
import type { StepTrainer } from '../learner.ts';

export interface TrainingOptions<Result> {
  engine: SimdEngine;
  parameters: readonly Parameter[];
  restarts: number;
  steps: number;
  /** Peak learning rate, and where it is in the specification. */
  rate: number;
  where: string;
  /** Draws the batches. */
  random: RandomStream;
  /** Draws a batch, adds the gradients of every restart, writes their losses. */
  learn(random: RandomStream, losses: Float64Array): void;
  result(): Result;
}

/**
 * Adam on all restarts side by side, its learning rate falling to zero along half a cosine: what is learnt from samples of noisy data would
 * otherwise keep on moving about by the rate.
 */
export class Training<Result> implements StepTrainer<Result> {
  readonly steps: number;
  readonly losses: Float64Array;
  readonly #options: TrainingOptions<Result>;
  readonly #adam: Adam;

  constructor(options: TrainingOptions<Result>) {
    this.steps = options.steps;
    this.losses = new Float64Array(options.restarts).fill(Number.NaN);
    this.#options = options;
    this.#adam = new Adam(options.engine, options.parameters);
  }

  get done(): number {
    return this.#adam.steps;
  }

  /** @throws HostError('unstable') when a gradient is not finite. */
  advance(count: number): void {
    const { rate, where, random, learn } = this.#options;
    const last = Math.min(this.steps, this.done + count);
    for (let step = this.done; step < last; step++) {
      learn(random, this.losses);
      try {
        this.#adam.step((rate * (1 + Math.cos((Math.PI * step) / this.steps))) / 2);
      } catch (cause) {
        if (!(cause instanceof HostError)) throw cause;
        throw new HostError('unstable', `The training diverged at step ${step + 1}.`, {
          where,
          remedy: 'Lower the learning rate.',
          cause,
        });
      }
    }
  }

  snapshot(): Snapshot {
    const arrays = this.#adam.save();
    for (const { name, shape, value } of this.#options.parameters) arrays[name] = arrayOf(shape, value);
    arrays.losses = { shape: [this.losses.length], data: this.losses.slice() };
    return { arrays, values: { random: this.#options.random.state() } };
  }

  restore({ arrays, values }: Snapshot): void {
    this.#adam.restore(arrays);
    for (const { name, shape, value } of this.#options.parameters) readArray(arrays, name, shape, value);
    readArray(arrays, 'losses', [this.losses.length], this.losses);
    this.#options.random.restore(values.random as (number | null)[]);
  }

  result(): Result {
    if (this.done < this.steps) throw new Error(`the training has taken ${this.done} of ${this.steps} steps`);
    return this.#options.result();
  }
}
