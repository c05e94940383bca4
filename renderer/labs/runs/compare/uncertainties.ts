import {
  nameOfScale,
  type DiffusionStudyResult,
  type EnsembleMeasurement,
  type Estimate,
  type ExperimentKindName,
  type Measured,
  type ModelSummary,
  type RgAnalysis,
  type SelfSimilarityResult,
  type VicsekOrderResult,
} from '../../../../preload/contract/index.ts';

/** How well a number of a run's summary is known. */
export interface Uncertainty {
  low: number;
  high: number;
  /** One standard error, where that is what is known. */
  error?: number;
  /** What the interval is: "bootstrap over 400 trajectories". */
  method: string;
}

export type Uncertainties = Readonly<Record<string, Uncertainty>>;

interface Source {
  /** File in artifacts/ that holds the numbers with their errors. */
  artifact: string;
  /** By their names in the summary. */
  read(value: never): Record<string, Uncertainty | null>;
}

function standard(estimate: Estimate | null | undefined, value?: number): Uncertainty | null {
  if (!estimate || estimate.error === null || !Number.isFinite(estimate.error)) return null;
  const at = value ?? estimate.value;
  return {
    low: at - estimate.error,
    high: at + estimate.error,
    error: estimate.error,
    method: 'one standard error',
  };
}

function interval({ low, high, method }: Measured): Uncertainty | null {
  if (low === undefined || high === undefined) return null;
  return { low, high, method: method ?? '95% interval' };
}

const model: Source = {
  artifact: 'model.json',
  read: ({ summary }: { summary: ModelSummary }) =>
    Object.fromEntries(Object.entries(summary.scores).map(([name, score]) => [name, interval(score)])),
};

const measurement: Source = {
  artifact: 'measurement.json',
  read({ levels, exponents }: EnsembleMeasurement) {
    const largest = levels.at(-1);
    const pair = exponents.at(-1);
    return {
      chi: standard(largest?.observables.chi),
      u4: standard(largest?.observables.u4),
      c: standard(largest?.observables.c),
      e: standard(largest?.observables.e),
      tau: standard(largest?.autocorrelation?.e),
      gammaOverNu: standard(pair?.gammaOverNu),
      oneOverNu: standard(pair?.oneOverNu),
    };
  },
};

/** Where each kind of experiment keeps the errors of the numbers in its summary; a kind that is not here states none. */
const sources: Partial<Record<ExperimentKindName, Source>> = {
  'linear-system': model,
  oscillator: model,
  'turing-hybrid': model,
  'turing-cnn': model,
  'turing-convolutional': model,
  'upscaler-training': model,
  'mlrg-training': model,
  'ising-monte-carlo': measurement,
  'spin-analysis': measurement,
  upscaling: measurement,
  'mlrg-analysis': {
    artifact: 'analysis.json',
    read({ critical, fixedPoints }: RgAnalysis) {
      const best = critical.find(({ method }) => method !== 'degeneracy');
      const point = fixedPoints.find(({ name }) => name.startsWith('critical'));
      return {
        critical: standard(best?.value),
        yt: standard(point?.relevant),
        degeneracy: standard(point?.degeneracy),
      };
    },
  },
  'self-similarity': {
    artifact: 'result.json',
    read: ({ rules, scales, exponent }: SelfSimilarityResult) => ({
      'f error': standard(rules[0]?.error),
      ...Object.fromEntries(
        scales.map((scale) => [`ratio ${nameOfScale(scale)}`, standard(scale.ratio)] as const),
      ),
      z: standard(exponent?.z),
    }),
  },
  'diffusion-study': {
    artifact: 'study.json',
    read: ({ scaling, exponent }: DiffusionStudyResult) => ({
      z: standard(exponent.z),
      'D macro / D micro': standard(scaling[0]?.diffusion.ratio),
    }),
  },
  'vicsek-order': {
    artifact: 'order.json',
    read: ({ sizes }: VicsekOrderResult) =>
      Object.fromEntries(
        sizes.map(({ side, peak: { low, high } }) => [
          `peak L${side}`,
          { low, high, method: '95% of the peaks of curves drawn about the points with their errors' },
        ]),
      ),
  },
};

/** The file in artifacts/ that says how well the numbers of a run's summary are known; null: its kind states no errors. */
export const uncertaintyFile = (kind: ExperimentKindName): string | null => sources[kind]?.artifact ?? null;

/**
 * How well the numbers of a run's summary are known, by their names; those without an error are left out.
 * @param value JSON of the file `uncertaintyFile` names
 */
export function uncertaintiesOf(kind: ExperimentKindName, value: unknown): Uncertainties {
  const found = sources[kind]?.read(value as never) ?? {};
  return Object.fromEntries(
    Object.entries(found).filter((entry): entry is [string, Uncertainty] => entry[1] !== null),
  );
}
