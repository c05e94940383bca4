import type { PaperFigure } from '../../../../preload/contract/index.ts';

/** A figure of the paper: what it shows, and what has to be computed for it. */
export interface PaperFigureWords {
  figure: PaperFigure;
  title: string;
  /** What the reader learns from it. */
  shows: string;
  /** What pressing the button computes. */
  computes: string;
  work: FigureWork;
}

/** What a figure costs, in numbers of things the program does. */
export interface FigureWork {
  /** Newton trainings, on lattices of these sides. */
  trainings: number[];
  /** AdamW trainings: single-layer by epochs on the table, and two-layer networks. */
  descents: number;
  networks: number;
  /** Ensembles grown to 128² and measured. */
  ensembles: number;
  /** Sides of the Monte Carlo ensembles beside them. */
  simulations: number[];
  rsrg: boolean;
}

const allSizes = [8, 16, 32, 64, 128];

export const figureWords: readonly PaperFigureWords[] = [
  {
    figure: '3',
    title: 'Training losses',
    shows:
      'AdamW needs hundreds of steps to where the loss is least; Newton is there at once, and the floor is near.',
    computes: 'k = 3, 5 and 7 by AdamW and by Newton on the same configurations.',
    work: { trainings: [32, 32, 32], descents: 3, networks: 0, ensembles: 0, simulations: [], rsrg: false },
  },
  {
    figure: '5',
    title: 'Susceptibilities',
    shows: 'χ and c_me of dreamt ensembles are power laws; c grows a little faster than ln L.',
    computes: 'k = 3, 5 and 7, with and without weights, from one spin to 128², beside Monte Carlo.',
    work: {
      trainings: Array.from({ length: 6 }, () => 32),
      descents: 0,
      networks: 0,
      ensembles: 6,
      simulations: allSizes,
      rsrg: false,
    },
  },
  {
    figure: '6',
    title: 'What the training set changes',
    shows:
      'Heat capacity against the size and the number of the training configurations: little beyond L_t = 32.',
    computes: 'k = 3 and 7 trained on several L_t and M, grown to 128².',
    work: {
      trainings: [16, 32, 64, 128, 32, 32, 16, 32, 64, 128, 32, 32],
      descents: 0,
      networks: 0,
      ensembles: 12,
      simulations: allSizes,
      rsrg: false,
    },
  },
  {
    figure: '7',
    title: 'Binder ratio',
    shows: 'U₄ of what grew from one spin is off by a few percent; from Monte Carlo at 8² by less than one.',
    computes: 'k = 3, 5 and 7 from one spin and from Monte Carlo at 8².',
    work: {
      trainings: Array.from({ length: 6 }, () => 32),
      descents: 0,
      networks: 0,
      ensembles: 9,
      simulations: allSizes,
      rsrg: false,
    },
  },
  {
    figure: '8',
    title: 'Collapse of the order parameter',
    shows: 'P(m) against m L^(1/8) does not depend on the size: the ensemble is scale invariant.',
    computes: 'k = 7 from one spin at 32², 64² and 128², beside Monte Carlo at 128².',
    work: { trainings: [32], descents: 0, networks: 0, ensembles: 1, simulations: [128], rsrg: false },
  },
  {
    figure: '9',
    title: 'Where the growth begins',
    shows: 'Started from Monte Carlo at 8², P(m) at 128² has the right shape, whatever the kernel.',
    computes: 'k = 3, 5 and 7 from one spin and from 8², beside Monte Carlo at 128².',
    work: {
      trainings: [32, 32, 32],
      descents: 0,
      networks: 0,
      ensembles: 6,
      simulations: [128],
      rsrg: false,
    },
  },
  {
    figure: '10',
    title: 'RSRG exponents',
    shows: 'y_τ, y_h, the redundant eigenvalue and ω of the linearised renormalization map, against L.',
    computes: 'k = 3, 5 and 7, with and without weights, blocked once and diagonalised with 36 operators.',
    work: {
      trainings: Array.from({ length: 6 }, () => 32),
      descents: 0,
      networks: 0,
      ensembles: 6,
      simulations: [32, 128],
      rsrg: true,
    },
  },
  {
    figure: '11',
    title: 'Two-layer networks',
    shows:
      'More parameters do not help: the heat capacity is no better than that of the kernel of the same size.',
    computes: 'Two-layer networks with k = 3 and 7, and their single-layer counterparts.',
    work: {
      trainings: [32, 32],
      descents: 0,
      networks: 2,
      ensembles: 4,
      simulations: allSizes,
      rsrg: false,
    },
  },
  {
    figure: 'tables',
    title: 'Tables II, III and IV',
    shows:
      'Exponents from finite-size scaling and from RSRG, beside those printed in the paper and the exact ones.',
    computes: 'All kernels, with and without weights, and Monte Carlo to 128².',
    work: {
      trainings: Array.from({ length: 6 }, () => 32),
      descents: 0,
      networks: 0,
      ensembles: 6,
      simulations: allSizes,
      rsrg: true,
    },
  },
];
