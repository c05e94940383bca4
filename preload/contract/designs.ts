import type { FieldPreview } from './arrays.ts';
import type { GrayScottParameters, ParameterName } from './experiments/gray-scott.ts';
import type { Measured } from './models.ts';

/** Distance to the example in the descriptor's space, whole and by group; see docs, "How close is close". */
export interface PatternDistance {
  total: number;
  spectrum: number;
  intensity: number;
  moments: number;
}

export interface DesignCandidate {
  parameters: GrayScottParameters;
  /** Seed of the initial state of the judging simulation. */
  simulationSeed: number;
  distance: PatternDistance;
  /** (d_random − d) / (d_random − d_floor): 1 is as close as the same parameters from a new seed, 0 is a random pattern. */
  score: number;
  /** The simulation died out or became uniform. */
  trivial: boolean;
  /** Parameters that had to be clipped to the trained box. */
  clipped: ParameterName[];
  /** Index of its pattern in patterns.npz (arrays a, b: [count, n, n]). */
  pattern: number;
}

/** design.json: everything the page shows of one design but the pictures, which are in patterns.npz. */
export interface DesignResult {
  model: string;
  observation: 'fields' | 'picture';
  sampler: 'posterior' | 'equivalence-class';
  macrostate: number[];
  /** Ranked, best first; judged on fresh seeds. */
  designs: DesignCandidate[];
  /** Honest baseline: the nearest training patterns by descriptor, simulated again from a new seed. */
  nearest: DesignCandidate[];
  /** The reference distances behind the score. Floor has none for an example of unknown parameters: the typical floor is used and named. */
  floor: Measured;
  random: Measured;
  outOfDistribution: {
    /** Larger is stranger, in units of the training data's own spread. */
    value: number;
    /** Above it fewer than 1% of training patterns lie. */
    threshold: number;
    verdict: 'inside' | 'edge' | 'outside';
    explanation: string;
  };
  /** Width in cells at which a picture would look most like the training patterns, when it does not at the width given. */
  suggestedPictureWidth: number | null;
  /** Cloud of sampled parameters, columns Da, Db, F, k. */
  cloud: Float32Array;
  /** Equivalence curve through the macrostate, columns Da, Db, F, k; empty for models without one. */
  curve: Float32Array;
  /** Macrostates of training patterns, rows of `macrostate.length`. */
  trainingMacrostates: Float32Array;
  /** Share of each parameter's variance fixed by the macrostate (η²). */
  importance: Record<ParameterName, Measured>;
  /** 80% interval of the posterior at T = 1. */
  intervals: Record<ParameterName, { low: number; median: number; high: number }> | null;
  notes: string[];
  seconds: number;
  command: string;
}

export interface DesignPictures {
  example: FieldPreview[];
  designs: FieldPreview[];
  nearest: FieldPreview[];
}
