import { criticalCoupling, type Estimate, type ExponentPair } from '../../../../preload/contract/index.ts';
import type { Check, ProofContext } from '../../proof.ts';
import { finishMeasurement } from '../measure/finish.ts';
import type { UpscalerParameters } from '../upscaler.ts';
import { growEnsemble } from '../upscaling/ensemble.ts';
import type { GrowthSettings } from '../upscaling/growth.ts';

export const kernels = [3, 5, 7] as const;
export type Kernel = (typeof kernels)[number];

/** L of the pairs (L, L/4). */
const pairs = [32, 64, 128] as const;
const names = ['gamma', 'nu'] as const;
const exponentOf = { gamma: 'gammaOverNu', nu: 'oneOverNu' } as const;
export const tolerances = { gamma: 0.005, nu: 0.02 } as const;

/** γ/ν and 1/ν of the pairs. */
export type Exponents = Record<(typeof names)[number], readonly number[]>;

/** Table II of the paper: kernels trained on L_t = 32 with uniform and with weighted loss. */
export const paper: Record<'uniform' | 'weighted', Record<Kernel, Exponents>> = {
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

const settings: GrowthSettings = {
  start: { from: 'one-spin' },
  size: 128,
  coupling: criticalCoupling,
  sweeps: 0,
  sweepAfter: 'last',
  importance: false,
};

/** Exponents of what an upscaler dreams up from one spin. */
export async function dream(
  { seed, pool }: Pick<ProofContext, 'seed' | 'pool'>,
  parameters: UpscalerParameters,
  configurations: number,
  progress: (fraction: number) => void,
): Promise<ExponentPair[]> {
  const ensemble = await growEnsemble(
    pool,
    { parameters, settings, seed, configurations, bins: 40, correlation: false, rsrg: false, keep: 0 },
    (done) => progress(done / configurations),
  );
  const about = { title: '', source: 'upscaled', coupling: null, notes: [], seconds: 0 } as const;
  return finishMeasurement(ensemble.levels, about).exponents;
}

/**
 * The six numbers of a kernel beside its row of Table II.
 * @param name of the kernel, as in the ids
 * @param trained what the source says after the table
 * @param judged false: rows are only shown
 */
export function rows(
  name: string,
  exponents: readonly ExponentPair[],
  reference: Exponents,
  { trained, judged }: { trained: string; judged: boolean },
): Check[] {
  return names.flatMap((exponent) =>
    pairs.map((large, i): Check => {
      const estimate: Estimate = pairOf(exponents, large)[exponentOf[exponent]];
      const tolerance = tolerances[exponent];
      const error = estimate.error ?? 0;
      const distance = estimate.value - reference[exponent][i];
      const away = `; ${distance.toFixed(3)} from it, only shown`;
      return {
        id: `fss.${exponent}.${name}.${large}`,
        measured: estimate.value,
        interval: [estimate.value - 1.96 * error, estimate.value + 1.96 * error],
        reference: reference[exponent][i],
        tolerance: judged ? tolerance : 'none',
        pass: !judged || Math.abs(distance) <= tolerance,
        source: `Table II, (${large}, ${large / 4})${trained}${judged ? '' : away}`,
      };
    }),
  );
}

/** The largest of the six distances from a row of Table II, in tolerances. */
export function distanceFrom(reference: Exponents, exponents: readonly ExponentPair[]): number {
  return Math.max(
    ...names.flatMap((exponent) =>
      pairs.map((large, i) => {
        const { value } = pairOf(exponents, large)[exponentOf[exponent]];
        return Math.abs(value - reference[exponent][i]) / tolerances[exponent];
      }),
    ),
  );
}

export function pairOf(exponents: readonly ExponentPair[], large: number): ExponentPair {
  const pair = exponents.find((one) => one.large === large);
  if (!pair) throw new RangeError(`there are no exponents of L = ${large}`);
  return pair;
}
