import type { ExperimentKindName, ExperimentSpec } from './experiments/index.ts';

/** A number with what is known of its error. Absent bounds mean: it has none, and the page says so. */
export interface Measured {
  value: number;
  /** 95% interval. */
  low?: number;
  high?: number;
  /** How the interval was made: "bootstrap over 200 patterns". */
  method?: string;
}

export interface ModelSummary {
  /** 'pretrained/turing-hybrid' or 'run/<run id>'. */
  id: string;
  title: string;
  kind: ExperimentKindName;
  /** What it reads: `spins` are the upscalers' block spins, `couplings` those of a renormalization map. */
  observation: 'fields' | 'picture' | 'vectors' | 'spins' | 'couplings';
  createdAt: string;
  /** What it can sample from. */
  samplers: ('posterior' | 'equivalence-class')[];
  macroDimension: number;
  observationTolerance?: number;
  trainingPatterns?: number;
  /** The specification it was trained with, for the model editor. */
  spec?: ExperimentSpec;
  scores: Record<string, Measured>;
}

/** One row of the model editor. */
export interface ChainLink {
  side: 'u' | 'v' | 'posterior';
  name: string;
  /** Dimensions as written in the field: "4", "64²×2". */
  input: string;
  output: string;
  parameters: number;
}
