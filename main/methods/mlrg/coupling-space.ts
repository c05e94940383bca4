import type {
  InternalGroup,
  Irrep,
  Multiplicities,
  SymmetrySettings,
} from '../../../preload/contract/index.ts';

/** A matrix T with one ±1 in every row and column: (T s)_a = `sign[a]` · s_`image[a]`. */
export interface SignedPermutation {
  image: Uint8Array;
  sign: Int8Array;
}

/** A representation of C4v on the components of a spin: every irrep of Table I is a signed permutation. */
export interface SpinRepresentation {
  multiplicities: Multiplicities;
  /** n. */
  dimension: number;
  components: { irrep: Irrep; copy: number; index: number }[];
  /** Quarter turn C4. */
  rotation: SignedPermutation;
  /** Mirror σ that keeps the bond of direction 0. */
  mirror: SignedPermutation;
}

/** The values of one component with what acts on them. */
export interface ValueSet {
  group: InternalGroup;
  /** q. */
  size: number;
  /** Generators of G as permutations of the values. */
  generators: Uint8Array[];
  /** Number of elements of G. */
  order: number;
  /** −1 as a permutation of the values that commutes with G; null where there is none. */
  minusOne: Uint8Array | null;
}

export interface InternalKernel {
  name: string;
  tex: string;
  parity: 'odd' | 'even' | null;
  /** K(s, s′), q × q, rows and columns summing to zero. Z2: s s′. Potts: δ − 1/q. */
  matrix: Float64Array;
}

export interface Coupling {
  /** "J0", "J1", …; J0 couples the first component of both. */
  name: string;
  /** Index of the kernel. */
  kernel: number;
  between: [Irrep, Irrep];
  /** C^d M C^−d for d = 0 … 3, edge components × vertex components, entries 0 and ±1. */
  directions: [Float64Array, Float64Array, Float64Array, Float64Array];
}

/**
 * All bond energies that a choice of symmetries allows. A bond of direction d from an edge site s to a vertex s′ has the energy
 * ε_d(s, s′) = −Σ_m J_m Σ_ab M_m^(d)[a, b] K_m(s_a, s′_b), the tensor network of the paper's Eq. 4.
 */
export interface CouplingSpace {
  settings: SymmetrySettings;
  values: ValueSet;
  /** Of edge sites. Of the same multiplicities as `vertex` unless visible and hidden spins of one plaquette are chosen apart (Fig. 4). */
  edge: SpinRepresentation;
  vertex: SpinRepresentation;
  kernels: InternalKernel[];
  couplings: Coupling[];
}

/** The couplings of the bare model: J0 with all others zero (Eq. 20). */
export function bareCouplings({ couplings }: CouplingSpace, bare: number): Float64Array {
  const values = new Float64Array(couplings.length);
  values[0] = bare;
  return values;
}
