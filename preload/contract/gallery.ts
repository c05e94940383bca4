import type { GrayScottParameters } from './experiments/gray-scott.ts';

/** A named pattern of the live simulator's gallery. */
export interface NamedPattern {
  /** Stable, for links and shortcuts. */
  id: string;
  name: string;
  /** Letter of Pearson's classification (Science 261, 189, 1993), ν and π being later additions to it. */
  pearson?: string;
  /** What one sees, and when. */
  description: string;
  parameters: GrayScottParameters;
  /** Steps after which the pattern looks like its name, grown on 256² from the default initial state. */
  steps: number;
}

/** Pearson's Du = 2·10⁻⁵, Dv = 10⁻⁵ on cells of side 2.5/256, in units of dx = 1, dt = 1: D dt / dx². */
const pearsonDiffusion = { Da: 0.2097, Db: 0.1049 };

const pearson = (
  letter: string,
  name: string,
  F: number,
  k: number,
  steps: number,
  description: string,
): NamedPattern => ({
  id: name.toLowerCase().replaceAll(/[^a-z]+/g, '-'),
  name,
  pearson: letter,
  description,
  parameters: { ...pearsonDiffusion, F, k },
  steps,
});

/**
 * Patterns that grow at these parameters in this simulator (five-point stencil, dx = dt = 1) from squares of b with noise; each was grown
 * and looked at, and a test grows them again. Pearson's ξ and the later ρ and σ need prepared initial states and are not here.
 */
export const gallery: readonly NamedPattern[] = [
  pearson(
    'α',
    'Chasing arcs',
    0.012,
    0.05,
    8000,
    'Short fronts that race, collide and die out, and always some that survive.',
  ),
  pearson(
    'β',
    'Chaos',
    0.026,
    0.051,
    10000,
    'Smooth turbulence: holes open in the high state and close again.',
  ),
  pearson('γ', 'Restless stripes', 0.022, 0.051, 10000, 'A maze whose stripes keep breaking and joining.'),
  pearson('δ', 'Holes', 0.03, 0.055, 10000, 'Holes in the high state, in a nearly hexagonal order.'),
  pearson(
    'δ',
    'Holes and dashes',
    0.042,
    0.059,
    10000,
    'Holes, some drawn out to short lines, that settle slowly.',
  ),
  pearson(
    'ε',
    'Boiling rings',
    0.018,
    0.055,
    8000,
    'Spots swell to rings, burst, divide and crowd each other out.',
  ),
  pearson(
    'ζ',
    'Dying spots',
    0.026,
    0.059,
    15000,
    'Spots divide into every gap and are starved by their neighbours, for ever.',
  ),
  pearson('η', 'Beads and worms', 0.034, 0.062, 5000, 'Spots beside short worms that fit into each other.'),
  pearson('θ', 'Maze', 0.03, 0.057, 10000, 'A maze of even stripes that hardly moves once it is there.'),
  pearson(
    'ι',
    'Lone holes',
    0.046,
    0.0594,
    5000,
    'Holes that live on their own in the high state and slowly vanish.',
  ),
  pearson('κ', 'Coral', 0.058, 0.063, 2500, 'Loops grow outwards, fold and fill the plane like a coral.'),
  pearson('λ', 'Mitosis', 0.034, 0.065, 5000, 'Spots divide like cells until they fill the plane.'),
  pearson('μ', 'Worms and spots', 0.046, 0.065, 8000, 'Worms grow from their tips among spots that stay.'),
  pearson('μ', 'Growing worms', 0.058, 0.065, 10000, 'A few worms grow at both ends and never branch.'),
  pearson('ν', 'Solitons', 0.046, 0.067, 6000, 'Single spots that stand still and keep their distance.'),
  pearson(
    'π',
    'Cracks',
    0.062,
    0.0609,
    6000,
    'Dark lines and holes in the high state, at the edge of two phases: the "U-skate world".',
  ),
  {
    id: 'waves',
    name: 'Waves',
    description: 'Wave fronts with free ends that curl into short-lived spirals.',
    parameters: { Da: 0.2, Db: 0.1, F: 0.018, k: 0.049 },
    steps: 3000,
  },
  {
    id: 'spots-and-loops',
    name: 'Spots and loops',
    description: 'Fronts break into loops and spots that merge again.',
    parameters: { Da: 0.2097, Db: 0.1049, F: 0.018, k: 0.051 },
    steps: 8000,
  },
  {
    id: 'wandering-spots',
    name: 'Wandering spots',
    description: 'Spots that move, divide and are extinguished.',
    parameters: { Da: 0.2097, Db: 0.1049, F: 0.014, k: 0.054 },
    steps: 10000,
  },
  {
    id: 'pulsing-spots',
    name: 'Pulsing spots',
    description: 'Spots in nearly hexagonal order that pulse and never quite settle.',
    parameters: { Da: 0.2, Db: 0.1, F: 0.022, k: 0.061 },
    steps: 8000,
  },
  {
    id: 'stripes',
    name: 'Stripes',
    description: 'Stripes that straighten into bundles; b spreads four times more slowly than a.',
    parameters: { Da: 0.21, Db: 0.05, F: 0.014, k: 0.04 },
    steps: 15000,
  },
  {
    id: 'patchwork',
    name: 'Patchwork',
    description: 'Fields of holes and fields of stripes side by side.',
    parameters: { Da: 0.21, Db: 0.07, F: 0.022, k: 0.049 },
    steps: 15000,
  },
  {
    id: 'fingerprint',
    name: 'Fingerprint',
    description: 'Fine stripes in whorls and loops.',
    parameters: { Da: 0.21, Db: 0.05, F: 0.03, k: 0.053 },
    steps: 8000,
  },
  {
    id: 'leopard',
    name: 'Leopard',
    description: 'Small dense spots in grains of hexagonal order.',
    parameters: { Da: 0.21, Db: 0.05, F: 0.035, k: 0.068 },
    steps: 8000,
  },
  {
    id: 'honeycomb',
    name: 'Honeycomb',
    description: 'Small holes in a net of b, with faults where grains meet.',
    parameters: { Da: 0.21, Db: 0.05, F: 0.04, k: 0.055 },
    steps: 10000,
  },
  {
    id: 'islands',
    name: 'Islands',
    description: 'Large spots far apart; some stretch and divide slowly.',
    parameters: { Da: 0.12, Db: 0.1, F: 0.03, k: 0.0565 },
    steps: 6000,
  },
  {
    id: 'amoebae',
    name: 'Amoebae',
    description: 'Hollow blobs that swell, stretch, meet and withdraw.',
    parameters: { Da: 0.12, Db: 0.1, F: 0.025, k: 0.053 },
    steps: 8000,
  },
];
