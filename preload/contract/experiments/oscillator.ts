import { z } from 'zod';
import { seed, whole } from '../parameters.ts';
import { batch, flow, gamma, macroDimension, optimiser, steps } from './training.ts';

/** Harmonic oscillator: one shared flow finds the invariant of (x0, p0) -> (xτ, pτ) (MacroNet, Sec. 3.2). */
export const oscillatorSpec = z.object({
  kind: z.literal('oscillator'),
  version: z.literal(1).default(1),
  seed,
  padding: whole({
    title: 'Padding',
    description:
      'Noise dimensions appended to (x, p), the paper’s noisy kernel: a bijection of the plane alone cannot be monotone in the energy.',
    min: 0,
    max: 6,
    default: 2,
    step: 1,
  }),
  readings: whole({
    title: 'Readings',
    description: 'Paddings averaged when the macrostate of one point is read.',
    min: 1,
    max: 256,
    default: 32,
    step: 1,
  }),
  macroDimension: macroDimension(1, 2),
  gamma: gamma(0.02),
  flow: flow({ layers: 6, width: 64, clamp: 3 }).prefault({}),
  optimiser: optimiser({ learningRate: 0.002, schedule: 'warmup-cosine' }).prefault({}),
  batch: batch(512),
  steps: steps(5000),
});
