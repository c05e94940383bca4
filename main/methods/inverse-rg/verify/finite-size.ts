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

/** Finite-size exponents of what symmetric kernels dream up from one spin, against Table II. */
export async function finiteSizeChecks(context: ProofContext): Promise<Check[]> {
  const { level } = context;
  const withWeighted = trainingConfigurations[level] > 0;
  const shares = withWeighted
    ? { uniform: 0.4, training: 0.2, weighted: 0.4 }
    : { uniform: 1, training: 0, weighted: 0 };
  const checks: Check[] = [];
  for (const [i, size] of kernels.entries()) {
    const parameters = readUpscaler(await context.model(`pretrained/upscaler-k${size}`));
    const exponents = await dream(context, parameters, (fraction) =>
      context.progress((shares.uniform * (i + fraction)) / kernels.length, `upscaling with k = ${size}`),
    );
    checks.push(...rows(`k${size}`, exponents, paper.uniform[size], ''));
  }
  if (!withWeighted) return checks;

  const { parameters, effectiveSize } = await weightedKernels(
    context,
    kernels,
    trainingConfigurations[level],
    (fraction) =>
      context.progress(shares.uniform + shares.training * fraction, 'training with weighted loss'),
  );
  const trained = `, weighted loss on an effective ${Math.round(effectiveSize)} of ${trainingConfigurations[level]} configurations`;
  for (const [i, size] of kernels.entries()) {
    const exponents = await dream(context, parameters[i], (fraction) =>
      context.progress(
        1 - shares.weighted + (shares.weighted * (i + fraction)) / kernels.length,
        `upscaling with k = ${size}, weighted`,
      ),
    );
    checks.push(...rows(`k${size}.weighted`, exponents, paper.weighted[size], trained));
  }
  return checks;
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
      const pair = exponents.find((one) => one.large === large);
      if (!pair) throw new RangeError(`there are no exponents of L = ${large}`);
      const estimate: Estimate = pair[exponentOf[exponent]];
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
