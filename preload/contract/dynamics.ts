import { z } from 'zod';
import {
  automatonSystem,
  diffusionSystem,
  probabilisticAutomatonSystem,
  vicsekParameters,
} from './experiments/dynamics.ts';
import { seed, whole } from './parameters.ts';

/** A system that can be watched live. */
export const liveSystem = z.discriminatedUnion('type', [
  automatonSystem.omit({ steps: true }).meta({ title: 'Cellular automaton' }),
  probabilisticAutomatonSystem.omit({ steps: true }).meta({ title: 'Probabilistic automaton' }),
  diffusionSystem.omit({ steps: true }).meta({ title: 'Diffusion' }),
  vicsekParameters.extend({ type: z.literal('vicsek') }).meta({ title: 'Vicsek' }),
]);
export type LiveSystem = z.infer<typeof liveSystem>;

export const liveSettings = z.object({
  system: liveSystem.prefault({ type: 'automaton' }),
  seed,
  stepsPerFrame: whole({
    title: 'Steps per picture',
    description: 'Steps between two pictures.',
    min: 1,
    max: 200,
    default: 1,
    step: 1,
  }),
  /** Rows of a space-time picture. */
  history: whole({
    title: 'History',
    unit: 'steps',
    description: 'Steps that a space-time picture shows.',
    min: 16,
    max: 1024,
    default: 256,
    step: 16,
  }),
});
export type LiveSettings = z.infer<typeof liveSettings>;

/** A live picture, at most 1 MB. */
export interface DynamicsFrame {
  id: string;
  /** Steps since the start. */
  step: number;
  picture: SpacetimePicture | ParticlePicture;
  /** Numbers of this moment: density of ones, mass, variance, order parameter. */
  readings: DynamicsReading[];
  running: boolean;
  framesPerSecond: number;
  /** Cells or particles moved per second. */
  updatesPerSecond: number;
  /** What the user should know: thinned out, cut to the middle. */
  note?: string;
}

export interface DynamicsReading {
  name: string;
  /** KaTeX source. */
  symbol?: string;
  value: number;
  unit?: string;
}

/** Time downwards. */
export interface SpacetimePicture {
  type: 'spacetime';
  /** Columns of this picture, at most 1024. */
  width: number;
  /** The cell of the system that the first column shows: of a wide row the middle is shown. */
  firstCell: number;
  /** Rows, at most `history`. */
  height: number;
  /** The time of the first row, in steps. */
  firstStep: number;
  data: Uint8Array | Float32Array;
  min: number;
  max: number;
  label: string;
}

export interface ParticlePicture {
  type: 'particles';
  /** Side of the square. */
  side: number;
  /** x, y, angle of every shown particle in turn: 3 × shown. */
  particles: Float32Array;
  shown: number;
  total: number;
}
