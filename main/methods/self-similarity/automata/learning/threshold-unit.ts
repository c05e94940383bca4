import type { RandomStream } from '../../../../compute/random.ts';
import { cellsSeen, type PatchBatch, type PatchShape } from './patches.ts';
import { contexts } from './rule-network.ts';

/** Slope of the sigmoid whose derivative stands for the step's. */
export const sharpness = 2;

/** Logistic noise on b + w·x: P is 1 with probability σ((b + w·x)/temperature). */
export interface UnitNoise {
  temperature: number;
  random: RandomStream;
}

/**
 * P(x) = [b + w·x > 0] of the cells it sees, for a batch at a time. Parameters, w and then b, lie in an array of the caller's. Patterns
 * that repeat are worked out once.
 */
export class ThresholdUnit {
  readonly parameters: number;
  readonly #cells: number;
  /** Of the distinct patterns of a batch: b + w·x with its noise, P, gradient of the loss by P. */
  #sums = new Float64Array(0);
  #value = new Uint8Array(0);
  #pull = new Float64Array(0);
  /** Macro context of every sample. */
  #macro = new Uint8Array(0);
  /** What each neighbour makes of f in each macro context, [8][3]. */
  readonly #difference = new Float64Array(3 * contexts);

  constructor(shape: PatchShape) {
    this.#cells = cellsSeen(shape);
    this.parameters = this.#cells + 1;
  }

  /** Weights uniform within one over the root of their number, and a bias that puts the threshold in the middle of what P sees. */
  initialise(parameters: Float64Array, from: number, random: RandomStream): void {
    const bound = 1 / Math.sqrt(this.#cells);
    let sum = 0;
    for (let k = 0; k < this.#cells; k++) {
      const weight = random.between(-bound, bound);
      parameters[from + k] = weight;
      sum += weight;
    }
    parameters[from + this.#cells] = -sum / 2;
  }

  /**
   * Macro context, 4 P(left) + 2 P(middle) + P(right), of every sample; overwritten by the next call. The noise
   * of a pattern is the same wherever it occurs in the batch.
   */
  macroContexts(
    parameters: Float64Array,
    from: number,
    batch: PatchBatch,
    noise: UnitNoise | null,
  ): Uint8Array {
    this.#reserve(batch);
    this.#project(parameters, from, batch);
    if (noise) this.#disturb(batch.distinct, noise);
    const { distinct, index, size } = batch;
    const value = this.#value;
    for (let q = 0; q < distinct; q++) value[q] = this.#sums[q] > 0 ? 1 : 0;
    for (let sample = 0; sample < size; sample++) {
      this.#macro[sample] =
        4 * value[index[3 * sample]] + 2 * value[index[3 * sample + 1]] + value[index[3 * sample + 2]];
    }
    return this.#macro;
  }

  #project(parameters: Float64Array, from: number, { patterns, distinct }: PatchBatch): void {
    const bias = parameters[from + this.#cells];
    for (let q = 0; q < distinct; q++) {
      let sum = bias;
      for (let k = 0, bits = patterns[q]; bits !== 0; k++, bits >>>= 1) {
        if (bits & 1) sum += parameters[from + k];
      }
      this.#sums[q] = sum;
    }
  }

  #disturb(distinct: number, { temperature, random }: UnitNoise): void {
    for (let q = 0; q < distinct; q++) {
      const uniform = random.uniform();
      this.#sums[q] += temperature * Math.log(uniform / (1 - uniform));
    }
  }

  /**
   * After `macroContexts`: adds the straight-through gradient. `answer`: what f says to each macro context, of which a neighbour makes a
   * difference. `rowGradient`: derivative of the loss by that answer, as `Decoder.sampleGradients` gives it.
   */
  addGradient(
    from: number,
    { patterns, distinct, index, rows, size, shape: { space, time } }: PatchBatch,
    answer: Float64Array,
    rowGradient: Float64Array,
    gradient: Float64Array,
  ): void {
    const pull = this.#pull.fill(0, 0, distinct);
    const difference = this.#differences(answer);
    for (let sample = 0; sample < size; sample++) {
      const context = this.#macro[sample];
      let g = 0;
      for (let t = 0; t < time; t++) {
        g += rowGradient[((context * time + t) << space) + rows[sample * time + t]];
      }
      for (let j = 0; j < 3; j++) pull[index[3 * sample + j]] += g * difference[3 * context + j];
    }
    for (let q = 0; q < distinct; q++) {
      const smooth = 1 / (1 + Math.exp(-sharpness * this.#sums[q]));
      const g = pull[q] * sharpness * smooth * (1 - smooth);
      gradient[from + this.#cells] += g;
      for (let k = 0, bits = patterns[q]; bits !== 0; k++, bits >>>= 1) {
        if (bits & 1) gradient[from + k] += g;
      }
    }
  }

  #differences(answer: Float64Array): Float64Array {
    for (let c = 0; c < contexts; c++) {
      for (let j = 0; j < 3; j++) {
        const bit = 4 >> j;
        this.#difference[3 * c + j] = answer[c | bit] - answer[c & ~bit];
      }
    }
    return this.#difference;
  }

  #reserve({ patterns, size }: PatchBatch): void {
    if (this.#macro.length >= size) return;
    this.#sums = new Float64Array(patterns.length);
    this.#value = new Uint8Array(patterns.length);
    this.#pull = new Float64Array(patterns.length);
    this.#macro = new Uint8Array(size);
  }
}
