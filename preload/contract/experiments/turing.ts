import { z } from 'zod';
import { choice, real, seed, toggle, whole } from '../parameters.ts';
import { grayScottParameters, patternSource } from './gray-scott.ts';
import { batch, flow, gamma, macroDimension, observationTolerance, optimiser, steps } from './training.ts';

/** A conditional coupling flow on the encoder's output: a calibrated posterior of the parameters. */
const posterior = z.object({
  layers: whole({
    title: 'Layers',
    description: 'Coupling layers of the posterior head.',
    min: 1,
    max: 24,
    default: 6,
    step: 1,
  }),
  width: whole({
    title: 'Width',
    description: 'Hidden units of its coupling networks.',
    min: 8,
    max: 512,
    default: 64,
    step: 8,
  }),
  weight: real({
    title: 'Weight',
    description: 'Weight of its negative log-likelihood in the loss.',
    min: 0,
    max: 10,
    default: 0.2,
    step: 0.05,
  }),
});

/** Turing patterns, spectral hybrid: features of the pattern -> principal components -> flows on both sides. */
export const turingHybridSpec = z.object({
  kind: z.literal('turing-hybrid'),
  version: z.literal(1).default(1),
  seed,
  data: patternSource,
  components: whole({
    title: 'Principal components',
    description: 'Of the standardised spectral features of both fields.',
    min: 4,
    max: 45,
    default: 20,
    step: 1,
  }),
  macroDimension: macroDimension(3, 4),
  gamma: gamma(0.1),
  observationTolerance: observationTolerance(0.5),
  flowU: flow({ layers: 6, width: 64 }).prefault({}),
  flowV: flow({ layers: 5, width: 64 }).prefault({}),
  optimiser: optimiser({ learningRate: 0.002, schedule: 'warmup-cosine' }).prefault({}),
  batch: batch(256),
  steps: steps(4000),
});

/** Turing patterns, CNN encoder on the side of the pattern, flow on the side of the parameters, posterior head. */
export const turingCnnSpec = z.object({
  kind: z.literal('turing-cnn'),
  version: z.literal(1).default(1),
  seed,
  data: patternSource,
  observation: choice(['fields', 'picture'], {
    title: 'Observation',
    description:
      'Both fields (a, b) in their units; or one picture of unknown contrast, sign, blur and noise, which is what users have.',
    default: 'fields',
  }),
  unknownZoom: toggle({
    title: 'Unknown zoom',
    description: 'Experimental: train pictures with a zoom of .7 to 1.4. The absolute length scale is lost.',
    default: false,
    advanced: true,
  }),
  channels: z
    .array(z.number().int().min(4).max(256))
    .length(4)
    .meta({
      title: 'Channels',
      description: 'Of the four circular convolutions (5×5 s2, 3×3 s2, 3×3 s2, 3×3).',
    })
    .default([16, 32, 48, 64]),
  noise: real({
    title: 'Pixel noise',
    description: 'Standard deviation of the noise added to the fields while training.',
    min: 0,
    max: 0.5,
    default: 0.03,
    step: 0.01,
  }),
  macroDimension: macroDimension(3, 4),
  gamma: gamma(0.1),
  flowU: flow({ layers: 6, width: 64 }).prefault({}),
  posterior: posterior.prefault({}),
  optimiser: optimiser({ learningRate: 0.002, schedule: 'one-cycle' }).prefault({}),
  batch: batch(48),
  steps: steps(1600),
});

