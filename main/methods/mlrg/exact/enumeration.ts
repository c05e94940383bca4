import { HostError } from '../../../../preload/contract/index.ts';
import type { CouplingSpace } from '../coupling-space.ts';
import { FieldCounts, type FieldTable, type HiddenComponent } from './field-table.ts';
import { VisibleStates, type VisibleOrbits } from './visible-states.ts';

/**
 * All visible configurations of one plaquette up to C4 × G, with what the hidden spins of teacher and student feel in each. Made once for
 * a choice of symmetries and never changed. Memory: for every orbit 12 bytes, and 2 (rarely 4) for each of the n hidden components of
 * the student and 2 for each of the four hidden spins of the teacher; while it is made a byte for every configuration.
 */
export interface Enumeration {
  /** Of the student: visible spins on edge sites, the hidden spin on a vertex of the coarse lattice. */
  readonly space: CouplingSpace;
  /** Of the teacher: visible spins on vertices, hidden spins on edge sites of the fine lattice. The same unless chosen apart (Fig. 4). */
  readonly teacherSpace: CouplingSpace;
  /** Number of orbits. */
  readonly orbits: number;
  /** Configurations in each. */
  readonly weights: Float64Array;
  /** The smallest configuration of each, as the base-q number of its components, corner by corner. */
  readonly representatives: Uint32Array;
  /** Components of the student's hidden spin. */
  readonly student: readonly HiddenComponent[];
  /** The teacher's hidden spins, each with all its components; equivalent pairs of corners share their entry. */
  readonly teacher: { readonly table: FieldTable; readonly entries: readonly Uint16Array[] };
}

export interface EnumerationOptions {
  /** Couplings of the teacher, where its spins and the student's hidden spin are of different representations (Fig. 4). */
  teacher?: CouplingSpace;
  /** `none`: every configuration on its own, to prove that nothing depends on the reduction. */
  reduction?: 'orbits' | 'none';
  /** How hidden components are traced: `values` for the sum over any number of them also where components are signs and ln 2cosh is quicker. */
  trace?: 'values';
}

/**
 * Enumerates the plaquette of a coupling space.
 *
 * @throws HostError too-large for more than 2^24 visible configurations; bad-specification when the visible spins of teacher and student differ
 */
export function enumerate(space: CouplingSpace, options: EnumerationOptions = {}): Enumeration {
  const teacherSpace = options.teacher ?? space;
  const visible = teacherSpace.vertex;
  if (space.values.group !== teacherSpace.values.group || !sameComponents(space.edge, visible)) {
    throw new HostError('bad-specification', 'Teacher and student have different visible spins.', {
      where: 'spin',
      remedy: 'Give the edge sites of the student the representation of the vertices of the teacher.',
    });
  }
  const states = new VisibleStates(space.values, visible);
  const { size } = space.values;
  const values = options.trace !== 'values' && size === 2 ? 1 : size;
  const orbits = options.reduction === 'none' ? states.all() : states.orbits();
  return {
    space,
    teacherSpace,
    orbits: orbits.sizes.length,
    weights: orbits.sizes,
    representatives: orbits.representatives,
    student: Array.from({ length: space.vertex.dimension }, (_, component) =>
      studentComponent(space, states, orbits, component, values),
    ),
    teacher: teacherSpins(teacherSpace, states, orbits, values),
  };
}

function sameComponents(a: CouplingSpace['edge'], b: CouplingSpace['vertex']): boolean {
  return (
    a.dimension === b.dimension &&
    a.components.every(
      ({ irrep, copy, index }, i) =>
        irrep === b.components[i].irrep && copy === b.components[i].copy && index === b.components[i].index,
    )
  );
}

