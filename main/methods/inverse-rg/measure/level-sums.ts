import type { ArrayRecord } from '../../../../preload/contract/index.ts';
import type { RandomStream } from '../../../compute/random.ts';
import type { Spins } from '../../../physics/ising/spins.ts';
import { BySize } from '../generation/by-size.ts';
import { blockingSteps, FlowSums, type BlockingRule } from '../rsrg/flow-sums.ts';
import { AxisCorrelations, axisPoints } from './correlations.ts';
import { MagnetisationBins } from './magnetisation-bins.ts';
import { addMoments, momentCount } from './moments.ts';
import { SpinCounter } from './order-and-energy.ts';
import { WeightedMoments } from './importance.ts';

export interface LevelOptions {
  /** Side L. */
  size: number;
  /** G(r) and S(k). */
  correlation: boolean;
  /** Covariances for the RSRG matrix; nothing on lattices too small for a step. */
  rsrg: boolean;
  /** Blocking of the RSRG; the majority rule unless told otherwise. */
  rule?: BlockingRule;
  /** Correlations of every so many configurations; `correlationSpacing` of the size unless told otherwise. */
  correlationEvery?: number;
  /** Configurations of the same series that other sums hold, so that `correlationEvery` counts on where they ended; 0 unless told otherwise. */
  before?: number;
}

/**
 * Every how many configurations correlations are taken: comparing all pairs of lines costs L³/32 operations, generating a
 * configuration some L², and so the measurement stays a small part of the work.
 */
export const correlationSpacing = (size: number) => Math.max(1, Math.floor(size / 32));

/** Scratch memory, shared by all sums of a thread: they are filled one configuration at a time. */
const counters = new BySize((size) => new SpinCounter(size));
const axes = new BySize((size) => new AxisCorrelations(size));

/** Sums over the configurations of one jackknife bin of one lattice size: additive, and small whatever the number of configurations. */
export class LevelSums {
  readonly options: LevelOptions;
  readonly #moments: Float64Array;
  readonly #distribution: Float64Array;
  readonly #weighted: WeightedMoments;
  /** [configurations, G(r) …, S(k) …]. */
  readonly #correlations: Float64Array;
  readonly #flow: FlowSums | null;
  readonly #bins: MagnetisationBins;

  constructor(options: LevelOptions, arrays?: ArrayRecord) {
    const { size, correlation, rsrg, rule = 'majority' } = options;
    this.options = options;
    this.#bins = new MagnetisationBins(size);
    const points = correlation ? 1 + 2 * axisPoints(size) : 0;
    const take = (name: string, length: number) => {
      if (!arrays) return new Float64Array(length);
      const stored = arrays[name]?.data;
      if (!(stored instanceof Float64Array) || stored.length !== length) {
        throw new RangeError(`sums of ${size}² spins lack "${name}" with ${length} numbers`);
      }
      return stored.slice();
    };
    this.#moments = take('moments', momentCount);
    this.#distribution = take('distribution', this.#bins.count);
    this.#weighted = new WeightedMoments(
      arrays ? take('weighted', new WeightedMoments().data.length) : undefined,
    );
    this.#correlations = take('correlations', points);
    this.#flow = null;
    if (rsrg && blockingSteps(size) > 0) {
      const flow = new FlowSums(size, rule);
      this.#flow = arrays ? new FlowSums(size, rule, take('flow', flow.data.length)) : flow;
    }
  }

  /** Configurations so far. */
  get count(): number {
    return this.#moments[0];
  }

  /**
   * Measures a configuration. `random` breaks ties of the majority rule; `logWeight` is the logarithm of its importance weight up to a
   * constant of the ensemble (−Infinity: weight zero), left out where there are no weights.
   */
  add(spins: Spins, random: RandomStream, logWeight?: number): void {
    const { size, correlation, correlationEvery = correlationSpacing(size), before = 0 } = this.options;
    const counter = counters.at(size);
    counter.count(spins);
    const m = counter.magnetisation / (size * size);
    const e = counter.bonds / (size * size);
    if (correlation && (before + this.count) % correlationEvery === 0) {
      const points = axisPoints(size);
      this.#correlations[0]++;
      axes
        .at(size)
        .add(spins, this.#correlations.subarray(1, 1 + points), this.#correlations.subarray(1 + points));
    }
    addMoments(this.#moments, 0, m, e, 1);
    this.#distribution[this.#bins.of(counter.magnetisation)]++;
    if (logWeight !== undefined) this.#weighted.add(m, e, logWeight);
    this.#flow?.add(spins, random);
  }

  /** Adds the configurations of another part of the same ensemble. */
  merge(other: LevelSums): void {
    if (other.options.size !== this.options.size) {
      throw new RangeError(
        `sums of ${other.options.size}² spins don't add to those of ${this.options.size}²`,
      );
    }
    const [mine, others] = [this.#additive(), other.#additive()];
    for (const [part, sums] of mine.entries()) {
      const added = others[part];
      for (let i = 0; i < sums.length; i++) sums[i] += added[i];
    }
    this.#weighted.merge(other.#weighted);
  }

  /** Views of the sums, the same names and shapes for equal options; they change when more is added. */
  toArrays(): ArrayRecord {
    return {
      moments: vector(this.#moments),
      distribution: vector(this.#distribution),
      weighted: vector(this.#weighted.data),
      correlations: vector(this.#correlations),
      ...(this.#flow ? { flow: vector(this.#flow.data) } : {}),
    };
  }

  /** Copies the arrays. Throws RangeError when they are not those of `options`. */
  static fromArrays(options: LevelOptions, arrays: ArrayRecord): LevelSums {
    return new LevelSums(options, arrays);
  }

  /** Sums of `momentNames`. */
  get moments(): Float64Array {
    return this.#moments;
  }

  /** Configurations in each bin of P(m). */
  get distribution(): Float64Array {
    return this.#distribution;
  }

  get weighted(): WeightedMoments {
    return this.#weighted;
  }

  /** [configurations measured, ΣG(r) …, ΣS(k) …]; empty when not asked for. */
  get correlations(): Float64Array {
    return this.#correlations;
  }

  /** Sums of a FlowSums, or null when not asked for or the lattice is too small. */
  get flow(): Float64Array | null {
    return this.#flow?.data ?? null;
  }

  #additive(): Float64Array[] {
    return [this.#moments, this.#distribution, this.#correlations, ...(this.#flow ? [this.#flow.data] : [])];
  }
}

const vector = (data: Float64Array) => ({ shape: [data.length], data });
