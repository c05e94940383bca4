import { z } from 'zod';
import { choice, oneOf, real, seed, toggle, whole } from '../parameters.ts';
import { coupling, criticalCoupling, latticeSide, measurementSettings } from './ising.ts';

/** Sides of symmetric kernels. */
export const kernelSizes = [3, 5, 7, 9] as const;
export type KernelSize = (typeof kernelSizes)[number];

const kernelSize = (value: KernelSize) =>
  oneOf(kernelSizes, {
    title: 'Kernel size',
    symbol: 'k',
    description:
      'Side of the kernel on the upsampled lattice: 3, 6, 10 or 15 free weights under the symmetries of the square.',
    default: value,
  });

/** What is trained. */
export const upscalerModel = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('kernel'), size: kernelSize(7) }).meta({ title: 'Symmetric kernel' }),
    z
      .object({
        type: z.literal('sequential'),
        fixedPoint: toggle({
          title: 'Fixed-point tables',
          description:
            'Train on pairs (Rσ, R²σ) for all doublings but the last, for which level-0 tables are kept: what is iterated is then the fixed point.',
          default: true,
        }),
      })
      .meta({ title: 'Sequential 2×2 tables' }),
    z
      .object({
        type: z.literal('temperature'),
        size: kernelSize(5),
        low: real({
          title: 'Lowest K',
          description: 'Lower end of the range of couplings.',
          min: 0.05,
          max: 1,
          default: 0.36,
          step: 0.01,
        }),
        high: real({
          title: 'Highest K',
          description: 'Upper end of the range of couplings.',
          min: 0.05,
          max: 1,
          default: 0.5,
          step: 0.01,
        }),
        couplings: whole({
          title: 'Couplings',
          description: 'Values of K in the range, each with an equal share of the configurations.',
          min: 2,
          max: 41,
          default: 8,
          step: 1,
        }),
        degree: whole({
          title: 'Degree',
          description: 'Every weight is a polynomial of this degree in K − K_c.',
          min: 1,
          max: 6,
          default: 3,
          step: 1,
        }),
      })
      .meta({ title: 'Kernel with temperature as input' }),
    z
      .object({
        type: z.literal('two-layer'),
        size: oneOf([3, 7], {
          title: 'Kernel size',
          symbol: 'k',
          description:
            'Side of both convolutions (1 → 32 channels, ReLU, 32 → 1), not symmetrised: 609 or 3169 parameters.',
          default: 3,
        }),
      })
      .meta({ title: 'Two-layer network' }),
  ])
  .meta({ title: 'Upscaler', description: 'The conditional distribution U(σ|μ) that is trained.' })
  .prefault({ type: 'kernel' });
export type UpscalerModelSpec = z.infer<typeof upscalerModel>;

const trainingConfigurations = (value: number) =>
  whole({
    title: 'Configurations',
    symbol: 'M',
    description: 'Monte Carlo configurations to train on; a fifth as many again are held out.',
    min: 200,
    max: 10_000_000,
    default: value,
    step: 1000,
    scale: 'logarithmic',
  });

export const upscalerData = z
  .discriminatedUnion('source', [
    z
      .object({
        source: z.literal('monte-carlo'),
        size: latticeSide(32, 'Training lattice', 'L_t'),
        configurations: trainingConfigurations(100_000),
        coupling,
        spacing: whole({
          title: 'Spacing',
          unit: 'sweeps',
          description: 'Swendsen–Wang sweeps between two configurations; the paper takes √L.',
          min: 1,
          max: 1000,
          default: 6,
          step: 1,
        }),
      })
      .meta({ title: 'Monte Carlo' }),
    z
      .object({
        source: z.literal('run'),
        run: z.string().min(1).meta({
          title: 'Run',
          description:
            'A finished Monte Carlo run that kept its configurations, or an analysis of your own spins.',
        }),
      })
      .meta({ title: 'Spins of a run' }),
  ])
  .meta({ title: 'Data', description: 'Configurations σ; each is blocked to μ by the majority rule.' })
  .prefault({ source: 'monte-carlo' });

export const upscalerOptimiser = z
  .discriminatedUnion('name', [
    z.object({ name: z.literal('newton') }).meta({ title: 'Newton on sufficient statistics' }),
    z
      .object({
        name: z.literal('adamw'),
        learningRate: real({
          title: 'Learning rate',
          description: 'Step size of AdamW; the paper keeps 0.01 throughout.',
          min: 1e-5,
          max: 1,
          default: 0.01,
          step: 0.001,
          scale: 'logarithmic',
        }),
        weightDecay: real({
          title: 'Weight decay',
          description: 'Decoupled decay of AdamW per step, times the learning rate.',
          min: 0,
          max: 1,
          default: 0,
          step: 0.001,
          advanced: true,
        }),
        epochs: whole({
          title: 'Epochs',
          description: 'Passes over the configurations.',
          min: 1,
          max: 100_000,
          default: 100,
          step: 10,
        }),
        batch: whole({
          title: 'Batch',
          unit: 'configurations',
          description: 'Configurations per step; the paper takes 5×10⁴ of 10⁶.',
          min: 16,
          max: 1_000_000,
          default: 5000,
          step: 100,
          scale: 'logarithmic',
        }),
      })
      .meta({ title: 'AdamW (paper)' }),
  ])
  .meta({
    title: 'Optimiser',
    description:
      'The single-layer loss is convex: Newton finds its minimum to machine precision. Networks with hidden layers take AdamW.',
  })
  .prefault({ name: 'newton' });

