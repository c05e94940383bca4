import type { FigurePanel, ObservableName } from '../../../../preload/contract/index.ts';
import type { FigureRecipe, Results } from './figure.ts';
import type { Job } from './jobs.ts';
import {
  chainJobs,
  chainName,
  comparedSides,
  ensembleJobs,
  ensembleName,
  kernelModels,
  kernelsJobs,
  measurementOf,
  trainingSide,
  type Model,
} from './models.ts';
import { levelOf, line, observableSeries, series, sizeAxis } from './panels.ts';

const largest = 128;
/** U4 of the infinite critical lattice (Nicolaides and Bruce 1988, cited by the paper). */
const criticalBinder = 0.61069;

/** An observable against L for models, Monte Carlo and, where Kaufman's solution gives it, exactly. */
export function againstSize(
  title: string,
  observable: ObservableName,
  scale: FigurePanel['y']['scale'],
  models: readonly Model[],
  jobs: Record<string, Job>,
  results: Results,
): FigurePanel {
  const symbols: Partial<Record<ObservableName, string>> = { chi: 'χ', cme: 'c_me', c: 'c', u4: 'U4' };
  const simulated = comparedSides.map((size) => levelOf(measurementOf(jobs, results, chainName(size)), size));
  const curves = models.map((model) =>
    observableSeries(
      model.name,
      'measured',
      measurementOf(jobs, results, ensembleName(model, largest)).levels,
      observable,
    ),
  );
  curves.push(observableSeries('Monte Carlo', 'monte-carlo', simulated, observable));
  if (observable === 'c') {
    const exact = simulated.flatMap(({ size, exact: known }) =>
      known ? [{ x: size, y: { value: known.c, error: null } }] : [],
    );
    curves.push(series('exact (Kaufman)', 'exact', exact));
  }
  if (observable === 'u4') curves.push(line('L → ∞', 'exact', criticalBinder, comparedSides));
  return { title, x: sizeAxis(), y: { name: symbols[observable] ?? observable, scale }, series: curves };
}

/** Fig. 5: susceptibilities of upscaled and simulated ensembles. */
export const figure5: FigureRecipe = {
  figure: '5',
  title: 'Susceptibilities against size',
  jobs: (spec) => ({
    ...kernelsJobs(spec, [false, true]),
    ...ensembleJobs(kernelModels([false, true]), spec, largest),
    ...chainJobs(comparedSides, spec),
  }),
  draw: (jobs, results) => {
    const panel = (title: string, observable: ObservableName, scale: FigurePanel['y']['scale']) =>
      againstSize(title, observable, scale, kernelModels([false, true]), jobs, results);
    return {
      panels: [
        panel('(a) Magnetic susceptibility', 'chi', 'logarithmic'),
        panel('(b) Magnetization–energy cumulant', 'cme', 'logarithmic'),
        panel('(c) Heat capacity', 'c', 'linear'),
      ],
      tables: [],
      notes: ['“w.” marks kernels trained with the weighted loss, Eq. 13.'],
    };
  },
};

/** Training data that Fig. 6 compares, by side and share of the configurations. */
const trainings = [
  { side: 8, share: 1 },
  { side: trainingSide, share: 1 },
  { side: 64, share: 1 },
  { side: trainingSide, share: 0.1 },
  { side: trainingSide, share: 0.01 },
] as const;

/** Fig. 6: heat capacity for several training lattices L_t and numbers of training configurations M. */
export const figure6: FigureRecipe = {
  figure: '6',
  title: 'Heat capacity and the training data',
  jobs: (spec) => {
    const jobs: Record<string, Job> = {};
    for (const { side, share } of trainings) {
      const configurations = Math.max(20, Math.round(share * spec.trainingConfigurations));
      jobs[trainingName(side, share)] = {
        type: 'kernels',
        side,
        configurations,
        weighted: false,
        sizes: [3, 7],
      };
    }
    return { ...jobs, ...ensembleJobs(trainedModels(), spec, largest), ...chainJobs(comparedSides, spec) };
  },
  draw: (jobs, results) => ({
    panels: [3, 7].map((size) =>
      againstSize(
        `k = ${size}`,
        'c',
        'linear',
        trainedModels().filter((model) => model.size === size),
        jobs,
        results,
      ),
    ),
    tables: [],
    notes: trainings.map(({ side, share }) => {
      const job = jobs[trainingName(side, share)];
      return `${trainingName(side, share)}: M = ${'side' in job ? job.configurations : ''}.`;
    }),
  }),
};

const trainingName = (side: number, share: number) => `L_t = ${side}${share === 1 ? '' : `, M·${share}`}`;

function trainedModels(): Model[] {
  return [3, 7].flatMap((size) =>
    trainings.map(({ side, share }): Model => {
      const from = trainingName(side, share);
      return { name: `k = ${size}, ${from}`, from, size, start: 1 };
    }),
  );
}

/** Fig. 7: Binder ratios, also of ensembles grown from Monte Carlo at L0 = 8. */
export const figure7: FigureRecipe = {
  figure: '7',
  title: 'Binder ratio',
  jobs: (spec) => ({
    ...kernelsJobs(spec, [false, true]),
    ...ensembleJobs(binderModels(), spec, largest),
    ...chainJobs(comparedSides, spec),
  }),
  draw: (jobs, results) => ({
    panels: [againstSize('Binder ratio', 'u4', 'linear', binderModels(), jobs, results)],
    tables: [],
    notes: ['L0 = 8 marks ensembles grown from Monte Carlo configurations of 8² spins instead of one spin.'],
  }),
};

const binderModels = (): Model[] => [
  ...kernelModels([false, true]),
  ...kernelModels([false])
    .filter(({ size }) => size !== 5)
    .map((model): Model => ({ ...model, name: `${model.name}, L0 = 8`, start: 8 })),
];
