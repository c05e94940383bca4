/** Roles of the dimensions of an array that holds space-time data: fields of a lattice, or particles and their coordinates. */
export const axisRoles = ['run', 'time', 'field', 'y', 'x', 'particle', 'component'] as const;
export type AxisRole = (typeof axisRoles)[number];
/** How arrays of particles are usually stored. */
export const particleAxes: readonly AxisRole[] = ['time', 'particle', 'component'];

/** What is known of a system whose series was made of particles: its last two fields are a velocity, and its square is periodic. */
export const systemOfParticles = { vectors: true, boundary: 'periodic' } as const;

export const normalisations = ['none', 'standard', 'range', 'binary'] as const;
export type Normalisation = (typeof normalisations)[number];

/** How a file is read as a series: what the guided import chooses. */
export interface SpacetimeLayout {
  /** Which array of the file; "u + v": arrays of one shape as the fields of one system, [field, …]. */
  array: string;
  /**
   * Role of each of its dimensions. Fields: `time` and `x` exactly once, the others at most once. Particles: `time`, `particle` and
   * `component` (x, y; and a heading, or vx, vy), which become density, Σv_x and Σv_y of the cells of a lattice.
   */
  axes: AxisRole[];
  /** standard: mean 0, variance 1 per field; range: 0 to 1; binary: the larger of two values is 1. */
  normalisation: Normalisation;
  /** Every how many recorded steps one is taken, and how many are left out at the start. */
  stride: number;
  skip: number;
  /** Particles only: side of the periodic square they are in, in the units of their positions; guessed where it is left out. */
  box?: number;
  /** Particles only: cells along a side of the lattice; unit cells, or cells of two particles, where it is left out. */
  cells?: number;
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
