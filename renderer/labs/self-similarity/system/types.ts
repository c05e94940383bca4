import { z } from 'zod';
import {
  automatonSystem,
  diffusionSystem,
  probabilisticAutomatonSystem,
  vicsekParameters,
  type SystemType,
} from '../../../../preload/contract/index.ts';

/** Systems in the order in which they are offered. */
export const systemTypes: readonly { value: SystemType; title: string }[] = [
  { value: 'automaton', title: 'Cellular automaton' },
  { value: 'probabilistic-automaton', title: 'Probabilistic automaton' },
  { value: 'diffusion', title: 'Diffusion' },
  { value: 'vicsek', title: 'Vicsek flock' },
  { value: 'data', title: 'Own data' },
];

/** What of a system can be seen while it is watched; the length of its series belongs to Learn, the rule has its own control. */
export const liveForms: Record<Exclude<SystemType, 'data'>, Record<string, unknown>> = {
  automaton: z.toJSONSchema(automatonSystem.omit({ rule: true, steps: true }), { io: 'input' }),
  'probabilistic-automaton': z.toJSONSchema(probabilisticAutomatonSystem.omit({ steps: true }), {
    io: 'input',
  }),
  diffusion: z.toJSONSchema(diffusionSystem.omit({ steps: true }), { io: 'input' }),
  vicsek: z.toJSONSchema(vicsekParameters, { io: 'input' }),
};

/** Equations and what to look at, in KaTeX and words. */
export const systemNotes: Record<
  Exclude<SystemType, 'data' | 'automaton'>,
  { tex: string; words: string }
> = {
  'probabilistic-automaton': {
    tex: 'P(x_i^{t+1} = 1) = p_{\\,x_{i-1}\\,x_i\\,x_{i+1}}',
    words:
      'Every cell is drawn by itself, with a probability that its neighbourhood gives. Of such a rule there is no yes or no: a coarse-graining is compared by its consistency and the variance.',
  },
  diffusion: {
    tex: '\\frac{\\partial C}{\\partial t} = D\\,\\frac{\\partial^2 C}{\\partial x^2}',
    words:
      'Eq. 9 without reaction. The variance of a cloud grows as 2Dt: at the scale S × T the same rule holds where T = S². Diffusion with Δt → 0 is the Gaussian propagator.',
  },
  vicsek: {
    tex: '\\theta_i(t+1) = \\langle\\theta(t)\\rangle_{r} + \\eta\\,\\xi_i(t)',
    words:
      'Particles of one speed take the mean direction within the radius r, themselves included, with noise (Eqs. 10, 11). φ = |Σv|/(N v₀) is 1 where all fly one way; its fluctuation is largest between order and disorder.',
  },
};
