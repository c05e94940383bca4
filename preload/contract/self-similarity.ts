import type { Estimate, EstimatedCurve } from './ensembles.ts';

/** A map P of elementary automata from N cells of a row (or an N × N patch) to one; entry i is P of the cells whose binary number, first cell the most significant, is i. */
export interface Projection {
  size: number;
  mask: 'row' | 'patch';
  /** 0 and 1, as a string: "0101". 2^N or 2^(N²) entries. */
  table: string;
  /** In words where there are some: "keeps the 1st cell", "parity", "all are 1 (AND)". */
  name: string | null;
}

/** Why a macro state says nothing. */
export type Triviality =
  | 'constant-map'
  /** P is not constant, yet its image is, after one step (rules 0 and 255). */
  | 'constant-after-one-step'
  /** The macro state hardly varies. */
  | 'no-variance';

/** What is exactly known of a rule at a group size. */
export interface ExactSelfSimilarity {
  size: number;
  mask: 'row' | 'patch';
  /** Non-constant P with P(f^N(x)) = f(P(x)) for all x. */
  maps: number;
  /** Constant ones that would pass. */
  constantMaps: number;
  /** At most 64 of them. */
  examples: Projection[];
  selfSimilar: boolean;
  /** The macro state of every map is constant after one step. */
  trivial: boolean;
  /** Lowest MSE of Eq. 6 over non-constant P, over all contexts equally: 0 where self-similar. */
  bestConsistency: number | null;
  /** Maps P that are P₂∘P₂ of maps of N = 2 (N = 4 only). */
  composed: number | null;
}

/** EI in bits of the local mechanism, inputs set to every value equally (Hoel, Albantakis and Tononi 2013). */
export interface EffectiveInformation {
  micro: number;
  /** Of the macro rule that P induces, micro states equally likely within a macro state. */
  macro: { size: number; projection: Projection; value: number; determinism: number; degeneracy: number }[];
}

/** All about one elementary rule: the answer of `automatonDescribe`. */
export interface AutomatonDescription {
  rule: number;
  /** Next value for 111, 110, … 000. */
  table: number[];
  /** Its mirror image, complement and both. */
  equivalent: { mirrored: number; complemented: number; both: number };
  /** Smallest number of its class. */
  representative: number;
  /** "additive", "AND of left and centre", "shift to the right"… or null. */
  name: string | null;
  linear: boolean;
  exact: ExactSelfSimilarity[];
  effectiveInformation: EffectiveInformation;
  /** Other rules it turns into. */
  coarseGrainsTo: RuleEdge[];
}

/** f_from, coarse-grained by a non-constant P of size N, obeys f_to. */
export interface RuleEdge {
  from: number;
  to: number;
  size: number;
  maps: number;
  example: Projection;
  /** The macro state of every such map is constant after one step. */
  trivial: boolean;
}

/** The answer of `ruleGraph`. */
export interface RuleGraph {
  size: number;
  edges: RuleEdge[];
  seconds: number;
}

export type Verdict =
  /** Consistency exactly 0 (binary), or below what the learnt rule itself cannot predict. */
  | 'self-similar'
  | 'not-self-similar'
  /** Only trivial macro states were consistent. */
  | 'trivial'
  /** A noisy system: no yes or no, only a comparison of figures. */
  | 'comparison';

/** f as it was learnt. */
export interface LearntRule {
  learner: 'binary' | 'linear' | 'network';
  kernel: number;
  parameters: number;
  /** MSE of Eq. 7 on held-out data, of the variance of the next state, and of "nothing changes". */
  error: Estimate;
  variance: number;
  persistence: number;
  /** Binary rules: the table it computes. Entry i is the context 4l + 2c + r = i. */
  table: {
    /** null: noisy, a context never occurred, or the network says otherwise than the data. */
    rule: number | null;
    /** 0 and 1, or where the data are noisy the network's probability of 1. */
    outputs: number[];
    /** How often each context occurred, and the share of ones that followed; null where it never did. */
    seen: number[];
    observed: (number | null)[];
    /** The same context was always followed by the same value. */
    deterministic: boolean;
  } | null;
  /** Linear rules: kernel weights of each output and input field, [output][input][k or k²]. */
  weights: number[][][] | null;
  /** Second central moment of a linear scalar kernel halved: D in cells²/step. */
  diffusion: number | null;
  /** Share of the restarts that ended with the same rule (binary). */
  agreement: number | null;
}

