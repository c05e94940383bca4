import { z } from 'zod';
import { choice, real, toggle, whole } from '../parameters.ts';

/** Systems whose self-similarity can be asked for. Times are in steps of the stored series, lengths in cells. */

export const ruleNumber = whole({
  title: 'Rule',
  description: 'Number of the elementary automaton: bit 4l + 2c + r of it is the next value of a cell.',
  min: 0,
  max: 255,
  default: 60,
  step: 1,
});

const width = whole({
  title: 'Width',
  unit: 'cells',
  description:
    'Cells of the periodic row. A power of two ends additive rules: all cells are 0 after as many steps.',
  min: 3,
  max: 1_048_576,
  default: 240,
  step: 16,
});

const density = real({
  title: 'Density',
  description: 'Share of cells that are 1 at the start, where the start is random.',
  min: 0,
  max: 1,
  default: 0.5,
  step: 0.05,
});

const automatonStart = choice(['random', 'single'], {
  title: 'Start',
  description: 'Independent random cells, or a single 1 in the middle.',
  default: 'random',
});

const steps = (value: number, title = 'Steps') =>
  whole({
    title,
    unit: 'steps',
    description: 'Length of the recorded series.',
    min: 8,
    max: 100_000,
    default: value,
    step: 16,
    scale: 'logarithmic',
  });

export const automatonSystem = z.object({
  type: z.literal('automaton'),
  rule: ruleNumber,
  width,
  steps: steps(192),
  start: automatonStart,
  density,
});

const chance = (context: string) =>
  real({
    title: `p(1 | ${context})`,
    description: `Probability that a cell becomes 1 when left neighbour, itself and right neighbour are ${context}.`,
    min: 0,
    max: 1,
    default: { '000': 0, '001': 0.7, '010': 0, '011': 0.7, '100': 0.7, '101': 0.7, '110': 0.7, '111': 0.7 }[
      context
    ]!,
    step: 0.05,
  });

/** p(1 | l c r); the default is Domany and Kinzel's directed site percolation near its threshold. */
const ruleProbabilities = z
  .object({
    p111: chance('111'),
    p110: chance('110'),
    p101: chance('101'),
    p100: chance('100'),
    p011: chance('011'),
    p010: chance('010'),
    p001: chance('001'),
    p000: chance('000'),
  })
  .meta({ title: 'Rule table' });

export const probabilisticAutomatonSystem = z.object({
  type: z.literal('probabilistic-automaton'),
  probabilities: ruleProbabilities.prefault({}),
  width,
  steps: steps(192),
  start: automatonStart,
  density,
});

const diffusionBoundaries = ['periodic', 'reflecting', 'absorbing'] as const;

export const diffusionSystem = z.object({
  type: z.literal('diffusion'),
  cells: whole({
    title: 'Cells',
    symbol: 'n',
    description: 'Cells of width dx = 1.',
    min: 16,
    max: 4096,
    default: 100,
    step: 10,
  }),
  coefficient: real({
    title: 'Diffusion coefficient',
    symbol: 'D',
    unit: 'cells²/time',
    description: 'D of Eq. 9 (with R = 0).',
    min: 0.001,
    max: 5,
    default: 0.5,
    step: 0.05,
  }),
  method: choice(['analytic', 'explicit'], {
    title: 'Method',
    description:
      'The Gaussian propagator (Δt → 0), or explicit Euler steps of the three-point Laplacian, which need D Δt ≤ 1/2.',
    default: 'analytic',
  }),
  stepsPerUnit: whole({
    title: 'Steps per unit of time',
    symbol: '1/\\Delta t',
    description: 'Euler steps between two recorded states, which are one unit of time apart.',
    min: 1,
    max: 1000,
    default: 10,
    step: 1,
    scale: 'logarithmic',
  }),
  boundary: choice(diffusionBoundaries, {
    title: 'Boundary',
    description: 'Periodic as in the paper; reflecting keeps the mass too, absorbing does not.',
    default: 'periodic',
  }),
  start: choice(['delta', 'random', 'step'], {
    title: 'Start',
    description: 'All mass in the middle cell, independent random cells, or one half filled.',
    default: 'delta',
  }),
  steps: steps(100, 'Duration'),
});

