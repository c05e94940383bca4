import type { Estimate, EstimatedCurve } from './ensembles.ts';
import type { SymmetrySettings } from './experiments/mlrg.ts';
import { valuesOf, type InternalGroup, type Irrep, type Multiplicities } from './representations.ts';

/** Exact critical coupling of the bare Ising model on the Lieb lattice, Eq. 19: ½ arccosh(1 + √2). */
export const criticalLiebCoupling = Math.acosh(1 + Math.SQRT2) / 2;

/**
 * Exact critical coupling of the bare model (spin A1, kernel 0) on the Lieb lattice; null: it is not known. Z2: Eq. 19. A decorated
 * Potts bond is a Potts bond (u² + q − 1)/(2u + q − 2) with u = e^J, critical where that is 1 + √q. The kernel cos of three angles is
 * 3/2 of Potts', that of four angles two Ising models with half the coupling each.
 */
export function bareCriticalCoupling(group: InternalGroup): number | null {
  switch (group) {
    case 'Z2':
      return criticalLiebCoupling;
    case 'Z3':
      return criticalPottsCoupling(3) / 1.5;
    case 'Z4':
    case 'D4':
      return 2 * criticalLiebCoupling;
    case 'S3':
    case 'S4':
    case 'S5':
    case 'S6':
      return criticalPottsCoupling(valuesOf(group));
    default:
      return null;
  }
}

function criticalPottsCoupling(q: number): number {
  const t = 1 + Math.sqrt(q);
  return Math.log(t + Math.sqrt(t * t - (q - 1) + t * (q - 2)));
}

/** What a choice of symmetries means: the answer of `symmetryDescribe`. Matrices are rows of rows. */
export interface SymmetryDescription {
  settings: SymmetrySettings;
  internal: {
    group: InternalGroup;
    /** "Z2, Ising" and what it acts on, in a sentence. */
    title: string;
    explanation: string;
    order: number;
    /** Values q of one component. */
    values: number;
    /** Orbits of G on pairs of values; kernels are fewer by the constants that rows and columns sum to zero. */
    pairOrbits: number;
    kernels: InternalKernelDescription[];
    /** Whether −1 maps the values to themselves, which B1, B2 and E need. */
    minusOne: boolean;
  };
  spin: {
    multiplicities: Multiplicities;
    dimension: number;
    components: {
      irrep: Irrep;
      /** Counted from 1 among equal irreps. */ copy: number;
      /** 0, or 1 for the second of E. */ index: number;
    }[];
  };
  /** Character table of C4v, and the characters of the spin. */
  characters: {
    classes: { name: string; tex: string; size: number }[];
    rows: { irrep: Irrep; values: number[]; multiplicity: number; transformsAs: string }[];
    spin: number[];
  };
  /** Transformation matrices of the generators C4 and σ, for spins on vertices and on edges (they differ in the geometric frame). */
  matrices: { element: 'C4' | 'sigma'; tex: string; vertex: number[][]; edge: number[][] }[];
  couplings: CouplingDescription[];
  /** Zero pattern of J on the representative bond, for each kernel: "J0", "−J4", "J1 + J2" or "0". */
  pattern: string[][][];
  cost: {
    /** Visible configurations q^(4n) of one plaquette. */
    states: number;
    /** Of them, those that C4 × G does not map to each other. */
    orbits: number;
    /** Estimated time of one exact RG step on this machine, in seconds. */
    stepSeconds: number;
    /** Largest memory of it, in bytes. */
    bytes: number;
    /** Whether an exact step can be done here at all. */
    possible: boolean;
  };
  /** Why this choice is not allowed; its couplings are then empty. */
  problem: { message: string; remedy: string } | null;
}

/** A G-invariant matrix K on values × values, rows and columns summing to zero: a bond has the energy −J K(s, s′). */
export interface InternalKernelDescription {
  name: string;
  tex: string;
  /** Whether it changes its sign when one of the two values is replaced by −1 times it; null where −1 is no element of G. */
  parity: 'odd' | 'even' | null;
  matrix: number[][];
}

export interface CouplingDescription {
  /** "J0", "J1", …: "J0" is the bare coupling between the first A1 components. */
  name: string;
  tex: string;
  /** Index of its kernel. */
  kernel: number;
  /** Irreps it couples: of the edge site and of the vertex. */
  between: [Irrep, Irrep];
  /** The matrix that it multiplies on a bond in each direction d = 0 … 3, C^d M C^−d: rows edge components, columns vertex components. */
  directions: number[][][];
}

/** A path of the RG flow; entry 0 is the start. */
export interface RgPath {
  /** [steps + 1][couplings]. */
  couplings: number[][];
  /** D_KL of each step in bits, null for learned maps of spins with so many configurations that it would take long. */
  bits: (number | null)[];
  /** C(J) of learned maps. */
  monotone: (number | null)[];
  /** Z of the teacher's tensor (Eq. 23). */
  degeneracy: number[];
  /** Read off the last point. */
  phase: Phase;
}

/** `undecided`: the flow has not come near a stable fixed point. */
export type Phase = 'disordered' | 'ordered' | 'undecided';

