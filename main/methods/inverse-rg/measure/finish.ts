import {
  observableNames,
  type EnsembleMeasurement,
  type EstimatedCurve,
  type ExponentPair,
  type LevelMeasurement,
  type Observables,
} from '../../../../preload/contract/index.ts';
import { exactIsing } from '../../../physics/ising/exact.ts';
import { rsrgSteps } from '../rsrg/steps.ts';
import { weightedMomentsFrom } from './importance.ts';
import { combine, estimateOf, jackknife, sumOf, type Replicas } from '../../statistics/jackknife.ts';
import { correlationSpacing, type LevelOptions, type LevelSums } from './level-sums.ts';
import { MagnetisationBins } from './magnetisation-bins.ts';
import { observablesOf } from './moments.ts';

export { measurementTable } from './table.ts';

/** One lattice size of an ensemble: the sums of its jackknife bins. */
export interface SummedLevel {
  options: LevelOptions;
  bins: readonly LevelSums[];
  autocorrelation?: LevelMeasurement['autocorrelation'];
  /** Made by blocking a finer lattice: no Ising model of coupling K, so without exact values. */
  blocked?: boolean;
}

/** Fewer bins than this leave the error itself uncertain by more than a quarter. */
const fewBins = 8;

/** An effective sample smaller than this says little of its own error. */
const fewEffective = 100;

/** Observables in the order of `observableNames`, with replicas for what is derived from them. */
interface FinishedLevel {
  measurement: LevelMeasurement;
  replicas: Replicas[];
}

/**
 * What follows from the sums over an ensemble: observables of every level, exponents of every pair (L, L/4) of levels, RSRG spectra.
 * Errors are jackknife errors over the bins; those of different levels are taken jointly where the numbers of bins agree (then bin b of
 * both levels has to come from the same configurations, or the levels be independent), else they add in quadrature.
 * @param about.coupling K for the exact values, or null.
 * @param about.seconds what generating and measuring took.
 */
export function finishMeasurement(
  levels: readonly SummedLevel[],
  about: {
    title: string;
    source: EnsembleMeasurement['source'];
    coupling: number | null;
    notes: readonly string[];
    seconds: number;
  },
): EnsembleMeasurement {
  const filled = levels
    .map((level) => ({ ...level, bins: level.bins.filter(({ count }) => count > 0) }))
    .filter(({ bins }) => bins.length > 0)
    .toSorted((a, b) => a.options.size - b.options.size);
  const finished = filled.map((level) => finishLevel(level, about.coupling));
  const spectra = filled.map(({ options, bins }) => {
    const flows = bins.flatMap(({ flow }) => flow ?? []);
    return flows.length > 0 ? rsrgSteps(options.size, flows) : { steps: [], notes: [] };
  });
  return {
    title: about.title,
    source: about.source,
    coupling: about.coupling,
    levels: finished.map(({ measurement }) => measurement),
    exponents: exponentsOf(finished),
    rsrg: spectra.flatMap(({ steps }) => steps),
    notes: [
      ...about.notes,
      ...errorNotes(filled),
      ...correctionNotes(finished),
      ...zeroWeightNotes(filled),
      ...spectra.flatMap(({ notes }) => notes),
    ],
    seconds: about.seconds,
  };
}

function finishLevel(level: SummedLevel, coupling: number | null): FinishedLevel {
  const { options, bins, autocorrelation = null, blocked = false } = level;
  const { size } = options;
  const replicas = jackknife(
    bins.map(({ moments }) => moments),
    (sums) => observablesOf(sums, size),
  );
  const { correlation, structureFactor } = curvesOf(size, bins);
  const exact = coupling === null || blocked || size < 2 ? null : exactIsing(size, coupling);
  return {
    replicas,
    measurement: {
      size,
      configurations: bins.reduce((sum, { count }) => sum + count, 0),
      observables: namedObservables(replicas),
      autocorrelation,
      distribution: distributionOf(size, bins),
      correlation,
      structureFactor,
      exact: exact && { e: exact.e, c: exact.c },
      corrected: correctedOf(size, bins),
    },
  };
}

function namedObservables(replicas: readonly Replicas[]): Observables {
  return Object.fromEntries(observableNames.map((name, i) => [name, estimateOf(replicas[i])])) as Observables;
}

function curve(x: number[], replicas: readonly Replicas[]): EstimatedCurve {
  const estimates = replicas.map(estimateOf);
  const errors = estimates.flatMap(({ error }) => error ?? []);
  return {
    x,
    value: estimates.map(({ value }) => value),
    error: errors.length === estimates.length ? errors : null,
  };
}

