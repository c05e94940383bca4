import { criticalCoupling, type Estimate, type ExponentPair } from '../../../../preload/contract/index.ts';
import type { Check, ProofContext } from '../../proof.ts';
import { finishMeasurement } from '../measure/finish.ts';
import { readUpscaler } from '../stored.ts';
import type { UpscalerParameters } from '../upscaler.ts';
import { growEnsemble } from '../upscaling/ensemble.ts';
import type { GrowthSettings } from '../upscaling/growth.ts';
import { weightedKernels } from './weighted-kernels.ts';

const kernels = [3, 5, 7] as const;
type Kernel = (typeof kernels)[number];

/** L of the pairs (L, L/4). */
const pairs = [32, 64, 128] as const;

interface Exponents {
  gamma: readonly number[];
  nu: readonly number[];
}

/** Table II of the paper: γ/ν and 1/ν from the pairs, of kernels trained on L_t = 32 with uniform and with weighted loss. */
const paper: Record<'uniform' | 'weighted', Record<Kernel, Exponents>> = {
  uniform: {
    3: { gamma: [1.803, 1.804, 1.805], nu: [1.163, 1.157, 1.155] },
    5: { gamma: [1.781, 1.782, 1.782], nu: [1.138, 1.12, 1.112] },
    7: { gamma: [1.777, 1.778, 1.778], nu: [1.129, 1.106, 1.096] },
  },
  weighted: {
    3: { gamma: [1.834, 1.835, 1.836], nu: [1.169, 1.164, 1.163] },
    5: { gamma: [1.815, 1.816, 1.816], nu: [1.138, 1.116, 1.107] },
    7: { gamma: [1.812, 1.812, 1.812], nu: [1.126, 1.103, 1.093] },
  },
};
const tolerances = { gamma: 0.005, nu: 0.02 } as const;
const exponentOf = { gamma: 'gammaOverNu', nu: 'oneOverNu' } as const;

/** Configurations upscaled with each kernel, and those that the kernels with weighted loss are trained on. */
const configurations = { quick: 10_000, normal: 60_000, full: 300_000 } as const;
const trainingConfigurations = { quick: 0, normal: 100_000, full: 1_000_000 } as const;

const settings: GrowthSettings = {
  start: { from: 'one-spin' },
  size: 128,
  coupling: criticalCoupling,
  sweeps: 0,
  sweepAfter: 'last',
  importance: false,
};

/**
 * Where the minimum of the weighted loss is found a second time: on 8×8 spins weights scatter so little that three quarters of the
 * configurations count, on 32×32 one in two hundred.
 */
const smallLattice = { size: 8, configurations: 200_000, pair: 64 } as const;

/** Finite-size exponents of what symmetric kernels dream up from one spin, against Table II. */
export async function finiteSizeChecks(context: ProofContext): Promise<Check[]> {
  const within = (from: number, to: number) => (fraction: number, message: string) =>
    context.progress(from + fraction * (to - from), message);
  if (trainingConfigurations[context.level] === 0) return await uniformChecks(context, within(0, 1));
  return [
    ...(await uniformChecks(context, within(0, 0.35))),
    ...(await weightedChecks(context, within(0.35, 1))),
  ];
}

type Progress = ProofContext['progress'];

async function uniformChecks(context: ProofContext, progress: Progress): Promise<Check[]> {
  const checks: Check[] = [];
  for (const [i, size] of kernels.entries()) {
    const parameters = readUpscaler(await context.model(`pretrained/upscaler-k${size}`));
    const exponents = await dream(context, parameters, (fraction) =>
      progress((i + fraction) / kernels.length, `upscaling with k = ${size}`),
    );
    checks.push(...rows(`k${size}`, exponents, paper.uniform[size], ''));
  }
  return checks;
}

async function weightedChecks(context: ProofContext, progress: Progress): Promise<Check[]> {
  const count = trainingConfigurations[context.level];
  const message = 'training with weighted loss';
  const large = await weightedKernels(context, kernels, 32, count, (f) => progress(0.3 * f, message));
  const small = await weightedKernels(context, kernels, smallLattice.size, smallLattice.configurations, (f) =>
    progress(0.3 + 0.02 * f, message),
  );
  const trained = `, exact minimum of Eq. 13 on an effective ${Math.round(large.effectiveSize)} of ${count} configurations`;
  const checks: Check[] = [];
  for (const [i, size] of kernels.entries()) {
    const [begin, middle, end] = [2 * i, 2 * i + 1, 2 * i + 2].map((n) => 0.32 + (0.68 * n) / 6);
    const upscaling = `upscaling with k = ${size}, weighted`;
    const exponents = await dream(context, large.parameters[i], (f) =>
      progress(begin + f * (middle - begin), upscaling),
    );
    const again = await dream(context, small.parameters[i], (f) =>
      progress(middle + f * (end - middle), upscaling),
    );
    checks.push(...rows(`k${size}.weighted`, exponents, paper.weighted[size], trained));
    checks.push(trainingRow(size, exponents, again));
  }
  return checks;
}

/** γ/ν does not depend on the lattice that the weighted loss is minimised on. */
function trainingRow(size: Kernel, large: readonly ExponentPair[], small: readonly ExponentPair[]): Check {
  const { pair, size: trainingSize } = smallLattice;
  const measured = pairOf(large, pair).gammaOverNu.value;
  const reference = pairOf(small, pair).gammaOverNu.value;
  return {
    id: `fss.gamma.k${size}.weighted.training`,
    measured,
    reference,
    tolerance: tolerances.gamma,
    pass: Math.abs(measured - reference) <= tolerances.gamma,
    source: `weighted loss minimised on L_t = 32 against L_t = ${trainingSize}, (${pair}, ${pair / 4})`,
  };
}

async function dream(
  { level, seed, pool }: ProofContext,
  parameters: UpscalerParameters,
  progress: (fraction: number) => void,
): Promise<ExponentPair[]> {
  const total = configurations[level];
  const ensemble = await growEnsemble(
    pool,
    { parameters, settings, seed, configurations: total, bins: 40, correlation: false, rsrg: false, keep: 0 },
    (done) => progress(done / total),
  );
  const about = { title: '', source: 'upscaled', coupling: null, notes: [], seconds: 0 } as const;
  return finishMeasurement(ensemble.levels, about).exponents;
}

function rows(
  name: string,
  exponents: readonly ExponentPair[],
  reference: Exponents,
  trained: string,
): Check[] {
  return (['gamma', 'nu'] as const).flatMap((exponent) =>
    pairs.map((large, i): Check => {
      const estimate: Estimate = pairOf(exponents, large)[exponentOf[exponent]];
      const tolerance = tolerances[exponent];
      const error = estimate.error ?? 0;
      return {
        id: `fss.${exponent}.${name}.${large}`,
        measured: estimate.value,
        interval: [estimate.value - 1.96 * error, estimate.value + 1.96 * error],
        reference: reference[exponent][i],
        tolerance,
        pass: Math.abs(estimate.value - reference[exponent][i]) <= tolerance,
        source: `Table II, (${large}, ${large / 4})${trained}`,
      };
    }),
  );
}

function pairOf(exponents: readonly ExponentPair[], large: number): ExponentPair {
  const pair = exponents.find((one) => one.large === large);
  if (!pair) throw new RangeError(`there are no exponents of L = ${large}`);
  return pair;
}
