import type { Snapshot } from '../../context.ts';

/** Constants of AdamW besides learning rate and decay (Loshchilov and Hutter, 2019). */
const momentDecay = 0.9;
const squareDecay = 0.999;
const epsilon = 1e-8;

/** AdamW on a few weights: adaptive moments, decay decoupled from the gradient. */
export class AdamW {
  readonly weights: Float64Array;
  readonly #learningRate: number;
  readonly #weightDecay: number;
  readonly #moment: Float64Array;
  readonly #square: Float64Array;
  #steps = 0;

  /** Begins at zero weights: p = ½ everywhere. */
  constructor(parameters: number, learningRate: number, weightDecay: number) {
    this.weights = new Float64Array(parameters);
    this.#learningRate = learningRate;
    this.#weightDecay = weightDecay;
    this.#moment = new Float64Array(parameters);
    this.#square = new Float64Array(parameters);
  }

  step(gradient: Float64Array): void {
    this.#steps++;
    const momentScale = 1 / (1 - momentDecay ** this.#steps);
    const squareScale = 1 / (1 - squareDecay ** this.#steps);
    const { weights } = this;
    for (let i = 0; i < weights.length; i++) {
      const g = gradient[i];
      this.#moment[i] = momentDecay * this.#moment[i] + (1 - momentDecay) * g;
      this.#square[i] = squareDecay * this.#square[i] + (1 - squareDecay) * g * g;
      const adapted = (this.#moment[i] * momentScale) / (Math.sqrt(this.#square[i] * squareScale) + epsilon);
      weights[i] -= this.#learningRate * (adapted + this.#weightDecay * weights[i]);
    }
  }

  snapshot(): Snapshot {
    return {
      arrays: {
        weights: vector(this.weights),
        moment: vector(this.#moment),
        square: vector(this.#square),
      },
      values: { steps: this.#steps },
    };
  }

  restore({ arrays, values }: Snapshot): void {
    this.weights.set(arrays.weights.data as Float64Array);
    this.#moment.set(arrays.moment.data as Float64Array);
    this.#square.set(arrays.square.data as Float64Array);
    this.#steps = Number(values.steps);
  }
}

const vector = (data: Float64Array) => ({ shape: [data.length], data });
