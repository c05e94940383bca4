import { z } from 'zod';
import { choice, oneOf, real, seed, toggle, whole } from '../parameters.ts';

/** K_c = ln(1 + √2)/2 of the square lattice (Onsager). */
export const criticalCoupling = Math.log(1 + Math.SQRT2) / 2;

/** Sides L of the lattices that can be simulated and upscaled to. */
export const latticeSides = [4, 8, 16, 32, 64, 128, 256, 512, 1024] as const;
export type LatticeSide = (typeof latticeSides)[number];

export const latticeSide = (value: LatticeSide, title = 'Lattice', symbol = 'L') =>
  oneOf(latticeSides, {
    title,
    symbol,
    unit: 'spins',
    description: 'Side of the periodic square lattice, a power of two.',
    default: value,
  });

export const coupling = real({
  title: 'Coupling',
  symbol: 'K',
  description: 'Ferromagnetic coupling over temperature, Eq. 1. Critical at ln(1 + √2)/2 = 0.440687.',
  min: 0,
  max: 2,
  default: criticalCoupling,
  step: 0.005,
});

/** What is measured on an ensemble beside m and e. */
export const measurementSettings = z.object({
  correlation: toggle({
    title: 'Correlations',
    description: 'Spin–spin correlation G(r) along the axes and structure factor S(k).',
    default: true,
  }),
  rsrg: toggle({
    title: 'RSRG spectrum',
    description:
      'Block the configurations and diagonalise the linearised renormalization map (Eqs. 17 to 22) with operators on 3×3 plaquettes.',
    default: true,
  }),
  bins: whole({
    title: 'Jackknife bins',
    description: 'Every error is a jackknife over this many equal parts of the ensemble.',
    min: 8,
    max: 200,
    default: 40,
    step: 4,
    advanced: true,
  }),
});
export type MeasurementSettings = z.infer<typeof measurementSettings>;

export const samplingAlgorithms = ['swendsen-wang', 'wolff', 'heat-bath', 'metropolis'] as const;
export type SamplingAlgorithm = (typeof samplingAlgorithms)[number];

const algorithm = choice(samplingAlgorithms, {
  title: 'Algorithm',
  description:
    'Swendsen–Wang and Wolff flip clusters and are right near the critical point; heat bath and Metropolis flip single spins and are right far from it.',
  default: 'swendsen-wang',
});

export const isingMonteCarloSpec = z.object({
  kind: z.literal('ising-monte-carlo'),
  version: z.literal(1).default(1),
  seed,
  size: latticeSide(64),
  coupling,
  algorithm,
  configurations: whole({
    title: 'Configurations',
    symbol: 'M',
    description: 'Configurations measured, over all chains.',
    min: 64,
    max: 10_000_000,
    default: 20_000,
    step: 1000,
    scale: 'logarithmic',
  }),
  spacing: whole({
    title: 'Spacing',
    unit: 'sweeps',
    description:
      'Sweeps between two measured configurations; with Wolff, as many clusters as flip the lattice about once count as one.',
    min: 1,
    max: 10_000,
    default: 6,
    step: 1,
  }),
  warmUp: whole({
    title: 'Warm-up',
    unit: 'sweeps',
    description: 'Sweeps of each chain before anything is measured.',
    min: 0,
    max: 1_000_000,
    default: 300,
    step: 50,
  }),
  chains: whole({
    title: 'Chains',
    description:
      'Independent chains, shared out over the cores; the result does not depend on the number of cores.',
    min: 1,
    max: 64,
    default: 8,
    step: 1,
    advanced: true,
  }),
  start: choice(['random', 'ordered'], {
    title: 'Start',
    description: 'First configuration of every chain.',
    default: 'random',
    advanced: true,
  }),
  companion: toggle({
    title: 'L/4 as well',
    description:
      'Simulates the lattice of a quarter of the side too, so that exponents follow from the pair (L, L/4) as in Table II.',
    default: true,
  }),
  measure: measurementSettings.prefault({}).meta({ title: 'Measure' }),
  keep: whole({
    title: 'Configurations kept',
    description:
      'So many of the configurations are written to spins.npz, bit-packed; they can train an upscaler.',
    min: 0,
    max: 2_000_000,
    default: 1000,
    step: 1000,
    advanced: true,
  }),
});
export type IsingMonteCarloSpec = z.infer<typeof isingMonteCarloSpec>;

/** Analysis of configurations handed in as the input array `spins`, [M, L, L] uint8 of 0 and 1. */
export const spinAnalysisSpec = z.object({
  kind: z.literal('spin-analysis'),
  version: z.literal(1).default(1),
  /** Of the random ties of the majority rule. */
  seed,
  sourceName: z
    .string()
    .max(200)
    .default('spins')
    .meta({ title: 'Source', description: 'Where the spins come from.' }),
  rule: choice(['majority', 'decimation'], {
    title: 'Blocking',
    description: '2×2 majority with random ties, or one spin of every four (decimation).',
    default: 'majority',
  }),
  reference: choice(['critical', 'none'], {
    title: 'Compare with',
    description: 'The exact values of the critical Ising model of this size, or nothing.',
    default: 'critical',
  }),
  measure: measurementSettings.prefault({}).meta({ title: 'Measure' }),
});
export type SpinAnalysisSpec = z.infer<typeof spinAnalysisSpec>;
