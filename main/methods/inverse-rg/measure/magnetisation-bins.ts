/** Most bins of P(m). */
const mostBins = 257;

/**
 * Bins of the magnetisation of L² spins, symmetric about 0. Attainable magnetisations M = Σσ are two apart; each bin holds `width`
 * of them. An odd count of bins has one in the middle, which fits an even number of spins (M = 0 exists) when `width` is odd; an odd
 * number of spins has none, and an even count of bins. So no M ever falls on an edge.
 */
export class MagnetisationBins {
  readonly spins: number;
  readonly width: number;
  readonly count: number;

  constructor(size: number) {
    this.spins = size * size;
    const oddSpins = this.spins % 2;
    const values = this.spins + 1;
    let width = Math.ceil(values / (mostBins - oddSpins));
    if (!oddSpins && width % 2 === 0) width++;
    const count = Math.ceil(values / width);
    this.width = width;
    this.count = count % 2 === oddSpins ? count + 1 : count;
  }

  /** Bin of the magnetisation M. */
  of(magnetisation: number): number {
    return Math.floor((magnetisation + this.count * this.width) / (2 * this.width));
  }

  /** Densities m in the middle of each bin. */
  centres(): number[] {
    return Array.from(
      { length: this.count },
      (_, bin) => ((2 * bin + 1 - this.count) * this.width) / this.spins,
    );
  }

  /** Width of each bin in m: those at the ends may hold fewer attainable values. */
  widths(): number[] {
    return Array.from({ length: this.count }, (_, bin) => {
      const fromMiddle = Math.max(bin, this.count - 1 - bin);
      const innerEdge = (2 * fromMiddle - this.count) * this.width;
      const attainable = Math.min(this.width, Math.ceil((this.spins - innerEdge) / 2));
      return (2 * attainable) / this.spins;
    });
  }
}
