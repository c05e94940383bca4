import { Adam } from '../../../compute/adam.ts';
import type { Snapshot } from '../../context.ts';

/** AdamW on a few weights: adaptive moments, decay decoupled from the gradient (Loshchilov and Hutter, 2019). */
export class AdamW {
  readonly weights: Float64Array;
  readonly #learningRate: number;
  readonly #weightDecay: number;
  readonly #adam: Adam;

  /** Begins at zero weights: p = ½ everywhere. */
  constructor(parameters: number, learningRate: number, weightDecay: number) {
    this.weights = new Float64Array(parameters);
    this.#learningRate = learningRate;
    this.#weightDecay = weightDecay;
    this.#adam = new Adam(parameters);
  }

  step(gradient: Float64Array): void {
    const { weights } = this;
    const direction = this.#adam.direction(gradient);
    for (let i = 0; i < weights.length; i++) {
      weights[i] -= this.#learningRate * (direction[i] + this.#weightDecay * weights[i]);
    }
  }

  snapshot(): Snapshot {
    const { moment, square, steps } = this.#adam.state();
    return {
      arrays: { weights: vector(this.weights), moment: vector(moment), square: vector(square) },
      values: { steps },
    };
  }

  restore({ arrays, values }: Snapshot): void {
    this.weights.set(arrays.weights.data as Float64Array);
    this.#adam.restore({
      moment: arrays.moment.data as Float64Array,
      square: arrays.square.data as Float64Array,
      steps: Number(values.steps),
    });
  }
}

const vector = (data: Float64Array) => ({ shape: [data.length], data });
