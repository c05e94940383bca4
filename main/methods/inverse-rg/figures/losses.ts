import type { FigureRecipe } from './figure.ts';
import type { DescentJob } from './jobs.ts';
import { paperKernels, trainingSide } from './models.ts';
import { line } from './panels.ts';

/** As in the paper's caption: batches of a twentieth of the configurations. */
const batchesPerEpoch = 20;
const epochs = 25;

const name = (size: number) => `AdamW, k = ${size}`;

/** Fig. 3: losses of AdamW by step, with the optimum of the same data that Newton's method finds. */
export const figure3: FigureRecipe = {
  figure: '3',
  title: 'Training losses',
  jobs: ({ trainingConfigurations }) =>
    Object.fromEntries(
      paperKernels.map((size): [string, DescentJob] => [
        name(size),
        {
          type: 'descent',
          size,
          side: trainingSide,
          configurations: trainingConfigurations,
          weighted: false,
          batch: Math.max(16, Math.round(trainingConfigurations / batchesPerEpoch)),
          epochs,
        },
      ]),
    ),
  draw: (jobs, results) => ({
    panels: paperKernels.map((size) => {
      const { steps, training, heldOut, newton, floor } = results(name(size), jobs[name(size)] as DescentJob);
      return {
        title: `k = ${size}`,
        x: { name: 'step', scale: 'logarithmic' },
        y: { name: 'loss', unit: 'nats per pixel', scale: 'linear' },
        series: [
          { name: 'training batch', role: 'measured', x: steps, y: training, error: null },
          { name: 'held out', role: 'measured', x: steps, y: heldOut, error: null },
          line('optimum (Newton)', 'exact', newton, steps),
          ...(floor ? [line('floor of any 4×4 window', 'exact', floor.value, steps)] : []),
        ],
      };
    }),
    tables: [],
    notes: [
      `AdamW at a learning rate of 0.01 as in the paper, ${batchesPerEpoch} batches an epoch. The optimum and the floor are those of this training data.`,
    ],
  }),
};
