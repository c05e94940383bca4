import { addMoments, momentCount } from './moments.ts';

/**
 * Sums of moments with importance weights w = exp(logWeight), kept relative to the largest weight so far: weights of large lattices
 * span hundreds of powers of ten.
 */
export class WeightedMoments {
  /** Laid out as [largest log weight, configurations, those with weight zero, Σw², Σw·moments]. */
  readonly data: Float64Array;

  constructor(data?: Float64Array) {
    this.data = data ?? new Float64Array(4 + momentCount);
    if (!data) this.data[0] = -Infinity;
  }

  get count(): number {
    return this.data[1];
  }

  get largest(): number {
    return this.data[0];
  }

  /** `logWeight` may be −Infinity: a configuration that the distribution aimed at does not have. Throws RangeError for NaN. */
  add(m: number, e: number, logWeight: number): void {
    const { data } = this;
    if (Number.isNaN(logWeight) || logWeight === Infinity) {
      throw new RangeError(`${logWeight} is not the logarithm of a weight`);
    }
    data[1]++;
    if (logWeight === -Infinity) {
      data[2]++;
      return;
    }
    if (logWeight > data[0]) this.#rescale(logWeight);
    const weight = Math.exp(logWeight - data[0]);
    data[3] += weight * weight;
    addMoments(data, 4, m, e, weight);
  }

  merge(other: WeightedMoments): void {
    const { data } = this;
    if (other.largest > data[0]) this.#rescale(other.largest);
    const scale = other.relativeScale(data[0]);
    data[1] += other.data[1];
    data[2] += other.data[2];
    data[3] += scale * scale * other.data[3];
    for (let i = 4; i < data.length; i++) data[i] += scale * other.data[i];
  }

  /** The additive sums [count, zeros, Σw², Σw·moments] relative to the log weight `largest`, which no weight exceeds. */
  sumsAt(largest: number): Float64Array {
    const scale = this.relativeScale(largest);
    return this.data.slice(1).map((sum, i) => (i < 2 ? sum : i === 2 ? scale * scale * sum : scale * sum));
  }

  /** What the sums have to be multiplied with to be relative to `largest`. */
  relativeScale(largest: number): number {
    return this.data[0] === -Infinity ? 0 : Math.exp(this.data[0] - largest);
  }

  #rescale(largest: number): void {
    const scale = this.relativeScale(largest);
    this.data[3] *= scale * scale;
    for (let i = 4; i < this.data.length; i++) this.data[i] *= scale;
    this.data[0] = largest;
  }
}

/** Where the moments begin in what `sumsAt` gives; before them stand count, zeros and Σw². */
export const weightedMomentsFrom = 3;
