import type { Spins } from '../../../physics/ising/spins.ts';
import { SpinCounter } from '../measure/order-and-energy.ts';

/**
 * Importance weights of upscaled configurations. U(σ|μ) is tractable, so a history σ₀ → σ₁ → … → σ_n has a known probability
 * start(σ₀) Π U(σ_l|σ_{l−1}). It is set against the extended target P_K(σ_n) Π D(σ_{l−1}|σ_l), whose sum over the coarser levels is
 * P_K(σ_n) because every D is normalised (the trace condition below Eq. 4). Averages over σ_n with the weights
 *
 *     w_n = e^{K S(σ_n)} Π D(σ_{l−1}|σ_l) / (Π U(σ_l|σ_{l−1}) start(σ₀))
 *
 * are therefore those of P_K, whatever the model. Every level is such an end of its own, with the product up to it.
 *
 * The weight is kept as a running logarithm: a doubling adds K S(σ) − K S(μ) + ln D(μ|σ) − ln U(σ|μ), which telescopes to the product
 * above. Heat-bath sweeps leave P_K as it is, so they need no factor wherever they stand: after them the weight still belongs to
 * P_K, and the next doubling starts from the energy of what was swept (annealed importance sampling, Neal 2001). Starts are
 * drawn from e^{K S(μ)}/Z, or are one spin, of constant probability: both begin with ln w = 0.
 */
export class ImportanceWeights {
  readonly #coupling: number;
  readonly #counters = new Map<number, SpinCounter>();

  constructor(coupling: number) {
    this.#coupling = coupling;
  }

  /**
   * What one doubling adds to ln w, −∞ when a block contradicts its block spin.
   * @param coarse size² spins
   * @param fine four times as many
   * @param logProbability ln U(fine|coarse)
   */
  doubling(coarse: Spins, size: number, fine: Spins, logProbability: number): number {
    const majority = majorityLogProbability(coarse, size, fine);
    if (majority === Number.NEGATIVE_INFINITY) return majority;
    const gained = this.#bonds(fine, 2 * size) - (size === 1 ? 0 : this.#bonds(coarse, size));
    return this.#coupling * gained + majority - logProbability;
  }

  /** S(σ) = Σ σσ over the 2·size² bonds; on 2×2 every pair of neighbours has two bonds. */
  #bonds(spins: Spins, size: number): number {
    let counter = this.#counters.get(size);
    if (!counter) this.#counters.set(size, (counter = new SpinCounter(size)));
    counter.count(spins);
    return counter.bonds;
  }
}

/**
 * ln D(μ|σ) of the 2×2 majority rule with random ties: −ln 2 for each tied block, −∞ when a block contradicts its block spin.
 * `coarse` has size² spins, `fine` four times as many.
 */
export function majorityLogProbability(coarse: Spins, size: number, fine: Spins): number {
  const width = 2 * size;
  let ties = 0;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const at = 2 * row * width + 2 * column;
      const up = fine[at] + fine[at + 1] + fine[at + width] + fine[at + width + 1];
      if (up === 2) ties++;
      else if (up > 2 !== (coarse[row * size + column] === 1)) return Number.NEGATIVE_INFINITY;
    }
  }
  return -ties * Math.LN2;
}
