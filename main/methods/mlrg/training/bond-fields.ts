import type { CouplingSpace } from '../coupling-space.ts';

/**
 * What the two spins of a bond between a hidden and a visible spin do to each other: the field that a state of the one puts on the
 * components and values of the other, Σ_m J_m Σ_b M_m^(d)[a, b] K_m(α, s_b). The hidden spin is the edge site of the bond on the square
 * graph and the vertex on the cross graph.
 */
export class BondFields {
  /** [visible states][hidden components][values]. */
  readonly onHidden: Float64Array;
  /** [hidden states][visible components][values]. */
  readonly onVisible: Float64Array;
  readonly #terms: Term[];
  /** K(value of the hidden, value of the visible component). */
  readonly #kernels: Float64Array[];
  readonly #values: number;
  readonly #hidden: { components: number; digits: Uint8Array };
  readonly #visible: { components: number; digits: Uint8Array };
  /** Σ over samples of the hidden spin's probabilities, by the state of the visible spin: laid out as `onHidden`. */
  readonly #counts: Float64Array;

  constructor(space: CouplingSpace, direction: 0 | 1 | 2 | 3, hiddenIsEdge: boolean) {
    const { values, edge, vertex, kernels, couplings } = space;
    const side = (components: number) => ({ components, digits: digitsOf(values.size, components) });
    this.#values = values.size;
    this.#hidden = side((hiddenIsEdge ? edge : vertex).dimension);
    this.#visible = side((hiddenIsEdge ? vertex : edge).dimension);
    this.#kernels = kernels.map(({ matrix }) => (hiddenIsEdge ? matrix : transposed(matrix, values.size)));
    this.#terms = couplings.flatMap(({ kernel, directions }, coupling) =>
      Array.from(directions[direction], (factor, entry): Term => {
        const a = Math.floor(entry / vertex.dimension);
        const b = entry % vertex.dimension;
        return {
          coupling,
          kernel,
          factor,
          hidden: hiddenIsEdge ? a : b,
          visible: hiddenIsEdge ? b : a,
        };
      }).filter(({ factor }) => factor !== 0),
    );
    const width = (states: number, components: number) => states * components * values.size;
    const hiddenStates = this.#hidden.digits.length / this.#hidden.components;
    const visibleStates = this.#visible.digits.length / this.#visible.components;
    this.onHidden = new Float64Array(width(visibleStates, this.#hidden.components));
    this.onVisible = new Float64Array(width(hiddenStates, this.#visible.components));
    this.#counts = new Float64Array(this.onHidden.length);
  }

  couple(couplings: Float64Array): void {
    const q = this.#values;
    const { onHidden, onVisible } = this;
    onHidden.fill(0);
    onVisible.fill(0);
    const x = this.#visible;
    const z = this.#hidden;
    for (const { coupling, kernel, factor, hidden, visible } of this.#terms) {
      const strength = factor * couplings[coupling];
      const matrix = this.#kernels[kernel];
      for (let state = 0; state * x.components < x.digits.length; state++) {
        const value = x.digits[state * x.components + visible];
        const first = (state * z.components + hidden) * q;
        for (let other = 0; other < q; other++)
          onHidden[first + other] += strength * matrix[other * q + value];
      }
      for (let state = 0; state * z.components < z.digits.length; state++) {
        const value = z.digits[state * z.components + hidden];
        const first = (state * x.components + visible) * q;
        for (let other = 0; other < q; other++)
          onVisible[first + other] += strength * matrix[value * q + other];
      }
    }
  }

  /** Forgets what was counted. */
  clear(): void {
    this.#counts.fill(0);
  }

  /** Adds one sample: the state of the visible spin, and the probabilities of the hidden spin, [components][values] from `start`. */
  count(state: number, probabilities: Float64Array, start: number): void {
    const counts = this.#counts;
    const width = this.#hidden.components * this.#values;
    const first = state * width;
    for (let i = 0; i < width; i++) counts[first + i] += probabilities[start + i];
  }

  /** Adds to each coupling scale times Σ M[a, b] K(z_a, x_b) over what was counted: the derivative of −energy. */
  contract(scale: number, into: Float64Array): void {
    const q = this.#values;
    const { components, digits } = this.#visible;
    const counts = this.#counts;
    const width = this.#hidden.components * q;
    for (const { coupling, kernel, factor, hidden, visible } of this.#terms) {
      const matrix = this.#kernels[kernel];
      let sum = 0;
      for (let state = 0; state * components < digits.length; state++) {
        const value = digits[state * components + visible];
        for (let other = 0; other < q; other++) {
          sum += counts[state * width + hidden * q + other] * matrix[other * q + value];
        }
      }
      into[coupling] += scale * factor * sum;
    }
  }
}

/** An entry of M^(d) that is not zero, with the components it couples. */
interface Term {
  coupling: number;
  kernel: number;
  factor: number;
  hidden: number;
  visible: number;
}

/** The components of every state, [states][components], first component the most significant digit. */
function digitsOf(values: number, components: number): Uint8Array {
  return Uint8Array.from(
    { length: values ** components * components },
    (_, i) => Math.floor(Math.floor(i / components) / values ** (components - 1 - (i % components))) % values,
  );
}

function transposed(matrix: Float64Array, size: number): Float64Array {
  return matrix.map((_, i) => matrix[(i % size) * size + Math.floor(i / size)]);
}