const vicsekNoises = ['unit', 'pi'] as const;

/** The particles of Eqs. 10 and 11. */
export const vicsekParameters = z.object({
  side: whole({
    title: 'Side',
    symbol: 'L',
    unit: 'r',
    description: 'Side of the periodic square, in radii of interaction.',
    min: 4,
    max: 1024,
    default: 32,
    step: 8,
  }),
  density: real({
    title: 'Density',
    symbol: '\\rho',
    unit: 'particles/r²',
    description: 'N = ρ L², rounded. At most 100,000 particles.',
    min: 0.01,
    max: 20,
    default: 0.3,
    step: 0.05,
  }),
  noise: real({
    title: 'Noise',
    symbol: '\\eta',
    unit: 'rad',
    description: 'η of Eq. 11.',
    min: 0,
    max: 7,
    default: 1.5,
    step: 0.05,
  }),
  noiseInterval: choice(vicsekNoises, {
    title: 'Noise convention',
    symbol: '\\xi',
    description:
      'ξ uniform in [−½, ½], which gives the paper’s Fig. 6a, or in [−π/2, π/2] as its text says, which is disordered at η = 1.',
    default: 'unit',
    titles: { unit: '±½', pi: '±π/2' },
  }),
  speed: real({
    title: 'Speed',
    symbol: 'v_0',
    unit: 'r/step',
    description: 'Length of every velocity.',
    min: 0.001,
    max: 2,
    default: 1,
    step: 0.05,
  }),
});
export type VicsekParameters = z.infer<typeof vicsekParameters>;

const vicsekSystem = vicsekParameters.extend({
  type: z.literal('vicsek'),
  burnIn: whole({
    title: 'Burn-in',
    unit: 'steps',
    description: 'Steps before anything is recorded; large flocks need 1500.',
    min: 0,
    max: 1_000_000,
    default: 1500,
    step: 100,
  }),
  steps: steps(1000),
});

/** The user's own series: the input array `spacetime`, [runs, times, fields, height, width] float32 (height 1: one dimension). */
export const dataSystem = z.object({
  type: z.literal('data'),
  sourceName: z
    .string()
    .max(200)
    .default('own data')
    .meta({ title: 'Source', description: 'Where the series comes from.' }),
  boundary: choice(['periodic', 'open'], {
    title: 'Boundary',
    description:
      'Whether the first and the last cell are neighbours. Open: cells whose neighbourhood is not whole are neither predicted nor learnt from.',
    default: 'periodic',
  }),
  vectors: toggle({
    title: 'Fields are a vector',
    description:
      'The last two fields are the x and y components of a vector, so that turning the lattice turns them too.',
    default: false,
  }),
});

export const dynamicalSystem = z.discriminatedUnion('type', [
  automatonSystem.meta({ title: 'Cellular automaton' }),
  probabilisticAutomatonSystem.meta({ title: 'Probabilistic automaton' }),
  diffusionSystem.meta({ title: 'Diffusion' }),
  vicsekSystem.meta({ title: 'Vicsek' }),
  dataSystem.meta({ title: 'Own data' }),
]);
export type DynamicalSystem = z.infer<typeof dynamicalSystem>;
export type SystemType = DynamicalSystem['type'];
export type SystemOf<T extends SystemType> = Extract<DynamicalSystem, { type: T }>;
export type AutomatonSystem = SystemOf<'automaton'>;
export type ProbabilisticAutomatonSystem = SystemOf<'probabilistic-automaton'>;
export type DiffusionSystem = SystemOf<'diffusion'>;
export type VicsekSystem = SystemOf<'vicsek'>;
