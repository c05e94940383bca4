import type { EstimatedCurve, FigurePanel } from '../../../../preload/contract/index.ts';
import type { FigureRecipe } from './figure.ts';
import {
  chainJobs,
  chainName,
  ensembleJobs,
  ensembleName,
  kernelModels,
  kernelsJobs,
  measurementOf,
  type Model,
} from './models.ts';
import { levelOf, series } from './panels.ts';

const largest = 128;
/** β/ν of the two-dimensional Ising model, with which the paper rescales. */
const betaOverNu = 1 / 8;
/** P(0) is the mean density over |m| L^β/ν below this: a single bin would shift the whole curve by its own noise. */
const centre = 0.15;

/** ln P(m)/P(0) against m L^β/ν (Eq. 16), with errors by propagation; bins that nothing fell into are left out, all of them when nothing fell into the centre. */
function scaledDistribution(
  name: string,
  role: FigurePanel['series'][number]['role'],
  size: number,
  { x, value, error }: EstimatedCurve,
): FigurePanel['series'][number] {
  const scale = size ** betaOverNu;
  const central = value.filter((_, i) => Math.abs(x[i] * scale) < centre);
  const zero = central.reduce((sum, density) => sum + density, 0) / central.length;
  return series(
    name,
    role,
    x.flatMap((m, i) =>
      value[i] > 0 && zero > 0
        ? [
            {
              x: m * scale,
              y: { value: Math.log(value[i] / zero), error: error ? error[i] / value[i] : null },
            },
          ]
        : [],
    ),
  );
}

const axes = {
  x: { name: 'm L^(1/8)', scale: 'linear' },
  y: { name: 'ln P(m)/P(0)', scale: 'linear' },
} as const;
const centreNote = `P(0) is the mean density over |m| L^(1/8) < ${centre}; the distributions are symmetrised under m → −m.`;

const seven = kernelModels([false]).filter(({ size }) => size === 7);

/** Fig. 8: the distribution of the order parameter collapses for all sizes. */
export const figure8: FigureRecipe = {
  figure: '8',
  title: 'Distribution of the order parameter: collapse',
  jobs: (spec) => ({
    ...kernelsJobs(spec, [false]),
    ...ensembleJobs(seven, spec, largest),
    ...chainJobs([largest], spec),
  }),
  draw: (jobs, results) => {
    const upscaled = measurementOf(jobs, results, ensembleName(seven[0], largest));
    const simulated = levelOf(measurementOf(jobs, results, chainName(largest)), largest);
    return {
      panels: [
        {
          title: 'k = 7 from one spin',
          ...axes,
          series: [
            ...[32, 64, 128].map((size) =>
              scaledDistribution(`L = ${size}`, 'measured', size, levelOf(upscaled, size).distribution),
            ),
            scaledDistribution(`Monte Carlo, L = ${largest}`, 'monte-carlo', largest, simulated.distribution),
          ],
        },
      ],
      tables: [],
      notes: [centreNote],
    };
  },
};

const starts: readonly Model[] = kernelModels([false])
  .filter(({ size }) => size !== 5)
  .flatMap((model) =>
    ([1, 8] as const).map((start): Model => ({ ...model, name: `${model.name}, L0 = ${start}`, start })),
  );

/** Fig. 9: growing from L0 = 8 improves the shape of the distribution. */
export const figure9: FigureRecipe = {
  figure: '9',
  title: 'Distribution of the order parameter: the start',
  jobs: (spec) => ({
    ...kernelsJobs(spec, [false]),
    ...ensembleJobs(starts, spec, largest),
    ...chainJobs([largest], spec),
  }),
  draw: (jobs, results) => ({
    panels: [
      {
        title: `L = ${largest}`,
        ...axes,
        series: [
          ...starts.map((model) =>
            scaledDistribution(
              model.name,
              'measured',
              largest,
              levelOf(measurementOf(jobs, results, ensembleName(model, largest)), largest).distribution,
            ),
          ),
          scaledDistribution(
            'Monte Carlo',
            'monte-carlo',
            largest,
            levelOf(measurementOf(jobs, results, chainName(largest)), largest).distribution,
          ),
        ],
      },
    ],
    tables: [],
    notes: [centreNote],
  }),
};