/** P, its evidence and its verdict at one scale. */
export interface ScaleResult {
  space: number;
  time: number;
  verdict: Verdict;
  /** The evidence in sentences. */
  evidence: string[];
  trivial: Triviality | null;
  /** MSE of Eq. 6 and what it is measured against, on held-out data. */
  consistency: Estimate;
  variance: Estimate;
  /** consistency / variance. */
  ratio: Estimate;
  /** Of the decoder: MSE of Eq. 8, and the share of the variance of the patches that it leaves. */
  reconstruction: { error: Estimate; unexplained: Estimate };
  map: {
    /** P of binary automata. */
    projection: Projection | null;
    /** Linear P: weights [output][input][time][y][x], flattened, with its shape. */
    weights: { shape: number[]; values: number[] } | null;
    parameters: number;
  };
  restarts: {
    consistency: number;
    variance: number;
    reconstruction: number;
    trivial: Triviality | null;
    /** The scale at which it was found when it is a composition: "2x2 twice". */
    origin: 'trained' | 'composed';
    projection: string | null;
  }[];
  /** Known exactly for deterministic elementary automata. */
  exact: ExactSelfSimilarity | null;
  /** Whether network and exact answer agree. */
  agrees: boolean | null;
  /** The same P trained with a macro rule of its own. */
  free: {
    consistency: Estimate;
    variance: Estimate;
    ratio: Estimate;
    reconstruction: Estimate;
    trivial: number;
  } | null;
  /** Diffusion coefficients in units of the scale: those of micro and macro states, and their ratio S²-scaled: 1 where T = S². */
  diffusion: { micro: Estimate; macro: Estimate; ratio: Estimate } | null;
  effectiveInformation: { micro: number; macro: number } | null;
  /** Names of its arrays in pictures.npz. */
  pictures: { macro: string; predicted: string };
}

/** T ~ S^z from the best T of every S. */
export interface TimeExponent {
  z: Estimate;
  method: string;
  points: { space: number; time: number; error: number | null }[];
}

/** self-similarity: result.json. pictures.npz holds `micro` [times, fields, height, width] and, of every scale, macro and predicted states. */
export interface SelfSimilarityResult {
  title: string;
  dimension: 1 | 2;
  fields: string[];
  binary: boolean;
  shape: { runs: number; times: number; height: number; width: number };
  boundary: 'periodic' | 'open';
  /** One f for every repeat, the first being the one shown. */
  rules: LearntRule[];
  scales: ScaleResult[];
  exponent: TimeExponent | null;
  notes: string[];
  seconds: number;
}

/** One cell of Table I. */
export interface SurveyCell {
  rule: number;
  size: number;
  exact: Omit<ExactSelfSimilarity, 'examples'>;
  /** What networks found; null: not asked. */
  network: {
    selfSimilar: boolean;
    /** Lowest MSE of Eq. 6 of the maps, trained or composed, that are not constant, over all contexts; null: all are constant. */
    consistency: number | null;
    /** Restarts that were consistent and not constant, of how many. */
    consistent: number;
    constant: number;
    restarts: number;
    /** No restart was, but a map that was found for N = 2 and applied twice is. */
    composed: boolean;
  } | null;
  /** Paper's Table I, where it has the rule. */
  paper: number | null;
}

/** automaton-survey: survey.json, survey.csv. While it runs it shows a 16 × 16 picture for each N: consistency by rule, NaN where not done. */
export interface AutomatonSurveyResult {
  rules: number[];
  sizes: number[];
  cells: SurveyCell[];
  /** Learnt exactly, and the share of restarts that did; null: no networks. */
  learner: { rules: number; exact: number; restarts: Estimate } | null;
  falsePositives: number;
  falseNegatives: number;
  notes: string[];
  seconds: number;
}

/** diffusion-study: study.json, study.csv. */
export interface DiffusionStudyResult {
  /** Fig. 5a: test MSE against kernel for every Δt (0: analytic). */
  prediction: { timeStep: number; kernel: number; error: Estimate; weights: number[] }[];
  /** Fig. 5b, c. */
  consistency: {
    timeStep: number;
    space: number;
    time: number;
    /** Consistency over variance of the learnt P and of the best linear P that is not learnt (means over cells and steps). */
    learned: Estimate;
    ideal: Estimate;
    reconstruction: Estimate;
  }[];
  /** Fig. 4c, of the analytic data. */
  scaling: {
    space: number;
    time: number;
    /** Variance against time, in cells² (S² cells²) and steps (T steps). */
    micro: EstimatedCurve;
    macro: EstimatedCurve;
    diffusion: { micro: Estimate; macro: Estimate; ratio: Estimate };
    /** Exponent of variance ~ t^a, 1 for diffusion. */
    exponent: { micro: Estimate; macro: Estimate };
  }[];
  exponent: TimeExponent;
  notes: string[];
  seconds: number;
}

/** vicsek-order: order.json, order.csv. */
export interface VicsekOrderResult {
  sizes: {
    side: number;
    particles: number;
    noise: number[];
    /** φ = |Σv|/(N v₀), its mean with an error from bins, and its standard deviation over time. */
    order: Estimate[];
    deviation: Estimate[];
    /** Integrated autocorrelation time in steps. */
    autocorrelation: (Estimate | null)[];
    peak: { noise: number; low: number; high: number };
  }[];
  notes: string[];
  seconds: number;
}
