/** Roles of the dimensions of an array that holds space-time data. */
export const axisRoles = ['run', 'time', 'field', 'y', 'x'] as const;
export type AxisRole = (typeof axisRoles)[number];

export const normalisations = ['none', 'standard', 'range', 'binary'] as const;
export type Normalisation = (typeof normalisations)[number];

/** How a file is read as a series: what the guided import chooses. */
export interface SpacetimeLayout {
  /** Which array of the file; "u + v": arrays of one shape as the fields of one system, [field, …]. */
  array: string;
  /** Role of each of its dimensions; `time` and `x` exactly once, the others at most once. */
  axes: AxisRole[];
  /** standard: mean 0, variance 1 per field; range: 0 to 1; binary: the larger of two values is 1. */
  normalisation: Normalisation;
  /** Every how many recorded steps one is taken, and how many are left out at the start. */
  stride: number;
  skip: number;
}

/** Space-time data as an analysis is given them. */
export interface SpacetimeInput {
  /** [runs, times, fields, height, width]; height 1: one dimension in space. */
  spacetime: { shape: number[]; data: Float32Array };
  layout: SpacetimeLayout;
  /** Names of the fields. */
  fields: string[];
  /** All values are 0 or 1. */
  binary: boolean;
  /** "64 steps of 128 cells, binary". */
  description: string;
  /** What was done, and what the user should check. */
  notes: string[];
  /** Every array of the file that could be read so, with the layouts that fit its shape. */
  choices: { array: string; shape: number[]; type: string; axes: AxisRole[] }[];
}