/** A plane of couplings with the flow on a grid, row by row from the lowest y. */
export interface RgPlane {
  origin: number[];
  /** Unit vectors of the plane in the space of couplings. */
  axes: [number[], number[]];
  /** Their names: "J0" and "J1", or "J0" and "towards J*". */
  names: [string, string];
  x: number[];
  y: number[];
  /** J′ − J of one RG step along the axes, [y][x]. */
  flow: { x: number[][]; y: number[][] };
  /** Length of what one step does out of the plane. */
  outOfPlane: number[][];
  /** C(J), null for the exact map. */
  monotone: number[][] | null;
  /** D_KL of the step in bits, null for a learned map. */
  bits: number[][] | null;
}

/** mlrg-kl: kl.json. */
export interface KlResult {
  internal: InternalGroup;
  frame: SymmetrySettings['frame'];
  visible: string;
  curves: KlCurve[];
  notes: string[];
  seconds: number;
}

export interface KlCurve {
  hidden: string;
  couplings: string[];
  /** J_tch. */
  x: number[];
  /** Minimal D_KL(p_tch ‖ p_std) in bits; exact up to the gradient that is left. */
  bits: number[];
  /** The student of each point. */
  students: number[][];
  /** Largest component of the gradient left at each, in nats: what the minimum is certain to. */
  residual: number[];
}

export type CriticalMethod = 'bisection' | 'monotone' | 'degeneracy' | 'fixed-point';

/** An estimate of the critical bare coupling J0*. */
export interface CriticalEstimate {
  method: CriticalMethod;
  /** "maximum of C after 8 steps". */
  title: string;
  /** The error is the spread over independent trainings; null for the exact map. */
  value: Estimate;
  /** Largest D_KL of a step on the way, in bits; null where it is not known. */
  bits: number | null;
}

export type FixedPointCharacter = 'stable' | 'saddle' | 'unstable';

export interface FixedPoint {
  name: string;
  couplings: number[];
  /** Spread over independent trainings; null for the exact map. */
  errors: number[] | null;
  character: FixedPointCharacter;
  phase: Phase;
  /** |J′ − J|, what is left. */
  residual: number;
  /** Of dJ′/dJ, largest modulus first. */
  eigenvalues: { re: number; im: number }[];
  /** y = ln λ / ln √2 of the leading one, where it is relevant. */
  relevant: Estimate | null;
  degeneracy: Estimate;
  bits: number | null;
  /** ‖antisymmetric part of dJ′/dJ‖ / ‖dJ′/dJ‖: 0 where the flow can be a gradient. */
  curl: number;
  /** Rows of L teacher tensors. */
  rows: RowSpectrum[];
}

/** Transfer matrix of a row of L tensors. */
export interface RowSpectrum {
  length: number;
  /** Δ_k = −(L/2π) ln(|λ_k|/λ_0), smallest first, without Δ_0 = 0. */
  dimensions: Estimate[];
  centralCharge: Estimate | null;
  degeneracy: number;
}

/** mlrg-analysis: analysis.json. */
export interface RgAnalysis {
  map: { type: 'exact' | 'learned'; title: string; /** Independent trainings. */ members: number };
  symmetry: SymmetrySettings;
  couplings: string[];
  /** Exact J0c of the bare lattice model, where it is known. */
  exactCritical: number | null;
  /** J0′ − J0 on the bare axis. */
  beta: EstimatedCurve;
  /** Length of what one step does off the bare axis, at the same points. */
  offAxis: EstimatedCurve;
  /** The exact map's beta beside that of a learned map, where a step is cheap; null otherwise. */
  exactBeta: EstimatedCurve | null;
  /** Along the flow from every bare coupling, one entry for each RG step: Figs. 7 and 10. */
  scan: {
    step: number;
    monotone: EstimatedCurve | null;
    degeneracy: EstimatedCurve;
    /** D_KL of the step that led here, in bits. */
    bits: EstimatedCurve | null;
  }[];
  critical: CriticalEstimate[];
  fixedPoints: FixedPoint[];
  plane: RgPlane | null;
  /** Newton's flow −(∇²C)⁻¹∇C in the same plane (Fig. 11), of the map's own fixed-point equation where there is no C. */
  newton: { x: number[][]; y: number[][] } | null;
  notes: string[];
  seconds: number;
}

/** mlrg-training: training.json. */
export interface MlrgTrainingResult {
  symmetry: SymmetrySettings;
  couplings: string[];
  members: {
    seed: number;
    /** J0* of it, null when C has no maximum. */ critical: number | null;
    /** Mean D_KL of the last tenth of the steps, in bits. */ bits: number;
  }[];
  /** Mean and standard deviation over the members. */
  critical: Estimate | null;
  /** Over the bare axis: mean, and two standard deviations over the members (Fig. 5). */
  monotone: EstimatedCurve;
  beta: EstimatedCurve;
  /** Beside it: the exact map's J0* where it can be found, and the exact critical coupling. */
  exactMapCritical: number | null;
  exactCritical: number | null;
  notes: string[];
  seconds: number;
}

/** mlrg-reference: reference.json. */
export interface ReferenceResult {
  internal: InternalGroup;
  exact: {
    critical: number | null;
    yt: number | null;
    centralCharge: number | null;
    dimensions: { name: string; value: number }[];
  };
  /** At the exact critical coupling, or where it is not known at the best crossing. */
  coupling: number;
  tori: (RowSpectrum & { states: number })[];
  /** Where Z of two sizes agrees. */
  crossings: { small: number; large: number; critical: number; yt: number }[];
  trg: {
    bondDimension: number;
    critical: number;
    /** Largest weight that a truncation left out. */
    truncation: number;
    iterations: number;
    dimensions: number[];
    centralCharge: number;
  }[];
  notes: string[];
  seconds: number;
}
