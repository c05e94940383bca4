import { HostError, type RowSpectrum } from '../../../../preload/contract/index.ts';
import type { Plaquette } from './boltzmann.ts';
import { modulus, type Eigenvalue } from './eigenpairs.ts';
import { leadingEigenvalues, traceOfPower, writtenOut } from './leading-eigenvalues.ts';
import { denseRow, plaquetteRow, tensorRow, type RowOperator } from './row-operator.ts';

/** Most states of a row. */
export const largestRow = 65_536;

/** Longest row of tensors with `dimension` states a leg that can be diagonalised. */
export function longestRow(dimension: number): number {
  return Math.floor(Math.log(largestRow) / Math.log(dimension) + 1e-9);
}

/** Below this share of the largest, an eigenvalue is rounding and stands for no operator. */
const noise = 1e-13;

/** What a free energy and a central charge are read off. */
export type RowEnergy = Pick<Row, 'length' | 'logLargest'>;

/** Eigenvalues of a row with what they add up to. */
export interface Row {
  length: number;
  /** Largest modulus first. */
  eigenvalues: Eigenvalue[];
  /** ln λ_0. */
  logLargest: number;
  /** Z of the L × L torus, (Σ λ^L)² / Σ λ^2L. */
  degeneracy: number;
}

/** Diagonalises a row; `count` dimensions beside Δ_0 will be accurate. */
export function diagonaliseRow(operator: RowOperator, count: number): Row {
  if (operator.states > largestRow) {
    throw new HostError('too-large', `A row of ${operator.states} states is too large to diagonalise.`, {
      remedy: `Take a shorter row: at most ${largestRow} states.`,
    });
  }
  const { length } = operator;
  const eigenvalues = leadingEigenvalues(operator, count + 1, length);
  return {
    length,
    eigenvalues,
    logLargest: Math.log(modulus(eigenvalues[0])),
    degeneracy: traceOfPower(eigenvalues, length) ** 2 / traceOfPower(eigenvalues, 2 * length),
  };
}

/** Δ_k = −(L/2π) ln(|λ_k|/λ_0), smallest first, without Δ_0 = 0: the first `count` of a row. */
export function scalingDimensions({ length, eigenvalues }: Row, count: number): number[] {
  const [largest, ...others] = eigenvalues.map(modulus);
  return others
    .filter((value) => value > noise * largest)
    .slice(0, count)
    .map((value) => -(length / (2 * Math.PI)) * Math.log(value / largest));
}

/** c of a row of length L, ln λ_0 = fL + πc/(6L), when the free energy f (nats per tensor, ln Z = fN) is known. */
export function centralCharge({ length, logLargest }: RowEnergy, freeEnergy: number): number {
  return ((6 * length) / Math.PI) * (logLargest - freeEnergy * length);
}

/** c of two rows of different lengths, which do away with the free energy. */
export function centralChargeOfPair(a: RowEnergy, b: RowEnergy): number {
  const difference = a.logLargest / a.length - b.logLargest / b.length;
  return ((6 / Math.PI) * difference) / (a.length ** -2 - b.length ** -2);
}

/**
 * Transfer matrix of a row of `length` tensors T[x0][x1][x2][x3], joined by x1 and x3: the first `count` scaling dimensions (fewer where
 * there are fewer), Z of the L × L torus and the central charge. `freeEnergy` is that of one of these tensors in nats (of a fixed point:
 * `fixedPointFreeEnergy`); without it c comes from this row and the next shorter one, and a single tensor has none.
 * Throws HostError 'too-large' for more than 65 536 states.
 */
export function rowSpectrum(
  tensor: Float64Array,
  dimension: number,
  length: number,
  count: number,
  freeEnergy?: number,
): RowSpectrum {
  const row = (n: number) => (dimension ** n <= writtenOut ? denseRow : tensorRow)(tensor, dimension, n);
  return spectrum(row, length, count, freeEnergy);
}

/** The same for tensors that are products of bonds, in less time; `freeEnergy` is then that of the product of the bonds. */
export function plaquetteSpectrum(
  plaquette: Plaquette,
  length: number,
  count: number,
  freeEnergy?: number,
): RowSpectrum {
  return spectrum((n) => plaquetteRow(plaquette, n), length, count, freeEnergy);
}

function spectrum(
  operator: (length: number) => RowOperator,
  length: number,
  count: number,
  freeEnergy?: number,
): RowSpectrum {
  const row = diagonaliseRow(operator(length), count);
  let charge: number | null = null;
  if (freeEnergy !== undefined) charge = centralCharge(row, freeEnergy);
  else if (length > 1) charge = centralChargeOfPair(row, diagonaliseRow(operator(length - 1), 0));
  return {
    length,
    dimensions: scalingDimensions(row, count).map((value) => ({ value, error: null })),
    centralCharge: charge === null ? null : { value: charge, error: null },
    degeneracy: row.degeneracy,
  };
}