export const upscalerTrainingSpec = z.object({
  kind: z.literal('upscaler-training'),
  version: z.literal(1).default(1),
  seed,
  model: upscalerModel,
  data: upscalerData,
  loss: choice(['uniform', 'weighted'], {
    title: 'Loss',
    description:
      'Uniform: Eq. 12. Weighted: Eq. 13 with w = D(μ|σ), as the paper offers it; as μ is drawn from D already, this counts D twice and few configurations carry the weight (the effective sample size is shown).',
    default: 'uniform',
  }),
  optimiser: upscalerOptimiser,
});
export type UpscalerTrainingSpec = z.infer<typeof upscalerTrainingSpec>;

export const upscalingStart = z
  .discriminatedUnion('from', [
    z.object({ from: z.literal('one-spin') }).meta({ title: 'One spin' }),
    z
      .object({
        from: z.literal('monte-carlo'),
        size: oneOf([4, 8, 16], {
          title: 'Start size',
          symbol: 'L_0',
          unit: 'spins',
          description: 'Side of the Monte Carlo configurations that are upscaled.',
          default: 8,
        }),
      })
      .meta({ title: 'Monte Carlo' }),
  ])
  .meta({
    title: 'Start',
    description: 'What is upscaled: one random spin, or small Monte Carlo configurations.',
  })
  .prefault({ from: 'one-spin' });

/** Dreams up an ensemble and measures it at every level. */
export const upscalingSpec = z.object({
  kind: z.literal('upscaling'),
  version: z.literal(1).default(1),
  seed,
  model: z.string().min(1).max(200).default('pretrained/upscaler-k7').meta({
    title: 'Upscaler',
    description: 'pretrained/<name> or run/<run of a training>.',
  }),
  start: upscalingStart,
  size: latticeSide(128, 'Final lattice'),
  configurations: whole({
    title: 'Configurations',
    description: 'Configurations dreamt up.',
    min: 64,
    max: 10_000_000,
    default: 20_000,
    step: 1000,
    scale: 'logarithmic',
  }),
  coupling: coupling.meta({
    ...coupling.meta(),
    description:
      'K of the Monte Carlo start, of the heat-bath sweeps, of the importance weights, and of a model with temperature as input.',
  }),
  sweeps: whole({
    title: 'Heat-bath sweeps',
    description: 'Heat-bath sweeps at K after doubling; 0 for the pure upscaler of the paper.',
    min: 0,
    max: 1000,
    default: 0,
    step: 1,
  }),
  sweepAfter: choice(['last', 'each'], {
    title: 'Sweep after',
    description: 'The last doubling only, or each one.',
    default: 'last',
    advanced: true,
  }),
  importance: toggle({
    title: 'Importance weights',
    description:
      'Correct averages exactly with the weights P(σ)D(μ|σ)/U(σ|μ). The effective sample size falls fast with the lattice and is shown beside each corrected value.',
    default: false,
    advanced: true,
  }),
  measure: measurementSettings.prefault({}).meta({ title: 'Measure' }),
  keep: whole({
    title: 'Configurations kept',
    description: 'So many configurations of the final lattice are written to spins.npz, bit-packed.',
    min: 0,
    max: 1_000_000,
    default: 100,
    step: 100,
    advanced: true,
  }),
});
export type UpscalingSpec = z.infer<typeof upscalingSpec>;

export const paperFigures = ['3', '5', '6', '7', '8', '9', '10', '11', 'tables'] as const;
export type PaperFigure = (typeof paperFigures)[number];

/** Makes one figure of the paper again, or its Tables II to IV, from training data to plot. */
export const inverseRgFigureSpec = z.object({
  kind: z.literal('inverse-rg-figure'),
  version: z.literal(1).default(1),
  seed,
  figure: choice(paperFigures, {
    title: 'Figure',
    description: 'Number of the figure in the paper; "tables" makes Tables II, III and IV.',
    default: '5',
  }),
  configurations: whole({
    title: 'Configurations',
    description: 'Configurations per model and size; the paper takes 10⁶.',
    min: 200,
    max: 1_000_000,
    default: 10_000,
    step: 1000,
    scale: 'logarithmic',
  }),
  trainingConfigurations: trainingConfigurations(50_000),
});
export type InverseRgFigureSpec = z.infer<typeof inverseRgFigureSpec>;

/** Largest |K − K_c| / K_c at which a configuration still counts as critical for the references beside it. */
const criticalWindow = 1e-6;
export const isCritical = (K: number) => Math.abs(K / criticalCoupling - 1) < criticalWindow;
