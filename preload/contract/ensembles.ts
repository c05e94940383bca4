import type { KernelSize, PaperFigure } from './experiments/inverse-rg.ts';

/** A value with one standard error (jackknife over bins unless told otherwise); null: it has none, and the page says so. */
export interface Estimate {
  value: number;
  error: number | null;
}

/** Points of a measured curve, all of one length. */
export interface EstimatedCurve {
  x: number[];
  value: number[];
  error: number[] | null;
}

/**
 * Eq. 14 and the averages behind it. m and e are densities; e = L⁻² Σ σσ over the 2L² bonds, positive for ordered spins (the paper's
 * sign), so e → √2 at criticality.
 */
export const observableNames = ['chi', 'cme', 'c', 'u4', 'absM', 'm2', 'm4', 'e'] as const;
export type ObservableName = (typeof observableNames)[number];
export type Observables = Record<ObservableName, Estimate>;

/** Everything measured on the configurations of one lattice size. */
export interface LevelMeasurement {
  /** Side L. */
  size: number;
  configurations: number;
  observables: Observables;
  /** Integrated autocorrelation time in sweeps; null for independent configurations. */
  autocorrelation: { e: Estimate; absM: Estimate } | null;
  /** P(m), symmetrised under m → −m; `x` is m, `value` a density. */
  distribution: EstimatedCurve;
  /** G(r) = ⟨σ₀σ_r⟩ along the axes, r = 0 … L/2. */
  correlation: EstimatedCurve | null;
  /** S(k) = L⁻²⟨|σ_k|²⟩ along the axes, `x` = k in rad per lattice spacing, k = 0 … π. */
  structureFactor: EstimatedCurve | null;
  /** Exact values of this lattice (Kaufman; finite L, periodic), where the coupling is known. */
  exact: { e: number; c: number } | null;
  /** Importance-corrected averages; null where the weights do not exist or were not asked for. */
  corrected: {
    observables: Observables;
    /** (Σw)²/Σw², in configurations. */
    effectiveSize: number;
    /** Share of configurations with weight zero: their blocks contradict the majority rule. */
    zeroShare: number;
  } | null;
}

/** Finite-size exponents from the pair (L, L/4), Eq. 15. */
export interface ExponentPair {
  large: number;
  small: number;
  /** From χ. */
  gammaOverNu: Estimate;
  /** From c_me. */
  oneOverNu: Estimate;
  /** 2 − γ/ν. */
  eta: Estimate;
}

/** Sets of operators on a 3×3 plaquette: what they hold is told at `operatorsOf`. */
export type OperatorSet = 'paper' | 'full';

/** Spectrum of T = Cov(S′, S′)⁻¹ Cov(S′, S), one blocking step, Eqs. 17 to 22. */
export interface RsrgStep {
  /** Side of the finer lattice. */
  size: number;
  /** Blockings before this step: 0 for the configurations as they are. */
  blockings: number;
  set: OperatorSet;
  operators: { odd: number; even: number };
  /** ln e₁/ln 2, the odd eigenvalue; exact 15/8. */
  yh: Estimate;
  /** 4 − 2 y_h; exact 1/4. */
  eta: Estimate;
  /** 1/ν, the largest even eigenvalue; exact 1. */
  yTau: Estimate;
  /**
   * The third largest eigenvalue of all, y_r,1: redundant, not universal. Of the full set it is the second odd one. The paper's set, whose
   * operators lie in one orientation, sees anisotropy too, which is exactly marginal: the value the paper finds to vanish.
   */
  redundant: Estimate;
  /**
   * Second largest even eigenvalue of operators summed over orientations (also in the paper's set, where anisotropic ones would come
   * before it): the leading correction to scaling; exact −1.
   */
  omega: Estimate;
  /** ln|e|/ln 2 of the leading eigenvalues, largest first; complex pairs appear once, with their modulus. */
  spectrum: { odd: Estimate[]; even: Estimate[] };
}

export interface EnsembleMeasurement {
  /** What it is, in a few words: "k = 7, from one spin". */
  title: string;
  source: 'monte-carlo' | 'upscaled' | 'data';
  /** K, where it is known. */
  coupling: number | null;
  /** Smallest lattice first. */
  levels: LevelMeasurement[];
  exponents: ExponentPair[];
  rsrg: RsrgStep[];
  /** What the reader should know: warnings, approximations, how errors were made. */
  notes: string[];
  seconds: number;
}

/** One figure of the paper made again: figure.json of an inverse-rg-figure run. */
export interface FigureResult {
  figure: PaperFigure;
  title: string;
  panels: FigurePanel[];
  tables: FigureTable[];
  notes: string[];
  seconds: number;
}

export interface FigurePanel {
  title: string;
  x: FigureAxis;
  y: FigureAxis;
  series: {
    name: string;
    x: number[];
    y: number[];
    error: number[] | null;
    /** Points of the paper or exact lines are drawn apart from what was measured here. */
    role: 'measured' | 'monte-carlo' | 'paper' | 'exact';
  }[];
}

export interface FigureAxis {
  name: string;
  unit?: string;
  scale: 'linear' | 'logarithmic';
}

export interface FigureTable {
  title: string;
  columns: string[];
  rows: {
    name: string;
    cells: { measured: Estimate | null; paper: number | null; exact: number | null }[];
  }[];
}

/** training.json of an upscaler-training run. */
export interface UpscalerTrainingResult {
  /** Free weights with standard errors (inverse Fisher information); empty for tables and networks. */
  weights: { name: string; estimate: Estimate }[];
  /** k×k kernel row by row; null for tables and networks. */
  kernel: { size: number; values: number[] } | null;
  /** Nats per pixel. */
  loss: { training: Estimate; heldOut: Estimate };
  /** What no upscaler of independent pixels on the 4×4 block window can go below (nonparametric floor on the held-out data). */
  floor: Estimate | null;
  /** Loss of the optimum found by Newton on the same data, to set AdamW beside. */
  newtonLoss: number | null;
  /** Norm of the gradient at the end. */
  gradient: number | null;
  iterations: number;
  parameters: number;
  configurations: number;
  /** (Σw)²/Σw² of the weighted loss; the number of configurations with uniform weights. */
  effectiveSize: number;
  notes: string[];
  seconds: number;
}

/** One level of the configuration that a live preview has grown. */
export interface GrownLevel {
  size: number;
  /** size² spins, 8 per byte, first spin in the highest bit (numpy.packbits). */
  packed: Uint8Array;
}

/** A symmetric kernel as the editor holds it: h = Σ W σ̃, p(↑) = 1/(1 + e^(−2h)). */
export interface KernelWeights {
  size: KernelSize;
  /** Free weights in the order of kernelOrbits(size). */
  weights: number[];
  /** The k = 3 weights that grow the lattices on which this kernel would wrap around itself. */
  small: number[];
}
