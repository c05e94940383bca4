import type { FieldPreview, ShapedArray } from './arrays.ts';

/** What a dropped file turned out to be, before anything is done with it. */
export interface FileInspection {
  name: string;
  bytes: number;
  /** Container found by magic bytes. */
  format: 'npy' | 'npz' | 'hdf5' | 'png' | 'csv' | 'json';
  /** One sentence: "8-bit grey picture, 300 × 300". */
  description: string;
  /** What Macroscope takes it for; the user may choose another of `readings`. */
  guess: FileReading;
  readings: FileReading[];
  arrays: {
    name: string;
    shape: number[];
    type: string;
    min: number;
    max: number;
    mean: number;
    finite: boolean;
  }[];
  /** First fields as pictures, at most 128². */
  previews: FieldPreview[];
  warnings: string[];
}

/** Ways to use a file in the labs. */
export type FileReading =
  'pattern-fields' | 'pattern-picture' | 'spins' | 'spacetime' | 'parameters' | 'experiment' | 'array';

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
