import { HostError } from '../../../../preload/contract/index.ts';
import type { SpinRepresentation, ValueSet } from '../coupling-space.ts';
import { walkOrbits } from './orbits.ts';

/** Most visible configurations of a plaquette that are enumerated; while their orbits are walked each takes a byte. */
export const mostStates = 2 ** 24;

/** Orbits of the configurations of the four visible spins, each by its smallest member. */
export interface VisibleOrbits {
  representatives: Uint32Array;
  /** Number of configurations in each. */
  sizes: Float64Array;
}

/**
 * Visible configurations of a plaquette of such spins.
 *
 * @throws HostError too-large where there are more than can be enumerated
 */
export function enumerableStates(values: ValueSet, { dimension }: SpinRepresentation): number {
  const states = values.size ** (4 * dimension);
  if (states <= mostStates) return states;
  throw new HostError(
    'too-large',
    `A plaquette of ${values.group} spins with ${dimension} components has ${states.toLocaleString('en')} visible configurations; an exact step enumerates at most ${mostStates.toLocaleString('en')}.`,
    { where: 'spin', remedy: 'Choose fewer components or a smaller group.' },
  );
}

/**
 * How C4 and G act on the four visible spins of a plaquette. A spin is the base-q number of its components, the first most significant;
 * a configuration is the base-qⁿ number of its spins, corner 0 most significant.
 */
export class VisibleStates {
  /** Components n of a spin. */
  readonly dimension: number;
  /** Values q of a component. */
  readonly values: number;
  /** States qⁿ of a spin. */
  readonly spins: number;
  /** (qⁿ)⁴. */
  readonly states: number;
  readonly #generators: Uint32Array[];
  readonly #rotation: Uint32Array;

  /** Throws a HostError where there are more configurations than can be enumerated. */
  constructor(values: ValueSet, spin: SpinRepresentation) {
    this.dimension = spin.dimension;
    this.values = values.size;
    this.spins = values.size ** spin.dimension;
    this.states = enumerableStates(values, spin);
    this.#generators = values.generators.map((permutation) =>
      this.#table((x) => x.map((v) => permutation[v])),
    );
    this.#rotation = this.#table((x) => turned(x, values, spin));
  }

  /** The components' values of a spin. */
  digits(spin: number): number[] {
    const digits: number[] = [];
    for (let rest = spin; digits.length < this.dimension; rest = Math.floor(rest / this.values)) {
      digits.unshift(rest % this.values);
    }
    return digits;
  }

  /** What a quarter turn of its components makes of each spin. */
  get rotation(): Uint32Array {
    return this.#rotation;
  }

  /** Orbits under C4 × G, in ascending order of their smallest members. */
  orbits(): VisibleOrbits {
    const { spins } = this;
    const pairs = spins ** 2;
    const turn = this.#rotation;
    // A quarter turn takes the spin of corner k, turned itself, to corner k + 1.
    const early = new Uint32Array(pairs);
    const late = new Uint32Array(pairs);
    for (let first = 0; first < spins; first++) {
      for (let second = 0; second < spins; second++) {
        early[first * spins + second] = (turn[first] * spins + turn[second]) * spins;
        late[first * spins + second] = turn[first] + turn[second] * spins ** 3;
      }
    }
    const internal = this.#onPairs().map(
      (image) => (state: number) => image[Math.floor(state / pairs)] * pairs + image[state % pairs],
    );
    const rotation = (state: number) => early[Math.floor(state / pairs)] + late[state % pairs];
    const representatives: number[] = [];
    const sizes: number[] = [];
    walkOrbits(this.states, [rotation, ...internal], (members, size) => {
      representatives.push(members[0]);
      sizes.push(size);
    });
    return { representatives: Uint32Array.from(representatives), sizes: Float64Array.from(sizes) };
  }

  /** Every configuration on its own. */
  all(): VisibleOrbits {
    return {
      representatives: Uint32Array.from({ length: this.states }, (_, state) => state),
      sizes: new Float64Array(this.states).fill(1),
    };
  }

  /** Classes of pairs of neighbouring spins under G alone: the class of each pair, and one pair of each class. */
  pairClasses(): { classes: Uint16Array; representatives: Uint32Array } {
    const classes = new Uint16Array(this.spins ** 2);
    const representatives: number[] = [];
    const images = this.#onPairs().map((image) => (pair: number) => image[pair]);
    walkOrbits(classes.length, images, (members, size) => {
      for (let i = 0; i < size; i++) classes[members[i]] = representatives.length;
      representatives.push(members[0]);
    });
    return { classes, representatives: Uint32Array.from(representatives) };
  }

  #onPairs(): Uint32Array[] {
    const { spins } = this;
    return this.#generators.map((image) =>
      Uint32Array.from(
        { length: spins ** 2 },
        (_, pair) => image[Math.floor(pair / spins)] * spins + image[pair % spins],
      ),
    );
  }

  #table(map: (digits: number[]) => number[]): Uint32Array {
    return Uint32Array.from({ length: this.spins }, (_, spin) =>
      map(this.digits(spin)).reduce((number, digit) => number * this.values + digit, 0),
    );
  }
}

/** C4 on the components of one spin. */
function turned(x: number[], { minusOne }: ValueSet, { rotation }: SpinRepresentation): number[] {
  return x.map((_, a) => {
    const value = x[rotation.image[a]];
    // Where there is no −1 among the values, all irreps are A1 and no sign is negative.
    return rotation.sign[a] < 0 ? minusOne![value] : value;
  });
}
