import type { ArrayRecord } from '../../../../preload/contract/index.ts';

/**
 * Sums of configuration weights w = D(μ|σ) = 2^(−ties) over the cases of some neighbourhood, and over the configurations. The unit of
 * all sums is the heaviest weight so far: weights of large lattices, 2^−600 and less, then neither underflow nor lose a bit. With
 * uniform weights (no ties counted) the sums are plain counts.
 */
export class WeightedCounts {
  /** Two sums a case: of pixels against their block spin at 2c, of pixels along it at 2c + 1. */
  readonly sums: Float64Array;
  configurations = 0;
  /** Σw and Σw² over configurations. */
  weight = 0;
  squaredWeight = 0;
  /** Ties of the configuration whose weight is the unit; Infinity before the first. */
  #fewestTies = Infinity;

  constructor(cases: number) {
    this.sums = new Float64Array(2 * cases);
  }

  get cases(): number {
    return this.sums.length / 2;
  }

  /** Takes in a configuration with so many ties; returns its weight in the unit of the sums, to be added for each of its pixels. */
  open(ties: number): number {
    if (ties < this.#fewestTies) this.#changeUnit(ties);
    const weight = 2 ** (this.#fewestTies - ties);
    this.configurations++;
    this.weight += weight;
    this.squaredWeight += weight * weight;
    return weight;
  }

  merge(other: WeightedCounts): void {
    if (other.configurations === 0) return;
    if (other.#fewestTies < this.#fewestTies) this.#changeUnit(other.#fewestTies);
    const scale = other.unitIn(this);
    const { sums } = this;
    for (let i = 0; i < sums.length; i++) sums[i] += scale * other.sums[i];
    this.configurations += other.configurations;
    this.weight += scale * other.weight;
    this.squaredWeight += scale * scale * other.squaredWeight;
  }

  clear(): void {
    this.sums.fill(0);
    this.configurations = 0;
    this.weight = 0;
    this.squaredWeight = 0;
    this.#fewestTies = Infinity;
  }

  /** The same configurations with other sums about them, in the same unit. */
  withSums(sums: Float64Array): WeightedCounts {
    const result = new WeightedCounts(sums.length / 2);
    result.sums.set(sums);
    result.configurations = this.configurations;
    result.weight = this.weight;
    result.squaredWeight = this.squaredWeight;
    result.#fewestTies = this.#fewestTies;
    return result;
  }

  /** Sums over the cases of a coarser neighbourhood, `caseOf` giving the coarse case of each. */
  lump(caseOf: Uint32Array, cases: number): WeightedCounts {
    const sums = new Float64Array(2 * cases);
    for (let fine = 0; fine < caseOf.length; fine++) {
      const coarse = 2 * caseOf[fine];
      sums[coarse] += this.sums[2 * fine];
      sums[coarse + 1] += this.sums[2 * fine + 1];
    }
    return this.withSums(sums);
  }

  /** One unit of these sums in units of `whole`, which contains them. */
  unitIn(whole: WeightedCounts): number {
    return this.configurations === 0 ? 0 : 2 ** (whole.#fewestTies - this.#fewestTies);
  }

  /** Effective number of configurations, (Σw)²/Σw²; their number with uniform weights. */
  get effectiveSize(): number {
    return this.configurations === 0 ? 0 : this.weight ** 2 / this.squaredWeight;
  }

  /** Under `name` and `name`-totals, for checkpoints and messages between threads. */
  toArrays(name: string): ArrayRecord {
    const totals = [this.configurations, this.weight, this.squaredWeight, this.#fewestTies];
    return {
      [name]: { shape: [this.cases, 2], data: this.sums },
      [`${name}-totals`]: { shape: [4], data: Float64Array.from(totals) },
    };
  }

  static fromArrays(arrays: ArrayRecord, name: string): WeightedCounts {
    const counts = new WeightedCounts(0).withSums(arrays[name].data as Float64Array);
    const totals = arrays[`${name}-totals`].data as Float64Array;
    [counts.configurations, counts.weight, counts.squaredWeight] = totals;
    counts.#fewestTies = totals[3];
    return counts;
  }

  #changeUnit(ties: number): void {
    if (this.configurations > 0) {
      const scale = 2 ** (ties - this.#fewestTies);
      for (let i = 0; i < this.sums.length; i++) this.sums[i] *= scale;
      this.weight *= scale;
      this.squaredWeight *= scale * scale;
    }
    this.#fewestTies = ties;
  }
}

/** The sum over several counts of the same cases. */
export function mergedCounts(parts: readonly WeightedCounts[]): WeightedCounts {
  const whole = new WeightedCounts(parts[0].cases);
  for (const part of parts) whole.merge(part);
  return whole;
}
