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
  /** The number in its document that its precision depends on. */
  number: 'configurations' | 'trainingConfigurations';
}

/** What a figure costs, in numbers of things the program does. */
export interface FigureWork {
  /** Newton trainings: side of the training lattice, and share of the training configurations. */
  trainings?: { side: number; share: number }[];
  /** AdamW trainings of kernels. */
  descents?: number;
  /** Two-layer networks by kernel size; each is trained and grows one ensemble. */
  networks?: (3 | 7)[];
  /** Ensembles of kernels on each of these final lattices. */
  ensembles?: { number: number; sides: number[] };
  /** Sides of the Monte Carlo ensembles beside them. */
  simulations?: number[];
  rsrg?: boolean;
}

const all = [8, 16, 32, 64, 128];
const training = (number: number) => Array.from({ length: number }, () => ({ side: 32, share: 1 }));
const to128 = (number: number) => ({ number, sides: [128] });

export const figureWords: readonly PaperFigureWords[] = [
  {
    figure: '3',
    title: 'Training losses',
    shows:
      'AdamW comes down to the optimum in hundreds of steps; Newton is there at once, and the floor is near.',
    computes: 'k = 3, 5 and 7 by AdamW, with the optimum of the same configurations.',
    work: { descents: 3 },
    number: 'trainingConfigurations',
  },
  {
    figure: '5',
    title: 'Susceptibilities',
    shows: 'χ and c_me of dreamt ensembles are power laws; c grows a little faster than ln L.',
    computes: 'k = 3, 5 and 7, with and without weights, from one spin to 128², beside Monte Carlo.',
    work: { trainings: training(2), ensembles: to128(6), simulations: all },
    number: 'configurations',
  },
  {
    figure: '6',
    title: 'What the training data change',
    shows:
      'The heat capacity hardly depends on the training lattice; with k = 7 it depends on the number of configurations.',
    computes: 'k = 3 and 7 trained on L_t = 8, 32 and 64, and on a tenth and a hundredth of M.',
    work: {
      trainings: [8, 32, 64].map((side) => ({ side, share: 1 })),
      ensembles: to128(10),
      simulations: all,
    },
    number: 'configurations',
  },
  {
    figure: '7',
    title: 'Binder ratio',
    shows: 'U₄ of what grew from one spin is off by a few percent; from Monte Carlo at 8² by less than one.',
    computes: 'k = 3, 5 and 7, with and without weights, from one spin; k = 3 and 7 from 8².',
    work: { trainings: training(2), ensembles: to128(8), simulations: all },
    number: 'configurations',
  },
  {
    figure: '8',
    title: 'Collapse of the order parameter',
    shows: 'P(m) against m L^(1/8) does not depend on the size: the ensemble is scale invariant.',
    computes: 'k = 7 from one spin at 32², 64² and 128², beside Monte Carlo at 128².',
    work: { trainings: training(1), ensembles: to128(1), simulations: [128] },
    number: 'configurations',
  },
  {
    figure: '9',
    title: 'Where the growth begins',
    shows: 'Started from Monte Carlo at 8², P(m) at 128² has the right shape, whatever the kernel.',
    computes: 'k = 3 and 7 from one spin and from 8², beside Monte Carlo at 128².',
    work: { trainings: training(1), ensembles: to128(4), simulations: [128] },
    number: 'configurations',
  },
  {
    figure: '10',
    title: 'RSRG exponents',
    shows: 'Eigenvalues of the linearised renormalization map: y_τ, y_h, the redundant one and ω, against L.',
    computes: 'k = 3, 5 and 7, with and without weights, to 16², 32², 64² and 128², blocked once.',
    work: {
      trainings: training(2),
      ensembles: { number: 6, sides: [16, 32, 64, 128] },
      simulations: [16, 32, 64, 128],
      rsrg: true,
    },
    number: 'configurations',
  },
  {
    figure: '11',
    title: 'Two-layer networks',
    shows: 'More parameters do not help: the heat capacity is no better than that of a single layer.',
    computes: 'Two-layer networks and kernels with k = 3 and 7, with and without weights.',
    work: { trainings: training(2), networks: [3, 3, 7, 7], ensembles: to128(4), simulations: all },
    number: 'configurations',
  },
  {
    figure: 'tables',
    title: 'Tables II, III and IV',
    shows: 'Exponents from finite-size scaling and from RSRG, beside those of the paper and the exact ones.',
    computes: 'k = 3, 5 and 7, with and without weights, and Monte Carlo, all to 128² and blocked.',
    work: { trainings: training(2), ensembles: to128(6), simulations: all, rsrg: true },
    number: 'configurations',
  },
];
