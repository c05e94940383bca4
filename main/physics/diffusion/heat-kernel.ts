import type { DiffusionSettings } from './settings.ts';

/** Images further than so many standard deviations are below the rounding of a double. */
const reach = 9;
/** Gaussians wider than so many periods are flat: what is left of the longest wave is e^(−8π²). */
const flat = 2;

/**
 * The propagator of the diffusion equation ∂u/∂t = D ∂²u/∂x² on n cells of width 1, sampled at the cells: a Gaussian of variance 2Dt with its
 * images. Walls are at the outer faces of the first and the last cell; images behind them come with + where they reflect and with − where they
 * absorb. The samples are divided by their sum over the unbounded lattice (1 + 2e^(−4π²Dt)), so that mass is kept to rounding.
 */
export class HeatKernel {
  readonly #cells: number;
  readonly #boundary: DiffusionSettings['boundary'];
  readonly #coefficient: number;
  /** After which everything repeats: n, or 2n with mirror images. */
  readonly #period: number;
  readonly #wrapped: Float64Array;

  constructor({
    cells,
    boundary,
    coefficient,
  }: Pick<DiffusionSettings, 'cells' | 'boundary' | 'coefficient'>) {
    this.#cells = cells;
    this.#boundary = boundary;
    this.#coefficient = coefficient;
    this.#period = boundary === 'periodic' ? cells : 2 * cells;
    this.#wrapped = new Float64Array(this.#period);
  }

  /** The state that `start` has become after time t > 0, written to `target`. */
  propagate(start: Float64Array, time: number, target: Float64Array): void {
    this.#wrap(2 * this.#coefficient * time);
    const [n, period, wrapped] = [this.#cells, this.#period, this.#wrapped];
    const image = this.#boundary === 'periodic' ? 0 : this.#boundary === 'reflecting' ? 1 : -1;
    target.fill(0);
    for (let from = 0; from < n; from++) {
      const mass = start[from];
      if (mass === 0) continue;
      for (let to = 0; to < n; to++) target[to] += mass * wrapped[Math.abs(to - from)];
      if (image === 0) continue;
      for (let to = 0; to < n; to++) target[to] += image * mass * wrapped[(to + from + 1) % period];
    }
  }

  /** Σ over images of the Gaussian of that variance at distances 0 … period − 1, with sum 1. */
  #wrap(variance: number): void {
    const [period, wrapped] = [this.#period, this.#wrapped];
    const width = Math.sqrt(variance);
    if (width > flat * period) {
      wrapped.fill(1 / period);
      return;
    }
    const images = Math.ceil((reach * width) / period) + 1;
    let sum = 0;
    for (let distance = 0; distance < period; distance++) {
      let value = 0;
      for (let m = -images; m <= images; m++)
        value += Math.exp(-((distance + m * period) ** 2) / (2 * variance));
      wrapped[distance] = value;
      sum += value;
    }
    for (let distance = 0; distance < period; distance++) wrapped[distance] /= sum;
  }
}
