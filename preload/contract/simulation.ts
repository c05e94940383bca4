import { z } from 'zod';
import { grayScottParameters, stencil } from './experiments/gray-scott.ts';
import { seed, whole } from './parameters.ts';

/** The live Gray–Scott simulator of the page. */
export const simulationSettings = z.object({
  parameters: grayScottParameters.prefault({}),
  stencil,
  size: whole({
    title: 'Lattice',
    unit: 'cells',
    description: 'Side of the periodic square lattice; a multiple of 4.',
    min: 16,
    max: 1024,
    default: 256,
    step: 4,
  }),
  seed,
  stepsPerFrame: whole({
    title: 'Steps per picture',
    description: 'Time steps between two pictures.',
    min: 1,
    max: 200,
    default: 16,
    step: 1,
  }),
  field: z.enum(['a', 'b']).default('b'),
});
export type SimulationSettings = z.infer<typeof simulationSettings>;

export interface SimulationFrame {
  id: string;
  /** Side of this picture. */
  size: number;
  /** Side of the lattice in cells, the unit of the brush: larger than `size` when the picture shows only every second cell. */
  lattice: number;
  step: number;
  field: 'a' | 'b';
  /** size² values, row by row. */
  data: Float32Array;
  min: number;
  max: number;
  running: boolean;
  /** Pictures and cell updates per second over the last second. */
  framesPerSecond: number;
  updatesPerSecond: number;
  /** What the user should know of this picture: thinned out, or the simulation stopped by itself. */
  note?: string;
}
