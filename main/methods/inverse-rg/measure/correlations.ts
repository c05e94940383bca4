import type { Spins } from '../../../physics/ising/spins.ts';

/** Set bits of a 32-bit word. */
function bitCount(word: number): number {
  let count = word - ((word >>> 1) & 0x55555555);
  count = (count & 0x33333333) + ((count >>> 2) & 0x33333333);
  return Math.imul((count + (count >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Distances r = 0 … ⌊L/2⌋ along an axis, as many as wave numbers k = 2πn/L. */
export const axisPoints = (size: number) => (size >> 1) + 1;

/**
 * Spin–spin correlation and structure factor along the two axes of periodic L×L configurations.
 * G(r) = ⟨σ₀σ_r⟩ for r = 0 … ⌊L/2⌋; S(k) = L⁻²⟨|σ_k|²⟩, σ_k = Σ σ e^{ikx}, at k = 2πn/L along an axis, n = 0 … ⌊L/2⌋, without
 * subtracting a mean: S(0) = L²⟨m²⟩. Both are averaged over the axes.
 */
export class AxisCorrelations {
  readonly size: number;
  readonly points: number;
  readonly #rows: Uint32Array;
  readonly #columns: Uint32Array;
  readonly #cosines: Float64Array;

  constructor(size: number) {
    this.size = size;
    this.points = axisPoints(size);
    const words = Math.ceil(size / 32);
    this.#rows = new Uint32Array(words * size);
    this.#columns = new Uint32Array(words * size);
    this.#cosines = Float64Array.from({ length: size }, (_, i) => Math.cos((2 * Math.PI * i) / size));
  }

  /** Adds G(r) of one configuration to `correlation` and S(k) to `structure`, `points` values each. */
  add(spins: Spins, correlation: Float64Array, structure: Float64Array): void {
    this.#pack(spins);
    this.#addCorrelation(correlation);
    this.#addStructure(structure);
  }

  /** Rows and columns as bit strings: then two lines are compared 32 spins at a time, whichever axis they lie along. */
  #pack(spins: Spins): void {
    const { size } = this;
    const words = Math.ceil(size / 32);
    this.#rows.fill(0);
    this.#columns.fill(0);
    for (let y = 0, i = 0; y < size; y++) {
      for (let x = 0; x < size; x++, i++) {
        const spin = spins[i];
        this.#rows[y * words + (x >> 5)] |= spin << (x & 31);
        this.#columns[x * words + (y >> 5)] |= spin << (y & 31);
      }
    }
  }

  #addCorrelation(sums: Float64Array): void {
    const sites = this.size * this.size;
    for (let r = 0; r < this.points; r++) {
      const unequal = this.#unequalLines(this.#rows, r) + this.#unequalLines(this.#columns, r);
      sums[r] += 1 - unequal / sites;
    }
  }

  /** Spins that differ from the one `r` lines further. */
  #unequalLines(lines: Uint32Array, r: number): number {
    const { length } = lines;
    let other = r * Math.ceil(this.size / 32);
    let unequal = 0;
    for (let i = 0; i < length; i++, other++) {
      if (other === length) other = 0;
      unequal += bitCount(lines[i] ^ lines[other]);
    }
    return unequal;
  }

  #addStructure(sums: Float64Array): void {
    const { size, points } = this;
    const ofColumns = this.#lineSums(this.#columns);
    const ofRows = this.#lineSums(this.#rows);
    const cosines = this.#cosines;
    // sin(2πi/L) = cos(2π(i − L/4)/L) needs L divisible by 4, so |σ_k|² comes from the sums' own autocorrelation instead.
    const pairs = lineAutocorrelation(ofColumns);
    for (const [distance, value] of lineAutocorrelation(ofRows).entries()) pairs[distance] += value;
    for (let n = 0; n < points; n++) {
      let power = 0;
      for (let distance = 0, phase = 0; distance < size; distance++) {
        power += pairs[distance] * cosines[phase];
        phase += n;
        if (phase >= size) phase -= size;
      }
      sums[n] += power / (2 * size * size);
    }
  }

  /** Σσ along each line. */
  #lineSums(lines: Uint32Array): Float64Array {
    const words = Math.ceil(this.size / 32);
    return Float64Array.from({ length: this.size }, (_, line) => {
      let up = 0;
      for (let word = line * words; word < (line + 1) * words; word++) up += bitCount(lines[word]);
      return 2 * up - this.size;
    });
  }
}

/** Σ_x c(x) c(x + d) on a ring, d = 0 … length − 1. */
function lineAutocorrelation(line: Float64Array): Float64Array {
  const { length } = line;
  return Float64Array.from({ length }, (_, distance) => {
    let sum = 0;
    for (let x = 0, y = distance; x < length; x++, y++) {
      if (y === length) y = 0;
      sum += line[x] * line[y];
    }
    return sum;
  });
}
