import { z } from 'zod';
import { choice, seed } from '../parameters.ts';
import { batch, flow, gamma, macroDimension, observationTolerance, optimiser, steps } from './training.ts';

/** Linear dynamical system: u = M (2×2), v = its trajectory of 8 points (MacroNet, Sec. 3.1). */
export const linearSystemSpec = z.object({
  kind: z.literal('linear-system'),
  version: z.literal(1).default(1),
  seed,
  coordinates: choice(['polar', 'raw'], {
    title: 'Trajectory coordinates',
    description:
      'Polar: log radius and angle of the first point, then their increments (invertible). Raw positions are kept for comparison: an affine coupling cannot unwind an angle, and about a third of the rotations come out wrong.',
    default: 'polar',
  }),
  macroDimension: macroDimension(2, 3),
  gamma: gamma(0.1),
  observationTolerance: observationTolerance(0.2),
  flowU: flow({ layers: 6, width: 64 }).prefault({}),
  flowV: flow({ layers: 6, width: 64 }).prefault({}),
  optimiser: optimiser({ learningRate: 0.002, schedule: 'warmup-cosine' }).prefault({}),
  batch: batch(256),
  steps: steps(3000),
});
