import type { ChainLink, PatternGeneration } from '../../../../preload/contract/index.ts';
import type { TrainingKind, TrainingSpec } from './kinds.ts';

/** What a training is expected to take, in parts the user can change. */
export interface TrainingCost {
  /** Patterns to simulate first: kept ones, and all that have to be tried. */
  kept: number;
  simulations: number;
  generationSeconds: number;
  trainingSeconds: number;
}

/**
 * Seconds of one optimiser step of the documents as they are by default, on one core: `macroscope bench macronet` and runs of this
 * program, with a third added for machines that are not quiet.
 */
const secondsPerStep: Record<TrainingKind, number> = {
  'linear-system': 0.008,
  oscillator: 0.014,
  'turing-hybrid': 0.005,
  'turing-cnn': 0.06,
  'turing-convolutional': 0.3,
};

const defaultBatch: Record<TrainingKind, number> = {
  'linear-system': 256,
  oscillator: 512,
  'turing-hybrid': 256,
  'turing-cnn': 48,
  'turing-convolutional': 32,
};

/** Share of drawn parameter sets that grow a non-trivial pattern in the default ranges. */
const keptShare = 0.6;
/** Cell updates per second and thread of the simulator. */
const updatesPerSecond = 8e8;

export function parameterCount(chain: readonly ChainLink[]): number {
  return chain.reduce((sum, link) => sum + link.parameters, 0);
}

/** `sizeRatio`: parameters of this network over those of the default one; the cost of a step goes with it. */
export function trainingCost(spec: TrainingSpec, sizeRatio: number, threads: number): TrainingCost {
  const trainingSeconds =
    spec.steps * secondsPerStep[spec.kind] * (spec.batch / defaultBatch[spec.kind]) * sizeRatio;
  if (!('data' in spec) || spec.data.source === 'run') {
    return { kept: 0, simulations: 0, generationSeconds: 0, trainingSeconds };
  }
  return { ...generationCost(spec.data.count, spec.data.generation, threads), trainingSeconds };
}

/** What growing `kept` non-trivial patterns takes, shared over threads. */
export function generationCost(
  kept: number,
  { steps, size }: Pick<PatternGeneration, 'steps' | 'size'>,
  threads: number,
): Omit<TrainingCost, 'trainingSeconds'> {
  const simulations = Math.ceil(kept / keptShare);
  const updates = simulations * steps * size ** 2;
  return { kept, simulations, generationSeconds: updates / updatesPerSecond / Math.max(1, threads) };
}
