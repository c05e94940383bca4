import type { ArrayRecord } from '../../../../preload/contract/index.ts';
import type { ObservedPattern } from './observation.ts';

/** What φv makes of one pattern. */
export interface Reading {
  /** β, `macroDimension` numbers. */
  macrostate: Float64Array;
  /** What the posterior head is conditioned on; empty for models without one. */
  condition: Float32Array;
  /** A row of features for each gauge of the strangeness scale. */
  features: readonly ArrayLike<number>[];
}

/** The side of the pattern of a trained model. */
export interface PatternReader {
  readonly observation: 'fields' | 'picture';
  /** Side of the patterns it reads. */
  readonly size: number;
  /** Numbers in `Reading.condition`. */
  readonly conditionDimension: number;
  /** Names of the gauges that `Reading.features` belong to. */
  readonly gauges: readonly { name: string; to: 'neighbours' | 'centre'; whitened: boolean }[];
  read(patterns: readonly ObservedPattern[]): Reading[];
  save(): ArrayRecord;
}
