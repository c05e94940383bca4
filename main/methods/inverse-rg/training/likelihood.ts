import { weightsAt } from '../temperature-weights.ts';
import type { KernelFeatures } from './kernel-features.ts';

/**
 * Counts of the classes of a kernel at one temperature. Class `classes[i]` holds `sums[2i]` pixels against and `sums[2i + 1]` along their
 * block spin, in units of weight.
 */
export interface ClassCounts {
  classes: Uint32Array;
  sums: Float64Array;
  /** What the sums add up to. */
  total: number;
}

/** The classes that occur in dense sums [2 · classes]. */
export function occupied(sums: Float64Array): ClassCounts {
  const found: number[] = [];
  let total = 0;
  for (let index = 0; 2 * index < sums.length; index++) {
    const both = sums[2 * index] + sums[2 * index + 1];
    if (both > 0) found.push(index);
    total += both;
  }
  const classes = Uint32Array.from(found);
  const kept = new Float64Array(2 * found.length);
  for (const [i, index] of found.entries()) {
    kept[2 * i] = sums[2 * index];
    kept[2 * i + 1] = sums[2 * index + 1];
  }
  return { classes, sums: kept, total };
}

/** The data of one temperature and its share of the loss. */
export interface Stratum {
  /** (K − K_c) in units of the model's range; 0 for a kernel without temperature. */
  temperature: number;
  /** Share of this stratum in the loss; shares add up to one. */
  share: number;
  counts: ClassCounts;
}

export interface LossTerms {
  /** Nats per pixel, Eq. 12 (or 13 where the counts are weighted) over the number of pixels. */
  loss: number;
  gradient: Float64Array;
  /** Row by row, [parameters²]; zero where it was not asked for. */
  hessian: Float64Array;
}

/**
 * Loss of a symmetric kernel on counted data, its gradient and its Hessian. The weights are polynomials in the temperature,
 * W_i(t) = Σ_d w[d·orbits + i] t^d; degree 0 is the plain kernel. The loss is that of a logistic regression: convex.
 */
export class Likelihood {
  readonly kernel: KernelFeatures;
  readonly degree: number;
  readonly strata: readonly Stratum[];

  constructor(kernel: KernelFeatures, degree: number, strata: readonly Stratum[]) {
    this.kernel = kernel;
    this.degree = degree;
    this.strata = strata;
  }

  get parameters(): number {
    return this.kernel.orbits * (this.degree + 1);
  }

  loss(weights: Float64Array): number {
    let loss = 0;
    for (const stratum of this.strata) {
      loss += stratum.share * this.#sums(stratum, weights, null, null).loss;
    }
    return loss;
  }

  evaluate(weights: Float64Array, withHessian = true): LossTerms {
    const { parameters } = this;
    const { orbits } = this.kernel;
    let loss = 0;
    const gradient = new Float64Array(parameters);
    const hessian = new Float64Array(withHessian ? parameters * parameters : 0);
    const g = new Float64Array(orbits);
    const H = withHessian ? new Float64Array(orbits * orbits) : null;
    for (const stratum of this.strata) {
      g.fill(0);
      H?.fill(0);
      const { share } = stratum;
      loss += share * this.#sums(stratum, weights, g, H).loss;
      // The chain rule through W(t): powers of the temperature.
      for (let d = 0; d <= this.degree; d++) {
        const factor = share * stratum.temperature ** d;
        for (let i = 0; i < orbits; i++) gradient[d * orbits + i] += factor * g[i];
        if (!H) continue;
        for (let e = 0; e <= this.degree; e++) {
          const square = share * stratum.temperature ** (d + e);
          for (let i = 0; i < orbits; i++) {
            const row = (d * orbits + i) * parameters + e * orbits;
            for (let j = 0; j < orbits; j++) hessian[row + j] += square * H[i * orbits + j];
          }
        }
      }
    }
    return { loss, gradient, hessian };
  }

  /** Loss of one stratum per pixel; its gradient and Hessian with respect to the weights at its temperature are added to g and H. */
  #sums(
    { temperature, counts }: Stratum,
    weights: Float64Array,
    g: Float64Array | null,
    H: Float64Array | null,
  ): { loss: number } {
    const { orbits, features } = this.kernel;
    const W = weightsAt(weights, orbits, temperature);
    const { classes, sums, total } = counts;
    const perPixel = 1 / total;
    let loss = 0;
    for (let row = 0; row < classes.length; row++) {
      const x = classes[row] * orbits;
      let h = 0;
      for (let i = 0; i < orbits; i++) h += features[x + i] * W[i];
      const against = sums[2 * row] * perPixel;
      const along = sums[2 * row + 1] * perPixel;
      // ln p(along) = −ln(1 + e^(−2h)), and the other way round; e^−|2h| does not overflow.
      const e = Math.exp(-2 * Math.abs(h));
      const common = Math.log1p(e);
      loss +=
        h > 0 ? along * common + against * (common + 2 * h) : against * common + along * (common - 2 * h);
      if (!g) continue;
      const unlikely = e / (1 + e);
      const pAgainst = h > 0 ? unlikely : 1 / (1 + e);
      const pAlong = h > 0 ? 1 / (1 + e) : unlikely;
      const slope = 2 * (against * pAlong - along * pAgainst);
      const curvature = 4 * (along + against) * pAlong * pAgainst;
      for (let i = 0; i < orbits; i++) {
        const xi = features[x + i];
        g[i] += slope * xi;
        if (!H) continue;
        const scaled = curvature * xi;
        for (let j = 0; j <= i; j++) H[i * orbits + j] += scaled * features[x + j];
      }
    }
    if (H) {
      for (let i = 0; i < orbits; i++) {
        for (let j = 0; j < i; j++) H[j * orbits + i] = H[i * orbits + j];
      }
    }
    return { loss };
  }
}
