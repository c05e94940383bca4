import { z } from 'zod';
import { choice, real, seed, toggle, whole } from '../parameters.ts';
import { dynamicalSystem, type DynamicalSystem } from './dynamics.ts';

/** "2x4": S = 2 cells (per direction) and T = 4 steps become one. */
export const scaleName = z.string().regex(/^[1-9]\d?x[1-9]\d?$/, 'write a scale as S x T: 2x4');
export interface Scale {
  /** S, cells per direction. */
  space: number;
  /** T, steps. */
  time: number;
}
export function parseScale(name: string): Scale {
  const [space, time] = name.split('x').map(Number);
  return { space: space!, time: time! };
}
export const nameOfScale = ({ space, time }: Scale) => `${space}x${time}`;

export const coarseGrainingRestarts = whole({
  title: 'Restarts',
  description: 'Independent starts, trained side by side.',
  min: 1,
  max: 200,
  default: 24,
  step: 8,
});

const learnerNames = ['auto', 'binary', 'linear', 'network'] as const;

/** Stage one: f from micro states (Eq. 7). Left out: what suits the system. */
const dynamicsLearner = z.object({
  kernel: whole({
    title: 'Kernel',
    symbol: 'k',
    unit: 'cells',
    description: 'Cells per direction that the next state of a cell may depend on.',
    min: 1,
    max: 15,
    default: 3,
    step: 1,
  })
    .unwrap()
    .optional(),
  units: whole({
    title: 'Units',
    description:
      'Hidden units (convolution kernels) of a network. Binary rules take two with a sine, as in the paper.',
    min: 1,
    max: 128,
    default: 16,
    step: 1,
  })
    .unwrap()
    .optional(),
  activation: choice(['auto', 'sin', 'tanh', 'relu'], {
    title: 'Activation',
    description:
      'Of the hidden units of a network. Automatic: a sine for binary rules, tanh otherwise. Two units with ReLU cannot represent rule 150.',
    default: 'auto',
    advanced: true,
  }),
  steps: whole({
    title: 'Steps',
    description: 'Training steps of a network.',
    min: 1,
    max: 200_000,
    default: 1500,
    step: 100,
    scale: 'logarithmic',
  }),
  rate: real({
    title: 'Learning rate',
    description: 'Of Adam; falls to zero over the training of networks on samples.',
    min: 1e-5,
    max: 1,
    default: 0.03,
    step: 0.005,
    scale: 'logarithmic',
    advanced: true,
  }),
  restarts: whole({
    title: 'Restarts',
    description:
      'Independent starts; the one with the lowest loss is taken, of networks on data kept from training.',
    min: 1,
    max: 64,
    default: 8,
    step: 1,
    advanced: true,
  }),
});

/** Stage two: P and its decoder with f frozen (Eq. 8). */
const coarseGrainingLearner = z.object({
  mask: choice(['row', 'patch'], {
    title: 'P sees',
    description:
      'Of binary automata: the first row of an S × T patch, with which Table I comes out, or the whole patch, which is richer.',
    default: 'row',
  }),
  kernel: choice(['joint', 'separable'], {
    title: 'Convolution',
    description:
      'P weighs every cell of a space-time patch by itself, or by a kernel in space times one in time (as the paper does for diffusion).',
    default: 'joint',
  }),
  units: whole({
    title: 'Units of the decoder',
    description: 'Hidden tanh units of the decoder that keeps the macro state from being trivial.',
    min: 1,
    max: 128,
    default: 4,
    step: 1,
    advanced: true,
  }),
  steps: whole({
    title: 'Steps',
    description: 'Training steps of P and its decoder.',
    min: 1,
    max: 200_000,
    default: 500,
    step: 100,
    scale: 'logarithmic',
  }),
  batch: whole({
    title: 'Batch',
    description: 'Patches of one step.',
    min: 8,
    max: 4096,
    default: 128,
    step: 32,
    advanced: true,
  }),
  rate: real({
    title: 'Learning rate',
    description: 'Of Adam.',
    min: 1e-5,
    max: 1,
    default: 0.03,
    step: 0.005,
    scale: 'logarithmic',
    advanced: true,
  }),
  restarts: coarseGrainingRestarts,
  compose: toggle({
    title: 'Compose maps',
    description:
      'For N = 4 of automata also tries the maps found for N = 2 applied twice, which finds the additive rules that training misses.',
    default: true,
    advanced: true,
  }),
});

/** Both stages on one system, and what follows from them. */
export const selfSimilaritySpec = z.object({
  kind: z.literal('self-similarity'),
  version: z.literal(1).default(1),
  seed,
  system: dynamicalSystem.meta({ title: 'System' }).prefault({ type: 'automaton' }),
  learner: choice(learnerNames, {
    title: 'Learner',
    description:
      'Binary rules by sine units, linear maps by least squares, anything else by networks. Automatic takes the simplest that fits.',
    default: 'auto',
  }),
  scales: z
    .array(scaleName)
    .max(64)
    .meta({
      title: 'Scales',
      description: 'S x T, each learnt by itself. Empty: the usual ones of the system.',
    })
    .default([]),
  dynamics: dynamicsLearner.prefault({}).meta({ title: 'Dynamics learner' }),
  coarseGraining: coarseGrainingLearner.prefault({}).meta({ title: 'Coarse-graining learner' }),
  repeats: whole({
    title: 'Repeats',
    description: 'Whole trainings from different seeds, from which networks get their error bars.',
    min: 1,
    max: 20,
    default: 1,
    step: 1,
  }),
  free: toggle({
    title: 'Free macro dynamics',
    description: 'Trains, for comparison, a macro rule of its own together with P (Fig. 7).',
    default: false,
  }),
  augment: toggle({
    title: 'Turn and mirror',
    description: 'Adds the four rotations of planar lattices to the training data.',
    default: true,
    advanced: true,
  }),
});
export type SelfSimilaritySpec = z.infer<typeof selfSimilaritySpec>;
export type DynamicsSettings = SelfSimilaritySpec['dynamics'];
export type CoarseGrainingSettings = SelfSimilaritySpec['coarseGraining'];

/** The scales that are asked of a system when none are given. */
export function usualScales(type: DynamicalSystem['type']): string[] {
  switch (type) {
    case 'diffusion':
      return ['2x4', '3x9', '2x2', '2x8'];
    case 'vicsek':
      return ['2x4', '2x2'];
    default:
      return ['2x2', '3x3', '4x4'];
  }
}

/**
 * The kernel of f that suits a system: 7 for diffusion as in the paper, else 3. The paper's 2 × 2 for Vicsek sees one quadrant of the
 * neighbours, so its error depends on where a flock is heading.
 */
export function usualKernel(type: DynamicalSystem['type']): number {
  return type === 'diffusion' ? 7 : 3;
}
