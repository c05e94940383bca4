import type { FieldPreview } from './arrays.ts';

/** Most files that are put beside each other at once. */
export const mostComparedFiles = 8;

/** The first rows of an array: of a table its rows, of anything else runs along the last axis. */
export interface FirstRows {
  /** Names of a table's columns; null: they have none. */
  columns: string[] | null;
  /** [rows][columns], the first of each. */
  values: number[][];
  /** How many there are in all. */
  rows: number;
  width: number;
}

/** How an array differs from the first one, value by value. Pairs with a value that is not finite are left out of the three figures. */
export interface ArrayDifference {
  /** max |Δ|, and the indices where it is; NaN and null without pairs. */
  largest: number;
  at: number[] | null;
  rms: number;
  /** Pearson's; NaN where one of the two is constant. */
  correlation: number;
  /** Values that are not the same; two NaN are. */
  unequal: number;
  /** Pairs of finite values. */
  pairs: number;
}

/** A column of a table, with a histogram of its own: columns with names are different quantities. Figures as for arrays. */
export interface ColumnFigures {
  name: string;
  min: number;
  max: number;
  mean: number;
  deviation: number;
  notFinite: number;
  edges: Float64Array;
  counts: Uint32Array;
}

/** One array of a file, in figures that can stand beside those of others. */
export interface ComparedArray {
  /** Name of the file. */
  file: string;
  /** Name of the array in it. */
  array: string;
  shape: number[];
  type: string;
  /** Of the finite values; NaN when there is none. `deviation` is the standard deviation, Σ(x − mean)²/n under the root. */
  min: number;
  max: number;
  mean: number;
  deviation: number;
  /** Number of values, and of those that are NaN or infinite. */
  values: number;
  notFinite: number;
  /** Finite values in each bin of the comparison. */
  counts: Uint32Array;
  /** First planes as pictures, at most 128²; none of tables with named columns and of arrays without two axes. */
  planes: FieldPreview[];
  /** How many planes there are. */
  planeCount: number;
  firstRows: FirstRows;
  /** Of a table whose columns have names, the first of them; empty for anything else. */
  columns: ColumnFigures[];
  /** Against the first array; a sentence says why there is none; null: this is the first. */
  difference: ArrayDifference | string | null;
}

/** Arrays of several files side by side. */
export interface FilesComparison {
  /** Edges of the bins that all histograms share, one more than bins; empty when there is no finite value. Of whole numbers they lie halfway between. */
  edges: Float64Array;
  arrays: ComparedArray[];
}
