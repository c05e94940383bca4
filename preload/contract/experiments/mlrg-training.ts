import { z } from 'zod';
import { choice, real, seed, whole } from '../parameters.ts';
import { symmetrySettings } from './mlrg.ts';

const exactGradient = z.object({ type: z.literal('exact') }).meta({ title: 'Exact' });
const contrastiveGradient = z
  .object({
    type: z.literal('contrastive'),
    samples: whole({
      title: 'Samples',
      description: 'Visible configurations the teacher draws for each of its couplings.',
      min: 10,
      max: 20_000,
      default: 1000,
      step: 100,
    }),
    gibbsSteps: whole({
      title: 'Gibbs steps',
      description: 'Block Gibbs sweeps of the teacher before its configurations are used.',
      min: 1,
      max: 1000,
      default: 30,
      step: 5,
    }),
    divergenceSteps: whole({
      title: 'CD steps',
      symbol: 'k',
      description: 'Gibbs sweeps of the student from the configurations of the teacher (CD-k).',
      min: 1,
      max: 200,
      default: 5,
      step: 1,
    }),
  })
  .meta({ title: 'Contrastive divergence' });

/** Training of the RG monotone network. */
export const mlrgTrainingSpec = z.object({
  kind: z.literal('mlrg-training'),
  version: z.literal(1).default(1),
  seed,
  symmetry: symmetrySettings.prefault({}).meta({ title: 'Symmetry' }),
  members: whole({
    title: 'Independent trainings',
    description:
      'Networks trained side by side with other seeds; their spread is the error band (Fig. 5: ten).',
    min: 1,
    max: 20,
    default: 3,
    step: 1,
  }),
  network: z
    .object({
      widths: z
        .array(z.number().int().min(2).max(256))
        .min(1)
        .max(6)
        .meta({ title: 'Widths', description: 'Neurons of the hidden layers of C(J).' })
        .default([24, 24]),
      layerNorm: z
        .boolean()
        .meta({
          title: 'Layer normalisation',
          description: 'Before every tanh, as in the code of the paper. It makes C flat far from the origin.',
        })
        .default(false),
    })
    .prefault({})
    .meta({ title: 'Monotone network' }),
  flow: z
    .object({
      solver: choice(['rk4', 'euler'], {
        title: 'Solver',
        description:
          'dJ/dℓ = −∇C(J) from ℓ = 0 to 1 (Eq. 13). Euler with one step is what the released code does.',
        default: 'rk4',
      }),
      steps: whole({
        title: 'Steps',
        description: 'Steps of the solver for one RG step.',
        min: 1,
        max: 32,
        default: 2,
        step: 1,
      }),
    })
    .prefault({})
    .meta({ title: 'Flow' }),
  gradient: z
    .discriminatedUnion('type', [exactGradient, contrastiveGradient])
    .meta({
      title: 'Gradient',
      description:
        'Of the divergence between teacher and student: by enumeration, or sampled as in the paper.',
    })
    .default({ type: 'exact' }),
  proposals: z
    .object({
      batch: whole({
        title: 'Batch',
        description: 'Teachers in one step.',
        min: 4,
        max: 4096,
        default: 64,
        step: 16,
        scale: 'logarithmic',
      }),
      reach: real({
        title: 'Reach',
        description: 'Teachers have 0 ≤ J0 ≤ reach.',
        min: 0.2,
        max: 4,
        default: 1.5,
        step: 0.1,
      }),
      spread: real({
        title: 'Spread',
        description: 'The other couplings of teachers lie within ± spread.',
        min: 0,
        max: 3,
        default: 0.5,
        step: 0.1,
      }),
      potential: choice(['norm-squared', 'norm'], {
        title: 'Potential',
        description: 'Teachers are drawn from exp(−β‖∇C‖²) (Eq. 14) or exp(−β‖∇C‖) (the released code).',
        default: 'norm-squared',
        advanced: true,
      }),
      inverseTemperature: real({
        title: 'Final β',
        symbol: '\\beta',
        description: 'Rises from 0 to this over the training: teachers gather near fixed points.',
        min: 0,
        max: 1e5,
        default: 1000,
        step: 10,
      }),
      replicas: whole({
        title: 'Replicas',
        description: 'Ladder of temperatures from β down to 0 that exchange their states; 1 for none.',
        min: 1,
        max: 16,
        default: 4,
        step: 1,
        advanced: true,
      }),
      leapfrogSteps: whole({
        title: 'Leapfrog steps',
        description: 'Of one HMC proposal.',
        min: 1,
        max: 200,
        default: 10,
        step: 1,
        advanced: true,
      }),
      stepSize: real({
        title: 'Leapfrog step',
        description: 'Step in J of the Hamiltonian dynamics; the released code takes 0.01.',
        min: 0.0005,
        max: 0.5,
        default: 0.05,
        step: 0.005,
        advanced: true,
      }),
      updates: whole({
        title: 'HMC updates',
        description: 'Of every chain between two training steps.',
        min: 1,
        max: 50,
        default: 1,
        step: 1,
        advanced: true,
      }),
    })
    .prefault({})
    .meta({ title: 'Teachers' }),
  learningRate: real({
    title: 'Learning rate',
    description: 'Of Adam; falls to zero along a cosine.',
    min: 1e-6,
    max: 0.1,
    default: 0.01,
    step: 0.0005,
    scale: 'logarithmic',
  }),
  steps: whole({
    title: 'Steps',
    description: 'Training steps of each network.',
    min: 1,
    max: 1_000_000,
    default: 500,
    step: 100,
    scale: 'logarithmic',
  }),
});
export type MlrgTrainingSpec = z.infer<typeof mlrgTrainingSpec>;
