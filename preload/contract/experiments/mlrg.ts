import { z } from 'zod';
import { choice, real, seed, whole } from '../parameters.ts';
import { internalGroups, representation } from '../representations.ts';

const internal = choice(internalGroups, {
  title: 'Internal symmetry',
  symbol: 'G',
  description:
    'Group under which the energy is invariant, with the values a component takes: Z2 signs, Zq angles of a clock, Dq the same with reflections, Sq colours of a Potts spin.',
  default: 'Z2',
});

const frame = choice(['paper', 'geometric'], {
  title: 'Frame',
  description:
    'How components of a fine vertex become those of a coarse edge, whose lattice is turned by 45°. The paper keeps them one to one, which breaks the mirrors of E, B1 and B2; the geometric frame turns them and keeps C4v exactly.',
  default: 'paper',
});

const spin = (title: string, description: string, value: string) =>
  representation.meta({ title, description }).default(value);

/** The choice a study of a model begins with; it fixes which couplings there are. */
export const symmetrySettings = z.object({
  internal,
  spin: spin(
    'Spin',
    'Representation of C4v that a spin carries: a direct sum such as A1, A1+E or 2A1+E.',
    'A1',
  ),
  frame,
});
export type SymmetrySettings = z.infer<typeof symmetrySettings>;

const restarts = whole({
  title: 'Restarts',
  description:
    'Random starting points of each minimisation beside the informed ones; the lowest minimum is taken.',
  min: 0,
  max: 200,
  default: 8,
  step: 1,
  advanced: true,
});

const range = (title: string, description: string, low: number, high: number) =>
  z
    .object({
      low: real({
        title: 'Lowest',
        description: 'Smallest coupling.',
        min: 0,
        max: 4,
        default: low,
        step: 0.05,
      }),
      high: real({
        title: 'Highest',
        description: 'Largest coupling.',
        min: 0.05,
        max: 4,
        default: high,
        step: 0.05,
      }),
    })
    .refine(({ low, high }) => high > low, {
      error: 'the highest coupling must be above the lowest',
      path: ['high'],
    })
    .meta({ title, symbol: 'J_0', description })
    .prefault({});

/** Fig. 4: how well one hidden spin stands for four, for several representations of it. */
export const mlrgKlSpec = z.object({
  kind: z.literal('mlrg-kl'),
  version: z.literal(1).default(1),
  seed,
  internal,
  frame,
  visible: spin('Visible spins', 'Representation of the spins of the fine lattice.', 'A1'),
  hidden: z
    .array(representation)
    .min(1)
    .max(12)
    .meta({ title: 'Hidden spin', description: 'Representations of z0 to compare.' })
    .default(['A1', '2A1', 'A1+E', '2A1+E', 'B1']),
  couplings: range(
    'Teacher coupling',
    'Range of the bare coupling of the fine lattice; its other couplings are zero.',
    0.05,
    1.2,
  ),
  points: whole({
    title: 'Points',
    description: 'Couplings at which every student is fitted.',
    min: 2,
    max: 400,
    default: 24,
    step: 4,
  }),
  restarts,
});
export type MlrgKlSpec = z.infer<typeof mlrgKlSpec>;

const exactMap = z.object({
  type: z.literal('exact'),
  symmetry: symmetrySettings.prefault({}).meta({ title: 'Symmetry' }),
});
const learnedMap = z.object({
  type: z.literal('learned'),
  model: z
    .string()
    .min(1)
    .max(200)
    .default('pretrained/mlrg-a1')
    .meta({ title: 'Model', description: 'pretrained/<name> or run/<run of a training>.' }),
});

/** A renormalization map: by enumeration, or learned by a training. */
export const rgMapChoice = z.discriminatedUnion('type', [
  exactMap.meta({ title: 'Exact' }),
  learnedMap.meta({ title: 'Learned' }),
]);
export type RgMapChoice = z.infer<typeof rgMapChoice>;

/** Everything read off a renormalization map: critical coupling, fixed points, dimensions, degeneracy, flow diagram. */
export const mlrgAnalysisSpec = z.object({
  kind: z.literal('mlrg-analysis'),
  version: z.literal(1).default(1),
  seed,
  map: rgMapChoice.meta({ title: 'Map' }).prefault({ type: 'exact' }),
  couplings: range(
    'Bare coupling',
    'Range that is scanned; the other couplings start at zero (Eq. 20).',
    0.2,
    1.4,
  ),
  points: whole({
    title: 'Points',
    description: 'Bare couplings of the scan.',
    min: 5,
    max: 401,
    default: 61,
    step: 10,
  }),
  flowSteps: whole({
    title: 'RG steps',
    symbol: '\\ell',
    description: 'Steps followed from every bare coupling; each enlarges lengths by √2.',
    min: 1,
    max: 64,
    default: 8,
    step: 1,
  }),
  resolution: whole({
    title: 'Flow diagram',
    description: 'Arrows on each side of the flow diagram; 0 for none.',
    min: 0,
    max: 61,
    default: 21,
    step: 2,
  }),
  row: whole({
    title: 'Transfer row',
    symbol: 'L',
    description: 'Longest row of fixed-point tensors whose transfer matrix is diagonalised.',
    min: 1,
    max: 8,
    default: 2,
    step: 1,
  }),
  restarts,
});
export type MlrgAnalysisSpec = z.infer<typeof mlrgAnalysisSpec>;

/** The reference that does converge: exact small tori and tensor renormalization of the bare model. */
export const mlrgReferenceSpec = z.object({
  kind: z.literal('mlrg-reference'),
  version: z.literal(1).default(1),
  seed,
  internal,
  row: whole({
    title: 'Longest row',
    symbol: 'L',
    description:
      'Tensors in the longest row whose transfer matrix is diagonalised; rows with more than 65 536 states are left out.',
    min: 2,
    max: 10,
    default: 8,
    step: 1,
  }),
  bondDimensions: z
    .array(z.number().int().min(2).max(48))
    .max(12)
    .meta({
      title: 'Bond dimensions',
      description: 'χ of the Levin–Nave renormalizations; none for tori alone.',
    })
    .default([4, 8, 16, 24]),
});
export type MlrgReferenceSpec = z.infer<typeof mlrgReferenceSpec>;
