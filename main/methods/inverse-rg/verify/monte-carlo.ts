import {
  criticalCoupling,
  samplingAlgorithms,
  type Estimate,
  type LevelMeasurement,
} from '../../../../preload/contract/index.ts';
import { exactIsing } from '../../../physics/ising/exact.ts';
import type { Check, ProofContext } from '../../proof.ts';
import { finishMeasurement } from '../measure/finish.ts';
import type { SimulationOrder } from '../monte-carlo/plan.ts';
import { round, Simulation } from '../monte-carlo/simulation.ts';

/** On the largest lattice; smaller ones, whose energies scatter more, have 8 times as many at a quarter of the side. */
const configurations = { quick: 2000, normal: 20_000, full: 100_000 };
const sizes = [32, 64, 128] as const;
const configurationsOf = (level: ProofContext['level'], size: number) =>
  Math.round(configurations[level] * (128 / size) ** 1.5);
const largestRelativeError = 1e-3;
const standardErrors = 3;

/** U4 of the infinite critical lattice with periodic boundaries (Kamieniarz and Blöte, J. Phys. A 26, 201, 1993). */
const binderCumulant = 0.61069;

/** Where all algorithms are compared with the exact energy: away from K_c, so that single-spin updates forget fast. */
const compared = { size: 16, coupling: 0.36, configurations: 8000 };

/** The simulations against exact energies of finite lattices, and what stands beside them. */
export async function monteCarloChecks(context: ProofContext): Promise<Check[]> {
  const orders = [
    ...samplingAlgorithms.map((algorithm) => orderOf(context, { ...compared, algorithm })),
    ...sizes.map((size) =>
      orderOf(context, {
        size,
        coupling: criticalCoupling,
        configurations: configurationsOf(context.level, size),
        algorithm: 'swendsen-wang',
      }),
    ),
  ];
  const total = orders.reduce((sum, order) => sum + work(order), 0);
  const checks: Check[] = [];
  let before = 0;
  for (const order of orders) {
    const { size, algorithm } = order;
    const level = await simulate(context, order, (fraction) =>
      context.progress((before + fraction * work(order)) / total, `Monte Carlo, ${algorithm}, L = ${size}`),
    );
    checks.push(
      ...(order.coupling === criticalCoupling ? criticalRows(level) : [algorithmRow(level, algorithm)]),
    );
    before += work(order);
  }
  return checks;
}

const work = ({ size, configurations: count }: SimulationOrder) => size * size * count;

function orderOf(
  { seed }: ProofContext,
  chosen: Pick<SimulationOrder, 'size' | 'coupling' | 'algorithm' | 'configurations'>,
): SimulationOrder {
  return {
    ...chosen,
    seed,
    start: 'random',
    spacing: 6,
    warmUp: 200,
    chains: 8,
    bins: 40,
    correlation: false,
    rsrg: false,
    keep: 0,
  };
}

async function simulate(
  { pool }: ProofContext,
  order: SimulationOrder,
  progress: (fraction: number) => void,
): Promise<LevelMeasurement> {
  const simulation = new Simulation(order);
  while (!simulation.complete) {
    await round(pool, [simulation]);
    const { done, total } = simulation.sweeps;
    progress(done / total);
  }
  const { options, bins } = simulation;
  const [level] = finishMeasurement([{ options, bins, autocorrelation: simulation.autocorrelationTimes() }], {
    title: 'Monte Carlo',
    source: 'monte-carlo',
    coupling: order.coupling,
    notes: [],
    seconds: 0,
  }).levels;
  return level;
}

function criticalRows({ size, observables, autocorrelation }: LevelMeasurement): Check[] {
  const exact = exactIsing(size, criticalCoupling);
  const energy = energyRow(`mc.energy.L${size}`, observables.e, exact.e, `L = ${size} at K_c, Swendsen–Wang`);
  const { value, error } = observables.e;
  const rows = [
    {
      ...energy,
      tolerance: `${energy.tolerance}, each below ${100 * largestRelativeError}%`,
      pass: energy.pass && error !== null && error < largestRelativeError * value,
    },
    shownBeside(`mc.c.L${size}`, observables.c, exact.c, 'Kaufman 1949, exact'),
    shownBeside(`mc.u4.L${size}`, observables.u4, binderCumulant, 'Kamieniarz and Blöte 1993, L → ∞'),
  ];
  if (autocorrelation) {
    const id = `mc.tau.L${size}`;
    rows.push(shownBeside(id, autocorrelation.e, 'shown', 'of the energy, in sweeps of Swendsen–Wang'));
  }
  return rows;
}

const algorithmRow = ({ size, observables }: LevelMeasurement, algorithm: string) =>
  energyRow(
    `mc.energy.${algorithm}`,
    observables.e,
    exactIsing(size, compared.coupling).e,
    `L = ${size} at K = ${compared.coupling}`,
  );

function energyRow(id: string, energy: Estimate, reference: number, where: string): Check {
  const error = energy.error ?? 0;
  return {
    ...measured(id, energy),
    reference,
    tolerance: `${standardErrors} standard errors`,
    pass: Math.abs(energy.value - reference) <= standardErrors * error,
    source: `${where}; standard error ${error.toExponential(1)}; exact energy of the finite lattice, Kaufman 1949`,
  };
}

const shownBeside = (id: string, estimate: Estimate, reference: number | string, source: string): Check => ({
  ...measured(id, estimate),
  reference,
  tolerance: 'none',
  pass: true,
  source: `${source}; only shown`,
});

function measured(id: string, { value, error }: Estimate): Pick<Check, 'id' | 'measured' | 'interval'> {
  if (error === null) return { id, measured: value };
  return { id, measured: value, interval: [value - 1.96 * error, value + 1.96 * error] };
}