/** Turing patterns, the paper's multi-scale convolutional INN on (a, b), through tensors. */
export const turingConvolutionalSpec = z.object({
  kind: z.literal('turing-convolutional'),
  version: z.literal(1).default(1),
  seed,
  data: patternSource,
  squeeze: choice(['haar', 'pixel-shuffle'], {
    title: 'Squeeze',
    description:
      'How resolution is traded for channels between the scales: Haar wavelets or a pixel shuffle.',
    default: 'haar',
  }),
  scales: whole({
    title: 'Scales',
    description: 'Number of squeezes; half the channels leave the flow after each but the last.',
    min: 1,
    max: 5,
    default: 4,
    step: 1,
  }),
  couplings: whole({
    title: 'Couplings per scale',
    description: 'Convolutional affine couplings at each scale.',
    min: 1,
    max: 8,
    default: 2,
    step: 1,
  }),
  hidden: whole({
    title: 'Hidden channels',
    description: 'Of the coupling networks.',
    min: 4,
    max: 256,
    default: 32,
    step: 4,
  }),
  head: z
    .object({
      layers: whole({
        title: 'Head layers',
        description:
          'Couplings of the flow that turns the spatial means left at the deepest scale into the macrostate.',
        min: 1,
        max: 24,
        default: 4,
        step: 1,
      }),
      width: whole({
        title: 'Head width',
        description: 'Hidden units of its coupling networks.',
        min: 8,
        max: 512,
        default: 64,
        step: 8,
      }),
    })
    .prefault({}),
  clamp: real({
    title: 'Scale clamp',
    symbol: 'c',
    description: 'Coupling scales are c·tanh(o/c): no layer can stretch by more than exp(c).',
    min: 0.5,
    max: 5,
    default: 2,
    step: 0.1,
    advanced: true,
  }),
  noise: real({
    title: 'Pixel noise',
    description: 'Standard deviation of the noise added to the fields while training.',
    min: 0,
    max: 0.5,
    default: 0.03,
    step: 0.01,
  }),
  macroDimension: macroDimension(3, 4),
  gamma: gamma(0.1),
  flowU: flow({ layers: 6, width: 64 }).prefault({}),
  optimiser: optimiser({ learningRate: 0.001, schedule: 'one-cycle' }).prefault({}),
  batch: batch(32),
  steps: steps(2000),
});

/** One inverse design: parameters sampled for an example pattern, simulated, scored and ranked. */
export const turingDesignSpec = z.object({
  kind: z.literal('turing-design'),
  version: z.literal(1).default(1),
  seed,
  model: z.string().min(1).default('auto').meta({
    title: 'Model',
    description:
      'A pretrained model or a finished training; automatic takes the one made for this kind of observation.',
  }),
  patternName: z
    .string()
    .max(400)
    .default('pattern')
    .meta({ title: 'Pattern', description: 'Name of the example the input was read from.' }),
  pictureWidth: whole({
    title: 'Picture width',
    unit: 'cells',
    description:
      'How many lattice cells a picture shows from edge to edge. The models see 64: of a wider picture the middle 64 cells are taken. Fields have a length of their own and ignore it.',
    min: 64,
    max: 1024,
    default: 64,
    step: 8,
  }),
  sampler: choice(['posterior', 'equivalence-class'], {
    title: 'Sampler',
    description:
      'Posterior: calibrated parameters given the pattern. Equivalence class: everything that shares the pattern’s macrostate, φu⁻¹(β, z), without width along β.',
    default: 'posterior',
  }),
  samples: whole({
    title: 'Samples',
    description: 'Parameter sets to return.',
    min: 1,
    max: 64,
    default: 8,
    step: 1,
  }),
  candidates: whole({
    title: 'Candidates',
    description: 'Parameter sets simulated for each sample; the best is kept and judged on a fresh seed.',
    min: 1,
    max: 64,
    default: 4,
    step: 1,
  }),
  temperature: real({
    title: 'Temperature',
    symbol: 'T',
    description: 'Scale of the base noise. Low values design closer, 1 shows the uncertainty.',
    min: 0,
    max: 2,
    default: 0.3,
    step: 0.05,
  }),
  refine: toggle({
    title: 'Refine',
    description: 'Best of 28 candidates with two seeds each.',
    default: false,
  }),
  hold: z
    .object({
      Da: grayScottParameters.shape.Da.unwrap().optional(),
      Db: grayScottParameters.shape.Db.unwrap().optional(),
      F: grayScottParameters.shape.F.unwrap().optional(),
      k: grayScottParameters.shape.k.unwrap().optional(),
    })
    .meta({ title: 'Hold fixed', description: 'Parameters to condition on; the rest is sampled.' })
    .prefault({}),
});
