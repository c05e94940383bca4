/** Constants of Adam besides the learning rate (Kingma and Ba, 2015). */
const momentDecay = 0.9;
const squareDecay = 0.999;
const epsilon = 1e-8;

/** What the next direction depends on. */
export interface AdamState {
  moment: Float64Array;
  square: Float64Array;
  steps: number;
}

/** Adaptive moments of a gradient in double precision, on the processor: for models of a few thousand parameters. */
export class Adam {
  readonly #moment: Float64Array;
  readonly #square: Float64Array;
  readonly #direction: Float64Array;
  #steps = 0;

  constructor(parameters: number) {
    this.#moment = new Float64Array(parameters);
    this.#square = new Float64Array(parameters);
    this.#direction = new Float64Array(parameters);
  }

  /**
   * Takes in a gradient and gives what the learning rate times which is to be subtracted from the parameters: the corrected mean of the
   * gradients over the root of the corrected mean of their squares. The array is overwritten by the next call.
   */
  direction(gradient: Float64Array): Float64Array {
    this.#steps++;
    const momentScale = 1 / (1 - momentDecay ** this.#steps);
    const squareScale = 1 / (1 - squareDecay ** this.#steps);
    for (let i = 0; i < gradient.length; i++) {
      const g = gradient[i];
      this.#moment[i] = momentDecay * this.#moment[i] + (1 - momentDecay) * g;
      this.#square[i] = squareDecay * this.#square[i] + (1 - squareDecay) * g * g;
      this.#direction[i] =
        (this.#moment[i] * momentScale) / (Math.sqrt(this.#square[i] * squareScale) + epsilon);
    }
    return this.#direction;
  }

  /** Views of the moments, not copies. */
  state(): AdamState {
    return { moment: this.#moment, square: this.#square, steps: this.#steps };
  }

  restore({ moment, square, steps }: AdamState): void {
    this.#moment.set(moment);
    this.#square.set(square);
    this.#steps = steps;
  }
}
