import { z } from 'zod';
import { choice, real, seed, toggle, whole } from '../parameters.ts';
import { vicsekParameters } from './dynamics.ts';
import { coarseGrainingRestarts, scaleName } from './self-similarity.ts';

/** Table I over many rules: the exact answer, and what networks find. */
export const automatonSurveySpec = z.object({
  kind: z.literal('automaton-survey'),
  version: z.literal(1).default(1),
  seed,
  rules: choice(['self-similar', 'all', 'inequivalent'], {
    title: 'Rules',
    description:
      'The 21 of Table I, all 256, or one of each of the 88 classes under mirroring and exchange of 0 and 1.',
    default: 'self-similar',
  }),
  sizes: z
    .array(z.number().int().min(2).max(4))
    .min(1)
    .max(3)
    .meta({ title: 'Group sizes', symbol: 'N', description: 'S = T = N.' })
    .default([2, 3, 4]),
  networks: toggle({
    title: 'Networks',
    description: 'Trains both learners for every rule and size, and sets their verdict beside the exact one.',
    default: true,
  }),
  restarts: coarseGrainingRestarts,
  steps: whole({
    title: 'Steps',
    description: 'Training steps of every coarse-graining.',
    min: 1,
    max: 20_000,
    default: 500,
    step: 100,
    scale: 'logarithmic',
    advanced: true,
  }),
  batch: whole({
    title: 'Batch',
    description: 'Contexts of one step.',
    min: 8,
    max: 4096,
    default: 128,
    step: 32,
    advanced: true,
  }),
  compose: toggle({
    title: 'Compose maps',
    description: 'For N = 4 also tries the maps that networks found for N = 2, applied twice.',
    default: true,
    advanced: true,
  }),
});
export type AutomatonSurveySpec = z.infer<typeof automatonSurveySpec>;

/** Figs. 4c and 5: how well diffusion is learnt, and how self-similar it is, for several Δt and kernels. */
export const diffusionStudySpec = z.object({
  kind: z.literal('diffusion-study'),
  version: z.literal(1).default(1),
  seed,
  cells: whole({
    title: 'Cells',
    symbol: 'n',
    description: 'Cells of width dx = 1, periodic.',
    min: 32,
    max: 1024,
    default: 100,
    step: 10,
  }),
  coefficient: real({
    title: 'Diffusion coefficient',
    symbol: 'D',
    unit: 'cells²/time',
    description: 'D of Eq. 9.',
    min: 0.01,
    max: 5,
    default: 0.5,
    step: 0.05,
  }),
  duration: whole({
    title: 'Duration',
    description: 'Units of time.',
    min: 20,
    max: 10_000,
    default: 100,
    step: 10,
  }),
  stepsPerUnit: z
    .array(z.number().int().min(1).max(1000))
    .min(1)
    .max(12)
    .meta({
      title: 'Steps per unit of time',
      symbol: '1/\\Delta t',
      description: 'Each gives a data set of its own beside the analytic one (Δt → 0).',
    })
    .default([1, 3, 10, 25, 100]),
  kernels: z
    .array(z.number().int().min(1).max(15))
    .min(1)
    .max(8)
    .meta({ title: 'Kernels', symbol: 'k', description: 'Odd widths of the learnt kernel.' })
    .default([3, 5, 7]),
  scales: z
    .array(scaleName)
    .min(1)
    .max(32)
    .meta({ title: 'Scales', description: 'S x T. Right where T = S².' })
    .default(['2x4', '3x9', '2x2', '2x8']),
});
export type DiffusionStudySpec = z.infer<typeof diffusionStudySpec>;

/** Fig. 6a: order parameter and its fluctuation against noise, for several sizes. */
export const vicsekOrderSpec = z.object({
  kind: z.literal('vicsek-order'),
  version: z.literal(1).default(1),
  seed,
  particles: vicsekParameters.omit({ side: true, noise: true }).prefault({}).meta({ title: 'Particles' }),
  sides: z
    .array(z.number().int().min(4).max(512))
    .min(1)
    .max(6)
    .meta({ title: 'Sides', symbol: 'L', description: 'Sides of the periodic squares.' })
    .default([32, 64]),
  noises: z
    .array(z.number().min(0).max(7))
    .min(1)
    .max(40)
    .meta({ title: 'Noises', symbol: '\\eta', description: 'Each is a simulation of its own.' })
    .default([1, 1.25, 1.5, 1.75, 2, 2.25]),
  burnIn: whole({
    title: 'Burn-in',
    unit: 'steps',
    description: 'Steps before anything is measured.',
    min: 0,
    max: 1_000_000,
    default: 2000,
    step: 500,
  }),
  steps: whole({
    title: 'Steps',
    unit: 'steps',
    description: 'Measured steps of every simulation.',
    min: 100,
    max: 10_000_000,
    default: 10_000,
    step: 1000,
    scale: 'logarithmic',
  }),
  repeats: whole({
    title: 'Simulations',
    description: 'Independent simulations of every noise and size; errors come from their bins.',
    min: 1,
    max: 64,
    default: 4,
    step: 1,
  }),
});
export type VicsekOrderSpec = z.infer<typeof vicsekOrderSpec>;
