import type { InternalGroup } from '../../../../preload/contract/index.ts';
import { plaquetteRow } from '../tensor/row-operator.ts';
import { diagonaliseRow, scalingDimensions } from '../tensor/row.ts';
import { barePlaquette } from './bare-model.ts';

/** What is measured on a row of L bare tensors at a coupling; the first three say which row. */
export interface TorusRow {
  group: InternalGroup;
  coupling: number;
  length: number;
  /** Δ_k, smallest first. */
  dimensions: number[];
  /** ln λ_0 relative to tensors whose largest entry is 1. */
  logLargest: number;
  /** Z of the L × L torus. */
  degeneracy: number;
}

/** Diagonalises the row; `count` dimensions are accurate, none are needed for Z. */
export function measureRow(group: InternalGroup, coupling: number, length: number, count: number): TorusRow {
  const row = diagonaliseRow(plaquetteRow(barePlaquette(group, coupling), length), count);
  return {
    group,
    coupling,
    length,
    dimensions: scalingDimensions(row, count),
    logLargest: row.logLargest,
    degeneracy: row.degeneracy,
  };
}