/** Student, cross graph: h = Σ_k A_kᵀ x_k. */
function studentComponent(
  space: CouplingSpace,
  states: VisibleStates,
  { representatives }: VisibleOrbits,
  component: number,
  values: number,
): HiddenComponent {
  const columns = space.vertex.dimension;
  const touches = (matrix: Float64Array) =>
    matrix.some((entry, i) => entry !== 0 && i % columns === component);
  const couplings = Int32Array.from(space.couplings.keys()).filter((m) =>
    space.couplings[m].directions.some(touches),
  );
  const counts = new FieldCounts(space, couplings, values);
  const halves = [0, 2].map((corner) =>
    distinctSums(states, counts.length, (first, second, into) => {
      counts.add(into, first, corner, { column: component });
      counts.add(into, second, corner + 1, { column: component });
      counts.fold(into);
    }),
  );
  const pairs = states.spins ** 2;
  const found = new Entries(counts.length);
  // Most configurations repeat a pair of halves already seen, which is quicker to look up than their sum.
  const seen = new Map<number, number>();
  const whole = new Int16Array(counts.length);
  const entry = new Uint32Array(representatives.length);
  for (const [i, state] of representatives.entries()) {
    const [early, late] = [halves[0].number[Math.floor(state / pairs)], halves[1].number[state % pairs]];
    const both = early * pairs + late;
    let number = seen.get(both);
    if (number === undefined) {
      const [a, b] = [halves[0].sums[early], halves[1].sums[late]];
      for (let j = 0; j < whole.length; j++) whole[j] = a[j] + b[j];
      counts.reduce(whole);
      number = found.numberOf(whole);
      seen.set(both, number);
    }
    entry[i] = number;
  }
  const stride = values * couplings.length;
  const fields = new Float64Array(found.all.length * stride);
  for (const [i, sums] of found.all.entries()) {
    counts.fields(sums, 'vertex', fields.subarray(i * stride, (i + 1) * stride));
  }
  const table = { couplings, entries: found.all.length, components: 1, values, fields };
  return { table, entry: table.entries <= 2 ** 16 ? Uint16Array.from(entry) : entry };
}

/** Teacher, square graph: h_k = A_k x_k + A_k+2 x_k+1 is h_0 of the two corners turned back by k quarter turns. */
function teacherSpins(
  space: CouplingSpace,
  states: VisibleStates,
  { representatives }: VisibleOrbits,
  values: number,
): Enumeration['teacher'] {
  const couplings = Int32Array.from(space.couplings.keys());
  const counts = new FieldCounts(space, couplings, values);
  const { classes, representatives: pairs } = states.pairClasses();
  const components = space.edge.dimension;
  const stride = values * couplings.length;
  const fields = new Float64Array(pairs.length * components * stride);
  const sums = new Int16Array(counts.length);
  for (const [i, pair] of pairs.entries()) {
    const [first, second] = [Math.floor(pair / states.spins), pair % states.spins].map((x) =>
      states.digits(x),
    );
    for (let row = 0; row < components; row++) {
      sums.fill(0);
      counts.add(sums, first, 0, { row });
      counts.add(sums, second, 2, { row });
      const start = (i * components + row) * stride;
      counts.fields(sums, 'edge', fields.subarray(start, start + stride));
    }
  }
  const turnedBack = inversePowers(states.rotation);
  const entries = Array.from({ length: 4 }, () => new Uint16Array(representatives.length));
  for (const [i, state] of representatives.entries()) {
    for (let k = 0; k < 4; k++) {
      const first = turnedBack[k][spinAt(state, k, states.spins)];
      const second = turnedBack[k][spinAt(state, (k + 1) % 4, states.spins)];
      entries[k][i] = classes[first * states.spins + second];
    }
  }
  return { table: { couplings, entries: pairs.length, components, values, fields }, entries };
}

const spinAt = (state: number, corner: number, spins: number) =>
  Math.floor(state / spins ** (3 - corner)) % spins;

/** C4^−k on the states of a spin, k = 0 … 3. */
function inversePowers(rotation: Uint32Array): Uint32Array[] {
  const back = new Uint32Array(rotation.length);
  for (const [from, to] of rotation.entries()) back[to] = from;
  const powers = [Uint32Array.from(rotation.keys())];
  while (powers.length < 4) powers.push(powers[powers.length - 1].map((spin) => back[spin]));
  return powers;
}

/** The different sums that pairs of spins give: the number of each pair's, and the sums. */
function distinctSums(
  states: VisibleStates,
  length: number,
  add: (first: number[], second: number[], into: Int16Array) => void,
): { number: Uint16Array; sums: Int16Array[] } {
  const digits = Array.from({ length: states.spins }, (_, spin) => states.digits(spin));
  const found = new Entries(length);
  const number = new Uint16Array(states.spins ** 2);
  const sums = new Int16Array(length);
  for (const [pair] of number.entries()) {
    sums.fill(0);
    add(digits[Math.floor(pair / states.spins)], digits[pair % states.spins], sums);
    number[pair] = found.numberOf(sums);
  }
  return { number, sums: found.all };
}

/** Numbers vectors of integers in the order in which they first occur. */
class Entries {
  readonly all: Int16Array[] = [];
  readonly #length: number;
  readonly #numbers = new Map<string, number>();

  constructor(length: number) {
    this.#length = length;
  }

  numberOf(vector: Int16Array): number {
    const key = String.fromCharCode(...vector.subarray(0, this.#length));
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.all.length);
    this.all.push(vector.slice());
    return this.all.length - 1;
  }
}
