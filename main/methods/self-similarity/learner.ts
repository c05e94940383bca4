import type {
  CoarseGrainingSettings,
  DynamicsSettings,
  LearntRule,
  Projection,
  Scale,
  ScaleResult,
} from '../../../preload/contract/index.ts';
import type { RandomStream } from '../../compute/random.ts';
import type { Snapshot } from '../context.ts';
import type { LatticeState, SpaceBoundary, Spacetime } from './spacetime.ts';

/**
 * f: the next state of every cell from a k-wide neighbourhood (k × k in two dimensions), the same everywhere. Cell offsets run from
 * −⌊(k−1)/2⌋ to ⌊k/2⌋. It acts on micro and macro states alike.
 */
export interface LocalRule {
  readonly fields: number;
  /** k. */
  readonly kernel: number;
  readonly parameters: number;
  /** The next state. With an open boundary, cells whose neighbourhood is not whole are NaN. Binary rules answer 0 and 1 (or the probability of 1 where they are noisy). */
  step(state: LatticeState, boundary: SpaceBoundary): LatticeState;
  /** What is specific to its form; errors and variances are measured by the caller. */
  describe(): Pick<LearntRule, 'learner' | 'table' | 'weights' | 'diffusion'>;
}

/** P: from S cells per direction and T steps to one macro cell with as many fields. */
export interface CoarseMap {
  readonly scale: Scale;
  readonly parameters: number;
  /** Coarse-grains a whole series: ⌊times/T⌋ states of ⌊height/S⌋ (1 in one dimension) × ⌊width/S⌋ cells; what is left over is not used. */
  apply(series: Spacetime): Spacetime;
  describe(): ScaleResult['map'];
}

/** A training as steps, so that the caller can show progress, checkpoint and stop. Same seed: same bits, interrupted or not. */
export interface StepTrainer<Result> {
  readonly steps: number;
  readonly done: number;
  /** Takes at most `count` steps, at most those that are left. */
  advance(count: number): void;
  /** Present loss of every restart. */
  readonly losses: Float64Array;
  snapshot(): Snapshot;
  restore(saved: Snapshot): void;
  /** When all steps are done. */
  result(): Result;
}

export interface LearntDynamics {
  rule: LocalRule;
  /** Share of the restarts that ended with the same rule (binary); null otherwise. */
  agreement: number | null;
  /** What the user should know of it: that the data leave weights open. */
  notes?: string[];
}

/** One restart of stage two. */
export interface LearntMap {
  map: CoarseMap;
  /** The frozen f, or the macro rule of its own. */
  macroRule: LocalRule;
  /** MSE of Eq. 8 at the end of training, on data not trained on. */
  reconstruction: number;
  /** Variance of the patches that are reconstructed, for the share that is left unexplained. */
  patchVariance: number;
  /** P of binary automata. */
  projection: Projection | null;
  origin: 'trained' | 'composed';
}

export interface CoarseGrainingTask {
  /** Training data. */
  series: Spacetime;
  rule: LocalRule;
  scale: Scale;
  settings: CoarseGrainingSettings;
  /** Adds the rotations of planar lattices. */
  augment: boolean;
  /** A macro rule of its own, trained together with P and decoder, in place of the frozen f. */
  free: boolean;
}

/** Both stages of one family of models: binary (elementary automata), linear (least squares), network. */
export interface Learner {
  /** @throws HostError when the data are not for it (binary: one field of 0 and 1 in one dimension, k = 3). */
  dynamics(
    task: { series: Spacetime; settings: DynamicsSettings & { kernel: number }; augment: boolean },
    random: RandomStream,
  ): StepTrainer<LearntDynamics>;
  coarseGraining(task: CoarseGrainingTask, random: RandomStream): StepTrainer<LearntMap[]>;
}
