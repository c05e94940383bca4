import type { Estimate, ExponentPair, FigureTable, RsrgStep } from '../../../../preload/contract/index.ts';
import type { FigureRecipe, Results } from './figure.ts';
import type { Job } from './jobs.ts';
import {
  chainJobs,
  chainName,
  ensembleJobs,
  ensembleName,
  kernelModels,
  kernelsJobs,
  measurementOf,
} from './models.ts';
import { levelOf } from './panels.ts';
import { comparedStep } from './spectrum.ts';

/** Pairs (L, L/4) of Table II. */
const pairs = [
  [32, 8],
  [64, 16],
  [128, 32],
] as const;
const largest = 128;

/** Figures of the paper's Tables II to IV, by row. */
const published = {
  gammaOverNu: {
    MC: [1.754, 1.751, 1.749],
    'k = 3': [1.803, 1.804, 1.805],
    'k = 5': [1.781, 1.782, 1.782],
    'k = 7': [1.777, 1.778, 1.778],
    'k = 3, w.': [1.834, 1.835, 1.836],
    'k = 5, w.': [1.815, 1.816, 1.816],
    'k = 7, w.': [1.812, 1.812, 1.812],
  },
  oneOverNu: {
    MC: [1.077, 1.038, 1.02],
    'k = 3': [1.163, 1.157, 1.155],
    'k = 5': [1.138, 1.12, 1.112],
    'k = 7': [1.129, 1.106, 1.096],
    'k = 3, w.': [1.169, 1.164, 1.163],
    'k = 5, w.': [1.138, 1.116, 1.107],
    'k = 7, w.': [1.126, 1.103, 1.093],
  },
  /** L: y_h, 1/ν, ω of Monte Carlo. */
  spectrum: { 32: [1.87537, 0.931, -1.35], 128: [1.87582, 0.973, -1.08] },
  /** η and 1/ν by RSRG at L = 128. */
  rsrg: {
    MC: [0.248, 0.973],
    'k = 3': [0.282, 1.111],
    'k = 5': [0.285, 1.067],
    'k = 7': [0.287, 1.055],
    'k = 3, w.': [0.243, 1.13],
    'k = 5, w.': [0.223, 1.074],
    'k = 7, w.': [0.227, 1.059],
  },
  eta: {
    MC: 0.251,
    'k = 3': 0.195,
    'k = 5': 0.218,
    'k = 7': 0.222,
    'k = 3, w.': 0.164,
    'k = 5, w.': 0.184,
    'k = 7, w.': 0.188,
  },
} as const;
type RowName = keyof typeof published.gammaOverNu;

const models = kernelModels([false, true]);
const spectrumSides = [32, 128] as const;

/** Tables II, III and IV: exponents by finite-size scaling and by RSRG, beside the paper's and the exact ones. */
export const tables: FigureRecipe = {
  figure: 'tables',
  title: 'Tables II, III and IV',
  jobs: (spec) => ({
    ...kernelsJobs(spec, [false, true]),
    ...ensembleJobs(models, spec, largest, true),
    ...chainJobs([8, 16, 32, 64, 128], spec, true),
  }),
  draw: (jobs, results) => ({
    panels: [],
    tables: [
      scalingTable('Table II: γ/ν', 'gammaOverNu', 1.75, jobs, results),
      scalingTable('Table II: 1/ν', 'oneOverNu', 1, jobs, results),
      spectrumTable(jobs, results),
      summaryTable(jobs, results),
    ],
    notes: [
      'Monte Carlo lattices are ensembles of their own, so their exponents’ errors add in quadrature; the levels of an upscaled ensemble are measured jointly.',
      'Table III has L = 512 and 1024 in the paper; here it stops at 128. RSRG takes the 36 operators of at most four spins, for Monte Carlo after one blocking.',
      'The paper’s 1/ν of Monte Carlo by RSRG (.931 and .973) does not reproduce: with these operators no blocking step gives it, while y_h agrees.',
    ],
  }),
};

