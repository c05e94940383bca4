import { z } from 'zod';
import { choice, real, seed, whole, type ParameterMeta } from '../parameters.ts';

const range = (meta: ParameterMeta, lowest: number, highest: number, low: number, high: number) =>
  z
    .object({
      low: z.number().min(lowest).max(highest).default(low),
      high: z.number().min(lowest).max(highest).default(high),
    })
    .refine((r) => r.low < r.high, { error: 'the lower end must be below the upper end' })
    .meta(meta)
    .prefault({});

export const stencils = ['five-point', 'nine-point'] as const;
export type StencilName = (typeof stencils)[number];

export const stencil = choice(stencils, {
  title: 'Laplacian stencil',
  description:
    'Five-point: (1, −4), stable for D·dt ≤ 0.25. Nine-point: isotropic (4, 1, −20)/6, stable for D·dt ≤ 0.375.',
  default: 'five-point',
});

/** The four constants of Eq. 9 in the units dx = 1, dt = 1. */
export const grayScottParameters = z.object({
  Da: real({
    title: 'Diffusion of a',
    symbol: 'D_a',
    unit: 'cells²/time',
    description: 'Diffusion constant of the substrate a.',
    min: 0,
    max: 0.25,
    default: 0.16,
    step: 0.001,
  }),
  Db: real({
    title: 'Diffusion of b',
    symbol: 'D_b',
    unit: 'cells²/time',
    description: 'Diffusion constant of the catalyst b.',
    min: 0,
    max: 0.25,
    default: 0.08,
    step: 0.001,
  }),
  F: real({
    title: 'Feed rate',
    symbol: 'F',
    unit: '1/time',
    description: 'Rate at which a is fed and everything is washed out.',
    min: 0,
    max: 0.12,
    default: 0.035,
    step: 0.0005,
  }),
  k: real({
    title: 'Kill rate',
    symbol: 'k',
    unit: '1/time',
    description: 'Rate at which b is removed beyond the wash-out.',
    min: 0,
    max: 0.08,
    default: 0.06,
    step: 0.0005,
  }),
});

export type GrayScottParameters = z.infer<typeof grayScottParameters>;
export const parameterNames = ['Da', 'Db', 'F', 'k'] as const;
export type ParameterName = (typeof parameterNames)[number];

/** How patterns for training are made. κ = k − (√F/2 − F) is the distance from the saddle-node line. */
export const patternGeneration = z.object({
  size: whole({
    title: 'Lattice',
    unit: 'cells',
    description: 'Side of the periodic square lattice; a multiple of 4.',
    min: 16,
    max: 512,
    default: 64,
    step: 4,
  }),
  stencil,
  steps: whole({
    title: 'Time steps',
    description: 'Steps of dt = 1 from the initial state to the pattern.',
    min: 1,
    max: 200_000,
    default: 4000,
    step: 500,
  }),
  Da: range(
    { title: 'Range of', symbol: 'D_a', unit: 'cells²/time', description: 'Drawn uniformly.' },
    0.01,
    0.25,
    0.12,
    0.21,
  ),
  Db: range(
    { title: 'Range of', symbol: 'D_b', unit: 'cells²/time', description: 'Drawn uniformly.' },
    0.01,
    0.25,
    0.05,
    0.1,
  ),
  F: range(
    { title: 'Range of', symbol: 'F', unit: '1/time', description: 'Drawn uniformly.' },
    0.001,
    0.12,
    0.014,
    0.07,
  ),
  kappa: range(
    {
      title: 'Range of',
      symbol: '\\kappa',
      unit: '1/time',
      description: 'k = √F/2 − F + κ, κ drawn uniformly.',
    },
    -0.03,
    0.03,
    -0.007,
    0.005,
  ),
  squares: range(
    { title: 'Seed squares', description: 'Number of squares of b in the initial state.' },
    1,
    200,
    12,
    23,
  ),
  squareSide: range(
    { title: 'Square side', unit: 'cells', description: 'Side of the squares.' },
    1,
    64,
    3,
    7,
  ),
  noise: real({
    title: 'Initial noise',
    description: 'Standard deviation of the noise on the initial fields.',
    min: 0,
    max: 0.2,
    default: 0.02,
    step: 0.005,
    advanced: true,
  }),
  trivialBelow: real({
    title: 'Trivial below',
    description: 'A pattern whose standard deviation of b is smaller counts as trivial and is not kept.',
    min: 0,
    max: 0.2,
    default: 0.02,
    step: 0.005,
    advanced: true,
  }),
});

export type PatternGeneration = z.infer<typeof patternGeneration>;

export const grayScottDatasetSpec = z.object({
  kind: z.literal('gray-scott-dataset'),
  version: z.literal(1).default(1),
  seed,
  count: whole({
    title: 'Patterns to keep',
    description: 'Non-trivial patterns in the finished data set.',
    min: 8,
    max: 200_000,
    default: 5000,
    step: 100,
  }),
  generation: patternGeneration.prefault({}),
});

/** Where a training takes its patterns from. */
export const patternSource = z
  .discriminatedUnion('source', [
    z.object({
      source: z.literal('generate'),
      seed,
      count: whole({
        title: 'Patterns',
        description: 'Non-trivial patterns to generate for training.',
        min: 64,
        max: 200_000,
        default: 5000,
        step: 100,
      }),
      generation: patternGeneration.prefault({}),
    }),
    z.object({
      source: z.literal('run'),
      run: z.string().min(1).meta({ title: 'Data set run', description: 'A finished data set to train on.' }),
    }),
  ])
  .meta({
    title: 'Patterns',
    description: 'Generated with this training, or taken from a finished data set.',
  })
  .prefault({ source: 'generate' });
