import type { RgMonotone } from '../rg-map.ts';
import type { Potential } from './hamiltonian.ts';
import { NetworkBatch } from './network-batch.ts';
import { MonotoneNetwork } from './network.ts';

/** U = ‖∇C‖² (Eq. 14) or ‖∇C‖ (the released code). */
export type GradientNorm = 'norm-squared' | 'norm';

/** The potential that draws teachers to fixed points; ∇U is made of ∇²C·∇C. */
export class GradientNormPotential implements Potential {
  readonly dimension: number;
  readonly monotone: RgMonotone;
  readonly #norm: GradientNorm;
  readonly #curvatures: Curvatures;
  /** ∇C of the most points so far. */
  #slopes = new Float64Array(0);

  constructor(monotone: RgMonotone, norm: GradientNorm) {
    this.dimension = monotone.couplings;
    this.monotone = monotone;
    this.#norm = norm;
    this.#curvatures = curvaturesOf(monotone);
  }

  evaluate(positions: Float64Array, energies: Float64Array, gradients: Float64Array): void {
    const n = this.dimension;
    if (this.#slopes.length < positions.length) this.#slopes = new Float64Array(positions.length);
    const slopes = this.#slopes;
    this.#curvatures(positions, slopes, gradients);
    for (let i = 0; i < energies.length; i++) {
      let square = 0;
      for (let k = i * n; k < (i + 1) * n; k++) square += slopes[k] * slopes[k];
      const norm = Math.sqrt(square);
      energies[i] = this.#norm === 'norm' ? norm : square;
      // ‖∇C‖ has a cusp where it vanishes: no force there.
      const factor = this.#norm === 'norm-squared' ? 2 : norm > 0 ? 1 / norm : 0;
      for (let k = i * n; k < (i + 1) * n; k++) gradients[k] *= factor;
    }
  }
}

/** Writes ∇C and ∇²C·∇C at every row of `positions`. */
type Curvatures = (positions: Float64Array, gradients: Float64Array, products: Float64Array) => void;

function curvaturesOf(monotone: RgMonotone): Curvatures {
  if (monotone instanceof MonotoneNetwork) {
    const batch = new NetworkBatch(monotone);
    return (...at) => batch.curvatures(...at);
  }
  const n = monotone.couplings;
  return (positions, gradients, products) => {
    for (let first = 0; first < positions.length; first += n) {
      const row = (array: Float64Array) => array.subarray(first, first + n);
      monotone.gradient(row(positions), row(gradients));
      monotone.hessianVector(row(positions), row(gradients), row(products));
    }
  };
}
