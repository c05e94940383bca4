import type { RgMonotone } from '../rg-map.ts';
import type { Potential } from './hamiltonian.ts';

/** U = ‖∇C‖² (Eq. 14) or ‖∇C‖ (the released code). */
export type GradientNorm = 'norm-squared' | 'norm';

/** The potential that draws teachers to fixed points; ∇U is made of ∇²C·∇C. */
export class GradientNormPotential implements Potential {
  readonly dimension: number;
  readonly #monotone: RgMonotone;
  readonly #norm: GradientNorm;
  readonly #point: Float64Array;
  readonly #slope: Float64Array;
  readonly #product: Float64Array;

  constructor(monotone: RgMonotone, norm: GradientNorm) {
    this.dimension = monotone.couplings;
    this.#monotone = monotone;
    this.#norm = norm;
    this.#point = new Float64Array(this.dimension);
    this.#slope = new Float64Array(this.dimension);
    this.#product = new Float64Array(this.dimension);
  }

  evaluate(positions: Float64Array, energies: Float64Array, gradients: Float64Array): void {
    const n = this.dimension;
    const point = this.#point;
    const slope = this.#slope;
    const product = this.#product;
    for (let i = 0; i < energies.length; i++) {
      for (let m = 0; m < n; m++) point[m] = positions[i * n + m];
      this.#monotone.gradient(point, slope);
      this.#monotone.hessianVector(point, slope, product);
      let square = 0;
      for (let m = 0; m < n; m++) square += slope[m] * slope[m];
      const norm = Math.sqrt(square);
      energies[i] = this.#norm === 'norm' ? norm : square;
      // ‖∇C‖ has a cusp where it vanishes: no force there.
      const factor = this.#norm === 'norm-squared' ? 2 : norm > 0 ? 1 / norm : 0;
      for (let m = 0; m < n; m++) gradients[i * n + m] = factor * product[m];
    }
  }
}
