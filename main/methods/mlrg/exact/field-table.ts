import type { CouplingSpace } from '../coupling-space.ts';
import { permutationGroup } from '../symmetry/value-sets.ts';

/**
 * What hidden components can feel. The local field of a hidden component is linear in the couplings, h = Σ_m J_m f_m with f_m = ∂h/∂J_m, and
 * few different f occur among many visible configurations: each is an entry of this table, looked up by its number.
 */
export interface FieldTable {
  /** Couplings that occur in a field: indices into J. */
  couplings: Int32Array;
  entries: number;
  /** Hidden components that an entry holds together. */
  components: number;
  /** Values α of a hidden component that have a field of their own: 1 for ±1, whose fields are ±h, otherwise q. */
  values: number;
  /** ∂h_α/∂J_m, [entries][components][values][couplings]. */
  fields: Float64Array;
}

/** For every orbit the entry it takes of one hidden component. */
export interface HiddenComponent {
  table: FieldTable;
  entry: Uint16Array | Uint32Array;
}

/**
 * Exact key of a field: for each coupling how often each value is bound with it, counted with the sign of the bond. Of signs one number
 * is enough, the sum of what is bound.
 */
export class FieldCounts {
  readonly couplings: Int32Array;
  /** Numbers in the key. */
  readonly length: number;
  readonly #space: CouplingSpace;
  readonly #perCoupling: number;
  readonly #signs: boolean;
  readonly #elements: Uint8Array[];
  readonly #permuted: Int16Array;
  readonly #smallest: Int16Array;

  constructor(space: CouplingSpace, couplings: Int32Array, values: number) {
    this.#space = space;
    this.couplings = couplings;
    this.#signs = values === 1;
    this.#perCoupling = values;
    this.length = couplings.length * this.#perCoupling;
    // The identity is the first of them.
    this.#elements = this.#signs ? [] : permutationGroup(space.values.generators, values);
    this.#permuted = new Int16Array(this.length);
    this.#smallest = new Int16Array(this.length);
  }

  /**
   * Adds what a visible spin does to a hidden component over a bond.
   *
   * @param hidden whether the hidden component is a row (edge site, teacher) or a column (vertex, student) of the bond's matrix
   */
  add(
    into: Int16Array,
    visible: readonly number[],
    direction: number,
    hidden: { row: number } | { column: number },
  ) {
    const { couplings, vertex } = this.#space;
    for (const [s, m] of this.couplings.entries()) {
      const matrix = couplings[m].directions[direction];
      for (const [component, value] of visible.entries()) {
        const weight =
          'row' in hidden
            ? matrix[hidden.row * vertex.dimension + component]
            : matrix[component * vertex.dimension + hidden.column];
        if (this.#signs) into[s] += value === 0 ? weight : -weight;
        else into[s * this.#perCoupling + value] += weight;
      }
    }
  }

  /**
   * Writes ∂h_α/∂J_m for every α and m, [values][couplings].
   *
   * @param hidden whether the hidden value is the first (edge site) or the second (vertex) argument of a kernel
   */
  fields(counts: Int16Array, hidden: 'edge' | 'vertex', into: Float64Array): void {
    if (this.#signs) {
      into.set(counts);
      return;
    }
    const { couplings, kernels } = this.#space;
    const q = this.#perCoupling;
    const count = this.couplings.length;
    for (const [s, m] of this.couplings.entries()) {
      const { matrix } = kernels[couplings[m].kernel];
      for (let own = 0; own < q; own++) {
        let field = 0;
        for (let other = 0; other < q; other++) {
          const bond = hidden === 'edge' ? matrix[own * q + other] : matrix[other * q + own];
          field += counts[s * q + other] * bond;
        }
        into[own * count + s] = field;
      }
    }
  }

  /** Puts the counts of opposite values together, where there are any: sums of such counts are again such. */
  fold(counts: Int16Array): void {
    if (this.#signs) return;
    this.#permute(counts, this.#elements[0], this.#permuted);
    counts.set(this.#permuted);
  }

  /**
   * Of all counts with the same trace takes one. The opposite field of a ±1 component has the same; of q values the fields may be
   * permuted by G, and −v counts as v with the sign that the kernel has.
   */
  reduce(counts: Int16Array): void {
    if (this.#signs) {
      const first = counts.find((count) => count !== 0);
      if (first !== undefined && first < 0) for (let i = 0; i < counts.length; i++) counts[i] = -counts[i];
      return;
    }
    const permuted = this.#permuted;
    const smallest = this.#smallest;
    for (const [i, element] of this.#elements.entries()) {
      this.#permute(counts, element, permuted);
      if (i === 0 || precedes(permuted, smallest)) smallest.set(permuted);
    }
    counts.set(smallest);
  }

  /** Counts after a permutation of the values, those of opposite values put together. */
  #permute(counts: Int16Array, element: Uint8Array, into: Int16Array): void {
    const q = this.#perCoupling;
    const { couplings, kernels, values } = this.#space;
    into.fill(0);
    for (const [s, m] of this.couplings.entries()) {
      const { parity } = kernels[couplings[m].kernel];
      for (let value = 0; value < q; value++) {
        const image = element[value];
        const opposite = parity === null ? image : values.minusOne![image];
        const count = counts[s * q + value];
        if (opposite < image) into[s * q + opposite] += parity === 'odd' ? -count : count;
        else into[s * q + image] += count;
      }
    }
  }
}

/** Whether `a` comes before `b` at the first difference. */
function precedes(a: Int16Array, b: Int16Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i] < b[i];
  return false;
}
