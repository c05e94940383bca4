import { Adam } from '../../../../compute/adam.ts';
import type { Snapshot } from '../../../context.ts';

/** Networks of one form side by side: their parameters, gradients and losses, and the steps of Adam. What one does moves no other. */
export class Descent {
  /** [networks][parameters of one]. */
  readonly parameters: Float64Array;
  /** Of the losses by the parameters; what a step follows. */
  readonly gradient: Float64Array;
  /** [networks]. */
  readonly losses: Float64Array;
  #done = 0;
  readonly #rate: number;
  readonly #adam: Adam;

  constructor(networks: number, parameters: number, rate: number) {
    this.parameters = new Float64Array(networks * parameters);
    this.gradient = new Float64Array(this.parameters.length);
    this.losses = new Float64Array(networks);
    this.#rate = rate;
    this.#adam = new Adam(this.parameters.length);
  }

  /** Steps taken. */
  get done(): number {
    return this.#done;
  }

  step(): void {
    const direction = this.#adam.direction(this.gradient);
    for (let i = 0; i < direction.length; i++) this.parameters[i] -= this.#rate * direction[i];
    this.#done++;
  }

  snapshot(): Snapshot {
    const { moment, square } = this.#adam.state();
    const shape = [this.losses.length, this.parameters.length / this.losses.length];
    return {
      arrays: {
        parameters: { shape, data: this.parameters },
        moment: { shape, data: moment },
        square: { shape, data: square },
        losses: { shape: [this.losses.length], data: this.losses },
      },
      values: { step: this.#done },
    };
  }

  restore({ arrays, values }: Snapshot): void {
    this.#done = Number(values.step);
    this.parameters.set(arrays.parameters.data as Float64Array);
    this.losses.set(arrays.losses.data as Float64Array);
    this.#adam.restore({
      moment: arrays.moment.data as Float64Array,
      square: arrays.square.data as Float64Array,
      steps: this.#done,
    });
  }
}
