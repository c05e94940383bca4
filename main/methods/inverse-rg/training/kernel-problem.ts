import type { Estimate } from '../../../../preload/contract/index.ts';
import { binnedMean, binnedMeans, sandwich, type BinnedMean } from './binned-errors.ts';
import type { Counting } from './counting.ts';
import type { DataPart } from './data.ts';
import { kernelFeatures, type KernelFeatures } from './kernel-features.ts';
import { Likelihood, occupied, type Stratum } from './likelihood.ts';
import { inverseOf } from './newton.ts';
import { mergedCounts, type WeightedCounts } from './weighted-counts.ts';

/** One independent part of the data as a loss of its own. */
interface Part {
  stratum: number;
  /** Share of the part in the whole loss. */
  share: number;
  likelihood: Likelihood;
}

/** Loss of a kernel of one size on the counted data, whole and part by part. */
export class KernelProblem {
  readonly kernel: KernelFeatures;
  readonly degree: number;
  readonly training: Likelihood;
  readonly heldOut: Likelihood;
  readonly #parts: Record<DataPart['use'], Part[]>;

  /** @param temperatures (K − K_c) of each stratum in units of the model's range; [0] for a kernel without temperature */
  constructor(counting: Counting, kernelSize: number, temperatures: readonly number[], degree: number) {
    this.kernel = kernelFeatures(kernelSize, counting.plan.counter === 'window-5' ? 5 : 4);
    this.degree = degree;
    const training = this.#split(counting, 'training', temperatures);
    const heldOut = this.#split(counting, 'held-out', temperatures);
    this.training = training.whole;
    this.heldOut = heldOut.whole;
    this.#parts = { training: training.parts, 'held-out': heldOut.parts };
  }

  /** Nats per pixel with the scatter of the parts as its error. */
  loss(use: DataPart['use'], weights: Float64Array): Estimate {
    return binnedMean(
      this.#parts[use].map(({ stratum, share, likelihood }) => ({
        stratum,
        share,
        value: likelihood.loss(weights),
      })),
    );
  }

  /**
   * Standard errors of the weights at the optimum: inverse Hessian times the covariance of the parts' gradients times inverse Hessian,
   * which does not assume that pixels or successive configurations are independent. Null where the data leave a direction undecided.
   */
  errors(weights: Float64Array, hessian: Float64Array): Float64Array | null {
    const inverse = inverseOf(hessian, weights.length);
    const gradients: BinnedMean[] = this.#parts.training.map(({ stratum, share, likelihood }) => ({
      stratum,
      share,
      values: likelihood.evaluate(weights, false).gradient,
    }));
    const { covariance } = binnedMeans(gradients);
    if (!inverse || !covariance) return null;
    const whole = sandwich(inverse, covariance);
    return weights.map((_, i) => Math.sqrt(whole[i * weights.length + i]));
  }

  #split(
    counting: Counting,
    use: DataPart['use'],
    temperatures: readonly number[],
  ): { whole: Likelihood; parts: Part[] } {
    const lumped = temperatures.map((_, stratum) =>
      counting
        .parts(use, stratum)
        .map((counts) => counts.lump(this.kernel.classOf, this.kernel.classes))
        .filter(({ configurations }) => configurations > 0),
    );
    const wholes = lumped.map((parts) => mergedCounts(parts));
    const strata = strataOf(wholes, temperatures);
    const parts = lumped.flatMap((list, stratum) =>
      list.map((counts): Part => {
        const own = occupied(counts.sums);
        const { share, temperature, counts: all } = strata[stratum];
        return {
          stratum,
          share: (share * own.total * counts.unitIn(wholes[stratum])) / all.total,
          likelihood: new Likelihood(this.kernel, this.degree, [{ temperature, share: 1, counts: own }]),
        };
      }),
    );
    return { whole: new Likelihood(this.kernel, this.degree, strata), parts };
  }
}

/** Strata share the loss by their numbers of configurations, also where weights differ within them. */
function strataOf(wholes: readonly WeightedCounts[], temperatures: readonly number[]): Stratum[] {
  const configurations = wholes.reduce((sum, whole) => sum + whole.configurations, 0);
  return wholes.map((whole, stratum) => ({
    temperature: temperatures[stratum],
    share: whole.configurations / configurations,
    counts: occupied(whole.sums),
  }));
}
