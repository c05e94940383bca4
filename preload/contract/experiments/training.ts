import { z } from 'zod';
import { choice, real, whole } from '../parameters.ts';

/** How a flow is built. One layer = mixing, then an affine coupling whose two-layer MLP has `width` hidden units. */
export const flow = (defaults: { layers: number; width: number; clamp?: number }) =>
  z.object({
    layers: whole({
      title: 'Layers',
      description:
        'Number of (mixing, affine coupling) pairs. More layers bend the map more and cost proportionally more.',
      min: 1,
      max: 24,
      default: defaults.layers,
      step: 1,
    }),
    width: whole({
      title: 'Width',
      description: 'Hidden units in each of the two hidden layers of a coupling network.',
      min: 8,
      max: 512,
      default: defaults.width,
      step: 8,
    }),
    mixing: choice(['rotation', 'learned'], {
      title: 'Mixing',
      description:
        'What precedes each coupling: a fixed random rotation, or ActNorm and a learned invertible linear map.',
      default: 'rotation',
    }),
    clamp: real({
      title: 'Scale clamp',
      symbol: 'c',
      description: 'Coupling scales are c·tanh(o/c): no layer can stretch by more than exp(c).',
      min: 0.5,
      max: 5,
      default: defaults.clamp ?? 2,
      step: 0.1,
      advanced: true,
    }),
  });

export type FlowSpec = z.infer<ReturnType<typeof flow>>;

export const optimiser = (defaults: { learningRate: number; schedule: 'warmup-cosine' | 'one-cycle' }) =>
  z.object({
    learningRate: real({
      title: 'Learning rate',
      description: 'Peak step size of Adam.',
      min: 1e-6,
      max: 0.1,
      default: defaults.learningRate,
      step: 1e-4,
      scale: 'logarithmic',
    }),
    schedule: choice(['warmup-cosine', 'one-cycle', 'constant'], {
      title: 'Schedule',
      description: 'Warm-up over 5% of the steps then a cosine to 1%; one cycle; or a constant rate.',
      default: defaults.schedule,
    }),
    clip: real({
      title: 'Gradient clip',
      description: 'Gradients with a larger Euclidean norm are scaled down to it.',
      min: 0.01,
      max: 1000,
      default: 5,
      step: 0.5,
      advanced: true,
    }),
  });

export type OptimiserSpec = z.infer<ReturnType<typeof optimiser>>;

export const macroDimension = (value: number, max: number) =>
  whole({
    title: 'Macro dimension',
    symbol: 'd',
    description: 'How many coordinates of φ(u) and φ(v) are matched; the rest is free and sampled.',
    min: 1,
    max,
    default: value,
    step: 1,
  });

export const gamma = (value: number) =>
  real({
    title: 'Distribution weight',
    symbol: '\\gamma',
    description:
      'Weight of the distribution loss (Eq. 6). Small values match the macrostates better and shrink them: std² = γ/(γ + 2(1−ρ)), ρ the u–v correlation.',
    min: 1e-4,
    max: 10,
    default: value,
    step: 0.01,
    scale: 'logarithmic',
  });

export const observationTolerance = (value: number) =>
  real({
    title: 'Observation tolerance',
    description:
      'Standard deviation of the noise added to the standardised observation while training. Without it the network keeps whatever is predictable, even what nobody could see; with it the macrostate keeps what is visible. On Turing patterns, the score was .35 without, .73 at 0.25 and .90 at 0.5.',
    min: 0,
    max: 2,
    default: value,
    step: 0.05,
  });

export const steps = (value: number) =>
  whole({
    title: 'Steps',
    description: 'Number of optimiser steps.',
    min: 1,
    max: 10_000_000,
    default: value,
    step: 100,
  });

export const batch = (value: number) =>
  whole({
    title: 'Batch',
    unit: 'pairs',
    description: 'Pairs (u, v) per step.',
    min: 8,
    max: 4096,
    default: value,
    step: 8,
  });
