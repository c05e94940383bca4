import type { FieldPreview, ShapedArray } from './arrays.ts';

/** What a dropped file turned out to be, before anything is done with it. */
export interface FileInspection {
  name: string;
  bytes: number;
  /** Container found by magic bytes. */
  format: 'npy' | 'npz' | 'hdf5' | 'png' | 'csv' | 'json' | 'zip';
  /** One sentence: "8-bit grey picture, 300 × 300". */
  description: string;
  /** What Macroscope takes it for; the user may choose another of `readings`. */
  guess: FileReading;
  readings: FileReading[];
  arrays: ArraySummary[];
  /** Groups and data sets of an HDF5 file or the entries of an archive, in order; absent for files of one array. */
  tree?: FileNode[];
  /** First fields as pictures, at most 128². */
  previews: FieldPreview[];
  warnings: string[];
}

/** One array of a file, before it is used. */
export interface ArraySummary {
  /** Path in an HDF5 file, name in an .npz; 'array', 'picture' or 'table' otherwise. */
  name: string;
  shape: number[];
  /** Type of the stored values: 'float32', 'uint16'. */
  type: string;
  /** Of the finite values; NaN when there is none. */
  min: number;
  max: number;
  mean: number;
  finite: boolean;
  /** Number of values that are NaN or infinite. */
  notFinite: number;
  /** Counts of the finite values in equal bins from min to max. */
  histogram?: Uint32Array;
}

/** A group or data set of a file, as a tree to choose from. */
export interface FileNode {
  /** Whole path: "/run1/fields". */
  path: string;
  /** Index into `arrays`; absent for groups and for what is not read. */
  array?: number;
  /** Why it is not read: "text", "compressed by a filter other than gzip". */
  passedOver?: string;
  /** Its attributes, in words: { dt: "0.05" }. */
  attributes?: Record<string, string>;
  children?: FileNode[];
}

/** Ways to use a file in the labs. */
export type FileReading =
  | 'pattern-fields'
  | 'pattern-picture'
  | 'spins'
  | 'spacetime'
  /** Positions of particles in time: [times, particles, 2 to 4]. */
  | 'particles'
  | 'parameters'
  | 'experiment'
  /** A run of another workspace, packed. */
  | 'run'
  | 'array';

/** A pattern as the model is given it. */
export interface PatternInput {
  observation: 'fields' | 'picture';
  /** fields: [2, n, n] = (a, b) in concentration units. picture: [n, n], the picture before normalisation. */
  array: ShapedArray<Float32Array>;
  /** "300×300 → 64×64, one channel". */
  description: string;
}

/** Ising configurations as an analysis is given them. */
export interface SpinsInput {
  /** [M, L, L], 0 and 1. */
  spins: ShapedArray<Uint8Array>;
  /** "50 configurations of 32×32, stored as ±1". */
  description: string;
  /** What was done to the file to get them: cropped, read as ±1, taken from the array ‘…’. */
  notes: string[];
}