/** Exponents of a row from the pair (L, L/4). */
function exponentOf(
  row: RowName,
  [large, small]: readonly [number, number],
  exponent: 'gammaOverNu' | 'oneOverNu',
  jobs: Record<string, Job>,
  results: Results,
): Estimate | null {
  if (row !== 'MC') {
    const model = models.find(({ name }) => name === row)!;
    const { exponents } = measurementOf(jobs, results, ensembleName(model, largest));
    const pair: ExponentPair | undefined = exponents.find(
      (one) => one.large === large && one.small === small,
    );
    return pair?.[exponent] ?? null;
  }
  const observable = exponent === 'gammaOverNu' ? 'chi' : 'cme';
  const [a, b] = [large, small].map(
    (size) => levelOf(measurementOf(jobs, results, chainName(size)), size).observables[observable],
  );
  const [ra, rb] = [relative(a), relative(b)];
  return {
    value: Math.log(a.value / b.value) / Math.log(4),
    error: ra === null || rb === null ? null : Math.hypot(ra, rb) / Math.log(4),
  };
}

const relative = ({ value, error }: Estimate) => (error === null ? null : error / value);

const rowNames = Object.keys(published.gammaOverNu) as RowName[];

function scalingTable(
  title: string,
  exponent: 'gammaOverNu' | 'oneOverNu',
  exact: number,
  jobs: Record<string, Job>,
  results: Results,
): FigureTable {
  return {
    title,
    columns: pairs.map(([large, small]) => `(${large}, ${small})`),
    rows: rowNames.map((row) => ({
      name: row,
      cells: pairs.map((pair, i) => ({
        measured: exponentOf(row, pair, exponent, jobs, results),
        paper: published[exponent][row][i],
        exact,
      })),
    })),
  };
}

const stepOf = (jobs: Record<string, Job>, results: Results, name: string): RsrgStep | null =>
  comparedStep(measurementOf(jobs, results, name));

function spectrumTable(jobs: Record<string, Job>, results: Results): FigureTable {
  return {
    title: 'Table III: RSRG of Monte Carlo',
    columns: ['y_h', '1/ν', 'ω'],
    rows: spectrumSides.map((size) => {
      const step = stepOf(jobs, results, chainName(size));
      const [yh, oneOverNu, omega] = published.spectrum[size];
      return {
        name: `L = ${size}`,
        cells: [
          { measured: step?.yh ?? null, paper: yh, exact: 1.875 },
          { measured: step?.yTau ?? null, paper: oneOverNu, exact: 1 },
          { measured: step?.omega ?? null, paper: omega, exact: -1 },
        ],
      };
    }),
  };
}

function summaryTable(jobs: Record<string, Job>, results: Results): FigureTable {
  const [large] = pairs.slice(-1);
  return {
    title: 'Table IV: finite-size scaling and RSRG at L = 128',
    columns: ['η, FSS', 'η, RSRG', '1/ν, FSS', '1/ν, RSRG'],
    rows: rowNames.map((row) => {
      const model = models.find(({ name }) => name === row);
      const step = stepOf(jobs, results, model ? ensembleName(model, largest) : chainName(largest));
      const gamma = exponentOf(row, large, 'gammaOverNu', jobs, results);
      return {
        name: row,
        cells: [
          {
            measured: gamma && { value: 2 - gamma.value, error: gamma.error },
            paper: published.eta[row],
            exact: 0.25,
          },
          { measured: step?.eta ?? null, paper: published.rsrg[row][0], exact: 0.25 },
          {
            measured: exponentOf(row, large, 'oneOverNu', jobs, results),
            paper: published.oneOverNu[row][2],
            exact: 1,
          },
          { measured: step?.yTau ?? null, paper: published.rsrg[row][1], exact: 1 },
        ],
      };
    }),
  };
}
