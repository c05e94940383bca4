import {
  criticalCoupling,
  type EnsembleMeasurement,
  type Estimate,
} from '../../../../preload/contract/index.ts';
import type { Check, ProofContext } from '../../proof.ts';
import { finishMeasurement } from '../measure/finish.ts';
import { round, Simulation } from '../monte-carlo/simulation.ts';
import { readUpscaler } from '../stored.ts';
import { growEnsemble } from '../upscaling/ensemble.ts';

/** L compared; exponents are those of (L, L/4). */
const compared = [64, 128] as const;
const simulated = [128, 64, 32, 16] as const;

/** Dreamt up, and simulated at L = 128; smaller lattices are cheaper and get more. */
const upscaledConfigurations = { quick: 8000, normal: 60_000, full: 400_000 } as const;
const simulatedConfigurations = { quick: 3000, normal: 40_000, full: 200_000 } as const;
const simulatedMore: Record<(typeof simulated)[number], number> = { 128: 1, 64: 2, 32: 4, 16: 8 };

/** A distance is judged when its standard error is at most this share of the tolerance, and only shown where less is known. */
const decisive = 2 / 3;

const finalSweeps = [0, 2] as const;
const bins = 40;

/** Relative distances from Monte Carlo that the extension has to keep; null: only shown. */
const quantities = [
  { id: 'gamma', tolerance: 0.003 },
  { id: 'u4', tolerance: 0.004 },
  { id: 'chi', tolerance: 0.01 },
  { id: 'e', tolerance: 0.006 },
  { id: 'c', tolerance: null },
  { id: 'nu', tolerance: null },
] as const;
type Quantity = (typeof quantities)[number]['id'];

const shares = { monteCarlo: 0.5, upscaling: 0.5 };

/** The sequential fixed-point tables from one spin, with and without heat-bath sweeps at the end, against Monte Carlo of our own. */
export async function extensionChecks(context: ProofContext): Promise<Check[]> {
  const reference = await simulate(context, (fraction) =>
    context.progress(shares.monteCarlo * fraction, 'Monte Carlo of L = 16 to 128'),
  );
  const checks: Check[] = [];
  for (const [i, sweeps] of finalSweeps.entries()) {
    const dreamt = await dream(context, sweeps, (fraction) =>
      context.progress(
        shares.monteCarlo + (shares.upscaling * (i + fraction)) / finalSweeps.length,
        `upscaling with sequential tables, ${sweeps} sweeps`,
      ),
    );
    for (const size of compared) {
      for (const { id, tolerance } of quantities) {
        checks.push(
          row(id, tolerance, size, sweeps, valueOf(dreamt, size, id), valueOf(reference, size, id)),
        );
      }
    }
  }
  return checks;
}

async function simulate(
  { level, seed, pool }: ProofContext,
  progress: (fraction: number) => void,
): Promise<EnsembleMeasurement> {
  const simulations = simulated.map(
    (size) =>
      new Simulation({
        size,
        seed,
        coupling: criticalCoupling,
        algorithm: 'swendsen-wang',
        start: 'random',
        configurations: simulatedConfigurations[level] * simulatedMore[size],
        spacing: 6,
        warmUp: 300,
        chains: 8,
        bins,
        correlation: false,
        rsrg: false,
        keep: 0,
      }),
  );
  while (simulations.some(({ complete }) => !complete)) {
    await round(pool, simulations);
    const work = (pick: 'done' | 'total') =>
      simulations.reduce((sum, { sweeps, options }) => sum + sweeps[pick] * options.size ** 2, 0);
    progress(work('done') / work('total'));
  }
  const levels = simulations.map(({ options, bins: sums }) => ({ options, bins: sums }));
  return finishMeasurement(levels, { ...untitled, source: 'monte-carlo' });
}

async function dream(
  context: ProofContext,
  sweeps: number,
  progress: (fraction: number) => void,
): Promise<EnsembleMeasurement> {
  const configurations = upscaledConfigurations[context.level];
  const { levels } = await growEnsemble(
    context.pool,
    {
      parameters: readUpscaler(await context.model('pretrained/upscaler-sequential')),
      settings: {
        start: { from: 'one-spin' },
        size: 128,
        coupling: criticalCoupling,
        sweeps,
        sweepAfter: 'last',
        importance: false,
      },
      seed: context.seed,
      configurations,
      bins,
      correlation: false,
      rsrg: false,
      keep: 0,
    },
    (done) => progress(done / configurations),
  );
  return finishMeasurement(levels, { ...untitled, source: 'upscaled' });
}

const percent = (share: number) => `${(100 * share).toFixed(2)}%`;

const untitled = { title: '', coupling: criticalCoupling, notes: [], seconds: 0 };

function valueOf({ levels, exponents }: EnsembleMeasurement, size: number, quantity: Quantity): Estimate {
  const level = levels.find((one) => one.size === size);
  const pair = exponents.find(({ large }) => large === size);
  if (!level || !pair) throw new RangeError(`L = ${size} was not measured`);
  if (quantity === 'gamma') return pair.gammaOverNu;
  if (quantity === 'nu') return pair.oneOverNu;
  return level.observables[quantity];
}

function row(
  quantity: Quantity,
  tolerance: number | null,
  size: number,
  sweeps: number,
  dreamt: Estimate,
  simulation: Estimate,
): Check {
  const name = quantity === 'e' ? 'energy' : quantity;
  const error = dreamt.error ?? 0;
  const distance = dreamt.value / simulation.value - 1;
  const combined = Math.hypot(error / dreamt.value, (simulation.error ?? 0) / simulation.value);
  const swept = sweeps === 0 ? '' : `, ${sweeps} heat-bath sweeps`;
  const judged = tolerance !== null && combined <= decisive * tolerance;
  const shown = tolerance === null ? '; only shown' : '; too few configurations to judge, only shown';
  return {
    id: `extension.${name}.${size}${sweeps === 0 ? '' : '.swept'}`,
    measured: dreamt.value,
    interval: [dreamt.value - 1.96 * error, dreamt.value + 1.96 * error],
    reference: simulation.value,
    tolerance: tolerance === null ? 'none' : `${100 * tolerance}%`,
    pass: !judged || Math.abs(distance) <= tolerance,
    source: `one spin to L = ${size}${swept}: ${percent(distance)} ± ${percent(combined)} from own Swendsen–Wang${judged ? '' : shown}`,
  };
}
