import { criticalCoupling, type Estimate } from '../../../../preload/contract/index.ts';
import type { Check, ProofContext } from '../../proof.ts';
import { Counting } from '../training/counting.ts';
import { monteCarloData, partCounts } from '../training/data.ts';
import { entropyFloor } from '../training/floor.ts';
import { KernelProblem } from '../training/kernel-problem.ts';
import { minimiseByNewton, type NewtonResult } from '../training/newton.ts';
import { AdamWTraining } from '../training/optimise.ts';

const size = 32;
const spacing = 6;
const kernels = [3, 5, 7] as const;
const configurations = { quick: 10_000, normal: 150_000, full: 600_000 } as const;
/** Of the comparison with AdamW, in twenty mini-batches as in the paper. */
const compared = { configurations: 4000, batch: 200, epochs: 100, learningRate: 0.01 };

/** Optimum on 3·10⁵ configurations of 32², with standard errors of the weights where they were given. */
const reference = {
  weights: [
    { name: 'corner', value: 0.13623, error: 1.4e-4 },
    { name: 'edge', value: 0.1569, error: 2.2e-4 },
    { name: 'centre', value: 0.35256, error: 3.2e-4 },
  ],
  losses: { 3: 0.2604, 5: 0.26008, 7: 0.26006 },
  lossTolerance: 0.0002,
  /** Of a training loss on as many configurations, from the scatter of our own. */
  lossError: 1e-4,
  floor: 0.25963,
};
const source = 'logistic regression on 3·10⁵ configurations of 32², independent implementation';

/** The convex training problem: its optimum by Newton against an independent one, and against AdamW on the same data. */
export async function newtonChecks(context: ProofContext): Promise<Check[]> {
  const counting = await count(context, configurations[context.level], null, [0, 0.8]);
  const problems = kernels.map((k) => new KernelProblem(counting, k, [0], 0));
  const optima = problems.map(({ training }) => minimiseByNewton(training));
  const seven = problems.length - 1;
  const loss = {
    training: problems[seven].loss('training', optima[seven].weights),
    heldOut: problems[seven].loss('held-out', optima[seven].weights),
  };
  const floor = entropyFloor(counting, [1], { ...loss, heldOut: loss.training });
  return [
    gradientCheck(optima),
    ...weightChecks(problems[0], optima[0]),
    ...kernels.map((k, i) => lossCheck(k, problems[i].loss('training', optima[i].weights))),
    ...(floor ? [floorRow(floor)] : []),
    ...(await adamwChecks(context)),
  ];
}

async function count(
  { pool, seed, progress }: ProofContext,
  total: number,
  batches: { kernelSize: number; configurations: number } | null,
  [from, to]: readonly [number, number],
): Promise<Counting> {
  const data = monteCarloData(
    { source: 'monte-carlo', size, configurations: total, coupling: criticalCoupling, spacing },
    [criticalCoupling],
    seed,
    partCounts({ type: 'kernel', size: 7 }),
  );
  const counting = new Counting({ counter: 'window-4', levels: 1, weighted: false, batches }, data, seed);
  await counting.run(
    pool,
    async () => {},
    (done, all) => progress(from + ((to - from) * done) / all, 'sampling and counting training data'),
  );
  return counting;
}

function gradientCheck(optima: readonly NewtonResult[]): Check {
  const largest = Math.max(...optima.map(({ gradientNorm }) => gradientNorm));
  return {
    id: 'newton.gradient',
    measured: largest,
    reference: 0,
    tolerance: 1e-12,
    pass: largest < 1e-12,
    source: 'norm of the gradient at the optimum, the largest of k = 3, 5, 7; zero at a minimum',
  };
}

function weightChecks(problem: KernelProblem, { weights, terms }: NewtonResult): Check[] {
  const errors = problem.errors(weights, terms.hessian);
  const rows = reference.weights.map(({ name, value, error }, i) => {
    const own = errors ? errors[i] : Number.NaN;
    return {
      name,
      measured: weights[i],
      own,
      reference: value,
      deviation: Math.abs(weights[i] - value) / Math.hypot(own, error),
    };
  });
  const largest = Math.max(...rows.map(({ deviation }) => deviation));
  return [
    {
      id: 'newton.k3.weights',
      measured: largest,
      reference: 0,
      tolerance: '3 standard errors of the difference',
      pass: largest <= 3,
      source: `largest distance of a weight in standard errors; ${source}`,
    },
    ...rows.map((row): Check => ({
      id: `newton.k3.weights.${row.name}`,
      measured: row.measured,
      interval: [row.measured - 1.96 * row.own, row.measured + 1.96 * row.own],
      reference: row.reference,
      tolerance: '3 standard errors of the difference',
      pass: row.deviation <= 3,
      source,
    })),
  ];
}

function lossCheck(k: 3 | 5 | 7, { value, error }: Estimate): Check {
  const own = error ?? 0;
  const distance = Math.abs(value - reference.losses[k]);
  const allowed = Math.max(reference.lossTolerance, 3 * Math.hypot(own, reference.lossError));
  return {
    id: `newton.k${k}.loss`,
    measured: value,
    interval: [value - 1.96 * own, value + 1.96 * own],
    reference: reference.losses[k],
    tolerance: `${reference.lossTolerance}, or 3 standard errors of the two samples (${allowed.toExponential(1)})`,
    pass: distance <= allowed,
    source,
  };
}

function floorRow({ value, error }: Estimate): Check {
  return {
    id: 'newton.floor',
    measured: value,
    ...(error === null ? {} : { interval: [value - 1.96 * error, value + 1.96 * error] as [number, number] }),
    reference: reference.floor,
    tolerance: 'shown only',
    pass: true,
    source:
      'shown only: entropy of a pixel given its 4×4 block window, corrected for finite counts; the reference is not corrected',
  };
}

/** AdamW with the paper's learning rate ends above the optimum of the same data, for every kernel. */
async function adamwChecks(context: ProofContext): Promise<Check[]> {
  const rows: Check[] = [];
  for (const [i, k] of kernels.entries()) {
    const from = 0.8 + (0.2 * i) / kernels.length;
    const batches = { kernelSize: k, configurations: compared.batch };
    const counting = await count(context, compared.configurations, batches, [from, from + 0.03]);
    const problem = new KernelProblem(counting, k, [0], 0);
    const optimum = minimiseByNewton(problem.training).terms.loss;
    const adamw = new AdamWTraining(
      problem,
      counting,
      {
        name: 'adamw',
        learningRate: compared.learningRate,
        weightDecay: 0,
        epochs: compared.epochs,
        batch: compared.batch,
      },
      context.seed,
    );
    const { weights } = await adamw.run(
      { metric: () => {} },
      async () => {},
      (step, steps) => context.progress(from + 0.03 + (0.03 * step) / steps, `AdamW on k = ${k}`),
    );
    const excess = problem.training.loss(weights) - optimum;
    rows.push({
      id: `newton.loss.k${k}`,
      measured: excess,
      reference: 0,
      tolerance: 'AdamW − Newton ≥ 0, in nats per pixel',
      // Rounding may leave them apart where AdamW has converged.
      pass: excess > -1e-13,
      source: `AdamW, ${compared.epochs} epochs of ${compared.configurations / compared.batch} mini-batches at learning rate ${compared.learningRate}, on the same ${compared.configurations} configurations; Newton's loss is ${optimum.toFixed(6)}`,
    });
  }
  return rows;
}
