import type { RandomStream } from '../../../../compute/random.ts';
import type { PatchShape } from './patches.ts';
import { contexts } from './rule-network.ts';
import type { Tally } from './tally.ts';

/**
 * From one macro value to an S × T patch by a few tanh units: d_k(p) = c_k + Σ_u w_ku tanh(a_u p + b_u). It keeps P from being trivial
 * and is not used after the training. Parameters, [units][a b], then [T·S][w …], then [T·S][c], lie in an array of the caller's. The
 * macro value depends on the macro context alone, so it is evaluated for 8 values at a time.
 */
export class Decoder {
  readonly parameters: number;
  readonly #units: number;
  readonly #shape: PatchShape;
  readonly #cells: number;
  /** tanh of the units, [8][units]. */
  readonly #hidden: Float64Array;
  /** What it says, and the derivative of that by the macro value, [8][T·S]. */
  readonly #output: Float64Array;
  readonly #slope: Float64Array;
  /** Derivative of the loss by the macro value of one sample, a term for each row that may follow, [8][T][2^S]. */
  readonly #rowGradient: Float64Array;
  readonly #hiddenGradient: Float64Array;

  constructor(units: number, shape: PatchShape) {
    this.#units = units;
    this.#shape = shape;
    this.#cells = shape.space * shape.time;
    this.parameters = 2 * units + this.#cells * (units + 1);
    this.#hidden = new Float64Array(contexts * units);
    this.#output = new Float64Array(contexts * this.#cells);
    this.#slope = new Float64Array(contexts * this.#cells);
    this.#rowGradient = new Float64Array((contexts * shape.time) << shape.space);
    this.#hiddenGradient = new Float64Array(units);
  }

  /** Uniform within one over the root of the number of inputs of each layer. */
  initialise(parameters: Float64Array, from: number, random: RandomStream): void {
    const layerTwo = 2 * this.#units;
    const bound = 1 / Math.sqrt(this.#units);
    for (let i = 0; i < layerTwo; i++) parameters[from + i] = random.between(-1, 1);
    for (let i = layerTwo; i < this.parameters; i++) parameters[from + i] = random.between(-bound, bound);
  }

  /** Patches for the macro values [8] of contexts that occur in `tally`; what `loss` and the gradients go on from. */
  evaluate(parameters: Float64Array, from: number, values: Float64Array, tally: Tally): void {
    const units = this.#units;
    const cells = this.#cells;
    const weights = from + 2 * units;
    const biases = weights + cells * units;
    for (let c = 0; c < contexts; c++) {
      if (tally.counts[c] === 0) continue;
      for (let u = 0; u < units; u++) {
        this.#hidden[c * units + u] = Math.tanh(
          parameters[from + 2 * u] * values[c] + parameters[from + 2 * u + 1],
        );
      }
      for (let k = 0; k < cells; k++) {
        let output = parameters[biases + k];
        let slope = 0;
        for (let u = 0; u < units; u++) {
          const hidden = this.#hidden[c * units + u];
          const weight = parameters[weights + k * units + u];
          output += weight * hidden;
          slope += weight * (1 - hidden * hidden) * parameters[from + 2 * u];
        }
        this.#output[c * cells + k] = output;
        this.#slope[c * cells + k] = slope;
      }
    }
  }

  /** MSE over samples and cells; cells of patches are 0 or 1. */
  loss({ size, counts, ones }: Tally): number {
    const cells = this.#cells;
    let sum = 0;
    for (let c = 0; c < contexts; c++) {
      if (counts[c] === 0) continue;
      for (let k = 0; k < cells; k++) {
        const output = this.#output[c * cells + k];
        const n = ones[c * cells + k];
        sum += counts[c] * output * output + n * (1 - 2 * output);
      }
    }
    return sum / (size * cells);
  }

  /** Adds the gradient of the loss by the decoder's parameters, and writes that by the macro values of the 8 contexts. */
  addGradient(
    parameters: Float64Array,
    from: number,
    values: Float64Array,
    { size, counts, ones }: Tally,
    gradient: Float64Array,
    valueGradient: Float64Array,
  ): void {
    const units = this.#units;
    const cells = this.#cells;
    const weights = from + 2 * units;
    const biases = weights + cells * units;
    const scale = 2 / (size * cells);
    const inner = this.#hiddenGradient;
    valueGradient.fill(0);
    for (let c = 0; c < contexts; c++) {
      if (counts[c] === 0) continue;
      inner.fill(0);
      for (let k = 0; k < cells; k++) {
        const g = scale * (counts[c] * this.#output[c * cells + k] - ones[c * cells + k]);
        gradient[biases + k] += g;
        for (let u = 0; u < units; u++) {
          gradient[weights + k * units + u] += g * this.#hidden[c * units + u];
          inner[u] += g * parameters[weights + k * units + u];
        }
        valueGradient[c] += g * this.#slope[c * cells + k];
      }
      for (let u = 0; u < units; u++) {
        const hidden = this.#hidden[c * units + u];
        const g = inner[u] * (1 - hidden * hidden);
        gradient[from + 2 * u] += g * values[c];
        gradient[from + 2 * u + 1] += g;
      }
    }
  }

  /**
   * Derivative of the loss by the macro value of a single sample as a sum over the rows of the patch that follows: entry
   * ((c·T + t) << S) + row of the array is the term of context c and that row. The array is overwritten by the next call.
   */
  sampleGradients({ size, counts }: Tally): Float64Array {
    const { space, time } = this.#shape;
    const cells = this.#cells;
    const scale = 2 / (size * cells);
    const table = this.#rowGradient;
    for (let c = 0; c < contexts; c++) {
      if (counts[c] === 0) continue;
      for (let t = 0; t < time; t++) {
        const start = (c * time + t) << space;
        const first = c * cells + t * space;
        let dark = 0;
        for (let k = first; k < first + space; k++) dark += scale * this.#output[k] * this.#slope[k];
        table[start] = dark;
        for (let cell = 0; cell < space; cell++) {
          const change = scale * this.#slope[first + cell];
          const half = 1 << cell;
          for (let row = 0; row < half; row++) table[start + half + row] = table[start + row] - change;
        }
      }
    }
    return table;
  }
}