function distributionOf(size: number, bins: readonly LevelSums[]): EstimatedCurve {
  const layout = new MagnetisationBins(size);
  const widths = layout.widths();
  const replicas = jackknife(
    bins.map(({ distribution }) => distribution),
    (counts) => {
      const total = counts.reduce((sum, count) => sum + count, 0);
      return widths.map((width, i) => (counts[i] + counts[layout.count - 1 - i]) / (2 * total * width));
    },
  );
  return curve(layout.centres(), replicas);
}

function curvesOf(
  size: number,
  bins: readonly LevelSums[],
): Pick<LevelMeasurement, 'correlation' | 'structureFactor'> {
  const sums = bins.map(({ correlations }) => correlations).filter(({ length }) => length > 0);
  if (sums.length === 0) return { correlation: null, structureFactor: null };
  const replicas = jackknife(sums, ([count, ...values]) => values.map((value) => value / count));
  const points = replicas.length / 2;
  const r = Array.from({ length: points }, (_, i) => i);
  return {
    correlation: curve(r, replicas.slice(0, points)),
    structureFactor: curve(
      r.map((n) => (2 * Math.PI * n) / size),
      replicas.slice(points),
    ),
  };
}

function correctedOf(size: number, bins: readonly LevelSums[]): LevelMeasurement['corrected'] {
  const weighted = bins.map((bin) => bin.weighted);
  if (weighted.some(({ count }, i) => count !== bins[i].count)) return null;
  const largest = Math.max(...weighted.map((sums) => sums.largest));
  if (largest === -Infinity) return null;
  const sums = weighted.map((each) => each.sumsAt(largest));
  const [count, zeros, squares, weight] = sumOf(sums);
  const replicas = jackknife(sums, (all) => observablesOf(all.subarray(weightedMomentsFrom), size));
  return {
    observables: namedObservables(replicas),
    effectiveSize: (weight * weight) / squares,
    zeroShare: zeros / count,
  };
}

/** Eq. 15 between L and L/4; pairs whose χ or c_me is not positive have no exponents. */
function exponentsOf(levels: readonly FinishedLevel[]): ExponentPair[] {
  const pairs: ExponentPair[] = [];
  for (const large of levels) {
    const small = levels.find(({ measurement }) => 4 * measurement.size === large.measurement.size);
    if (!small) continue;
    const exponent = (name: 'chi' | 'cme') => {
      const i = observableNames.indexOf(name);
      return combine(large.replicas[i], small.replicas[i], (a, b) => Math.log(a / b) / Math.log(4));
    };
    const [gammaOverNu, oneOverNu] = [exponent('chi'), exponent('cme')];
    if (!Number.isFinite(gammaOverNu.value) || !Number.isFinite(oneOverNu.value)) continue;
    pairs.push({
      large: large.measurement.size,
      small: small.measurement.size,
      gammaOverNu,
      oneOverNu,
      eta: { value: 2 - gammaOverNu.value, error: gammaOverNu.error },
    });
  }
  return pairs;
}

function errorNotes(levels: readonly SummedLevel[]): string[] {
  const notes: string[] = [];
  const counts = levels.map(({ bins }) => bins.length);
  const fewest = Math.min(...counts);
  if (fewest < 2) notes.push('There is one jackknife bin only, and so no error.');
  else if (fewest < fewBins) notes.push(`Errors rest on ${fewest} jackknife bins and are rough.`);
  const thinned = levels.filter(({ options }) => options.correlation && thinning(options) > 1);
  if (thinned.length > 0) {
    const shares = thinned.map(({ options }) => `${ordinal(thinning(options))} at L = ${options.size}`);
    notes.push(`G(r) and S(k) are measured on every ${shares.join(', ')} configuration only.`);
  }
  return notes;
}

const thinning = ({ size, correlationEvery = correlationSpacing(size) }: LevelOptions) => correlationEvery;

const ordinal = (n: number) => `${n}${n % 10 === 2 && n % 100 !== 12 ? 'nd' : 'th'}`;

function correctionNotes(levels: readonly FinishedLevel[]): string[] {
  return levels.flatMap(({ measurement: { size, corrected } }) =>
    corrected && corrected.effectiveSize < fewEffective
      ? [
          `Importance weights at L = ${size} leave an effective sample of ${corrected.effectiveSize.toPrecision(3)} configurations: neither the corrected values nor their errors can be trusted.`,
        ]
      : [],
  );
}

/** Weights of zero throughout leave nothing to correct with. */
function zeroWeightNotes(levels: readonly SummedLevel[]): string[] {
  return levels.flatMap(({ options, bins }) =>
    bins.every(({ count, weighted }) => weighted.count === count && weighted.largest === -Infinity)
      ? [`Every configuration at L = ${options.size} has importance weight zero: nothing can be corrected.`]
      : [],
  );
}
