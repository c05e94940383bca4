import { crossBonds, squareBonds } from '../../../../preload/contract/index.ts';
import type { RandomStream } from '../../../compute/random.ts';
import type { CouplingSpace } from '../coupling-space.ts';
import { BondFields } from './bond-fields.ts';
import { Conditional } from './conditional.ts';

/** Visible spins of both graphs: the corners of a plaquette. */
const corners = 4;

/** A spin with its bonds, and the neighbours at their other ends in the same order. */
interface Site {
  conditional: Conditional;
  bonds: BondFields[];
  neighbours: number[];
}

/**
 * A restricted Boltzmann machine on a plaquette: the teacher on the square graph (Eq. 5), whose hidden spins are edge sites and whose
 * corners are vertices, or the student on the cross graph (Eq. 6), whose corners are edge sites of the coarser lattice and whose one hidden
 * spin is a vertex. Configurations are held site by site, `visible[corner][sample]`, as base-q numbers of the components of a spin, first
 * component most significant; a sweep takes all samples at once.
 */
export class BoltzmannMachine {
  /** q^n of a visible spin. */
  readonly visibleStates: number;
  readonly #hiddenStates: number;
  readonly #bonds: BondFields[];
  readonly #hidden: Site[];
  readonly #visible: Site[];
  readonly #couplings: number;
  #hiddenSpins: Uint16Array[] = [];

  constructor(space: CouplingSpace, graph: 'square' | 'cross') {
    const ends = graph === 'square' ? squareBonds : crossBonds;
    const hidden = graph === 'square' ? space.edge : space.vertex;
    const visible = graph === 'square' ? space.vertex : space.edge;
    const values = space.values.size;
    this.#couplings = space.couplings.length;
    this.#hiddenStates = values ** hidden.dimension;
    this.visibleStates = values ** visible.dimension;
    this.#bonds = ends.map(({ direction }) => new BondFields(space, direction, graph === 'square'));
    const site = (side: 'hidden' | 'visible', index: number): Site => {
      const mine = ends.flatMap((end, b) => (end[side] === index ? [b] : []));
      return {
        conditional: new Conditional({
          values,
          components: (side === 'hidden' ? hidden : visible).dimension,
          neighbours: mine.length,
          neighbourStates: side === 'hidden' ? this.visibleStates : this.#hiddenStates,
        }),
        bonds: mine.map((b) => this.#bonds[b]),
        neighbours: mine.map((b) => ends[b][side === 'hidden' ? 'visible' : 'hidden']),
      };
    };
    const hiddenSites = Math.max(...ends.map((end) => end.hidden)) + 1;
    this.#hidden = Array.from({ length: hiddenSites }, (_, index) => site('hidden', index));
    this.#visible = Array.from({ length: corners }, (_, index) => site('visible', index));
  }

  /** Sets the couplings J_m. */
  couple(couplings: Float64Array): void {
    for (const bond of this.#bonds) bond.couple(couplings);
    for (const { conditional, bonds } of this.#hidden) conditional.couple(bonds.map((b) => b.onHidden));
    for (const { conditional, bonds } of this.#visible) conditional.couple(bonds.map((b) => b.onVisible));
  }

  /** Visible spins of infinite temperature, [corner][sample]. */
  disordered(samples: number, random: RandomStream): Uint16Array[] {
    return Array.from({ length: corners }, () =>
      Uint16Array.from({ length: samples }, () => random.integer(this.visibleStates)),
    );
  }

  /** Block Gibbs sampling in place: all hidden spins given the visible ones, then all visible ones given the hidden, `sweeps` times. */
  sweep(visible: readonly Uint16Array[], sweeps: number, random: RandomStream): void {
    const samples = visible[0].length;
    if (this.#hiddenSpins[0]?.length !== samples) {
      this.#hiddenSpins = this.#hidden.map(() => new Uint16Array(samples));
    }
    for (let sweep = 0; sweep < sweeps; sweep++) {
      draw(this.#hidden, visible, random, this.#hiddenSpins);
      draw(this.#visible, this.#hiddenSpins, random, visible);
    }
  }

  /**
   * Mean of ln Σ_z exp(−E(x, z)) over the samples; writes the means of its derivatives with respect to the couplings. The hidden spins
   * enter by their expectations given x (Rao–Blackwell): for signs Σ_a tanh(h_a) ∂h_a/∂J_m.
   */
  derivative(visible: readonly Uint16Array[], into: Float64Array): number {
    if (into.length !== this.#couplings) throw new RangeError(`there are ${this.#couplings} couplings`);
    for (const bond of this.#bonds) bond.clear();
    let total = 0;
    for (const { conditional, bonds, neighbours } of this.#hidden) {
      const states = neighbours.map((corner) => visible[corner]);
      conditional.visit(states, (sample, logarithm, probabilities, start) => {
        total += logarithm;
        for (let b = 0; b < bonds.length; b++) bonds[b].count(states[b][sample], probabilities, start);
      });
    }
    into.fill(0);
    const samples = visible[0].length;
    for (const bond of this.#bonds) bond.contract(1 / samples, into);
    return total / samples;
  }

  /** Mean of ln Σ_z exp(−E(x, z)) over the samples. */
  logWeight(visible: readonly Uint16Array[]): number {
    let total = 0;
    for (const { conditional, neighbours } of this.#hidden) {
      conditional.visit(
        neighbours.map((corner) => visible[corner]),
        (_sample, logarithm) => {
          total += logarithm;
        },
      );
    }
    return total / visible[0].length;
  }

  /**
   * ln Σ_xz exp(−E(x, z)), exact: with the visible spins summed out, the hidden spins of the square form a ring, whose weight is the trace
   * of a product of four matrices q^n × q^n; the cross has one hidden spin.
   */
  logPartition(): number {
    const states = this.#hiddenStates;
    if (this.#hidden.length === 1) {
      return logSum(
        Float64Array.from({ length: states }, (_, z) =>
          this.#visible.reduce((sum, { conditional }) => sum + conditional.logarithm(z), 0),
        ),
      );
    }
    let logarithm = 0;
    const factors = this.#visible.map(({ conditional, neighbours }, corner) => {
      // From the hidden spin before this corner to the one after it.
      const forwards = neighbours[1] === corner;
      const matrix = Float64Array.from({ length: states * states }, (_, i) => {
        const before = Math.floor(i / states);
        const after = i % states;
        return conditional.logarithm(forwards ? before * states + after : after * states + before);
      });
      const largest = matrix.reduce((x, y) => Math.max(x, y));
      logarithm += largest;
      return matrix.map((value) => Math.exp(value - largest));
    });
    let product: Float64Array = factors[0];
    for (const factor of factors.slice(1)) product = multiplied(product, factor, states);
    let trace = 0;
    for (let z = 0; z < states; z++) trace += product[z * (states + 1)];
    return logarithm + Math.log(trace);
  }
}

function draw(
  sites: readonly Site[],
  given: readonly Uint16Array[],
  random: RandomStream,
  into: readonly Uint16Array[],
): void {
  for (const [index, { conditional, neighbours }] of sites.entries()) {
    conditional.draw(
      neighbours.map((neighbour) => given[neighbour]),
      random,
      into[index],
    );
  }
}

function logSum(logarithms: Float64Array): number {
  const largest = logarithms.reduce((a, b) => Math.max(a, b));
  return largest + Math.log(logarithms.reduce((sum, value) => sum + Math.exp(value - largest), 0));
}

/** a·b of square matrices. */
function multiplied(a: Float64Array, b: Float64Array, size: number): Float64Array {
  const product = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < size; k++) {
      const factor = a[i * size + k];
      for (let j = 0; j < size; j++) product[i * size + j] += factor * b[k * size + j];
    }
  }
  return product;
}
