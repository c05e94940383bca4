import type {
  EnsembleMeasurement,
  Estimate,
  LevelMeasurement,
  ObservableName,
  RsrgStep,
} from '../../preload/contract/index.ts';
import { digits, table } from './table.ts';

const observableTitles: Record<ObservableName, string> = {
  chi: 'χ',
  cme: 'c_me',
  c: 'c',
  u4: 'U4',
  absM: '|m|',
  m2: 'm²',
  m4: 'm⁴',
  e: 'e',
};

/** Exponents of the two-dimensional Ising class (Onsager; Kaufman; Yang). */
const exact = { gammaOverNu: 7 / 4, oneOverNu: 1, eta: 1 / 4, yh: 15 / 8, omega: -1 };

/** A measured ensemble as tables of text, largest lattice first: every number beside its standard error and, where there is one, its exact value. */
export function measurementReport({ levels, exponents, rsrg }: EnsembleMeasurement): string {
  const parts = levels.toReversed().map(levelReport);
  if (exponents.length > 0) {
    const rows = exponents.flatMap(({ large, small, gammaOverNu, oneOverNu, eta }) => [
      [`${large}, ${small}`, 'γ/ν', ...estimateCells(gammaOverNu, exact.gammaOverNu)],
      ['', '1/ν', ...estimateCells(oneOverNu, exact.oneOverNu)],
      ['', 'η', ...estimateCells(eta, exact.eta)],
    ]);
    parts.push(
      `Finite-size scaling of L and L/4\n${table(['L, L/4', 'exponent', ...estimateColumns], rows)}`,
    );
  }
  if (rsrg.length > 0) {
    const header = ['L', 'blockings', 'operators', 'exponent', ...estimateColumns];
    parts.push(`RSRG spectrum\n${table(header, rsrg.flatMap(stepRows))}`);
  }
  return parts.join('\n');
}

function levelReport({ size, configurations, observables, autocorrelation, exact: known }: LevelMeasurement) {
  const rows = Object.entries(observableTitles).map(([name, title]) => {
    const reference = name === 'e' || name === 'c' ? known?.[name] : undefined;
    return [title, ...estimateCells(observables[name as ObservableName], reference)];
  });
  if (autocorrelation !== null) {
    rows.push(
      ['τ of e', ...estimateCells(autocorrelation.e)],
      ['τ of |m|', ...estimateCells(autocorrelation.absM)],
    );
  }
  return `L = ${size}, configurations: ${configurations}\n${table(['observable', ...estimateColumns], rows)}`;
}

function stepRows({ size, blockings, set, operators, yh, eta, yTau, redundant, omega }: RsrgStep) {
  const what = `${set}, ${operators.odd} odd, ${operators.even} even`;
  return [
    [String(size), String(blockings), what, 'y_h', ...estimateCells(yh, exact.yh)],
    ['', '', '', 'η', ...estimateCells(eta, exact.eta)],
    ['', '', '', 'y_τ = 1/ν', ...estimateCells(yTau, exact.oneOverNu)],
    ['', '', '', 'redundant', ...estimateCells(redundant)],
    ['', '', '', 'ω', ...estimateCells(omega, exact.omega)],
  ];
}

const estimateColumns = ['value', 'error', 'exact', 'off by errors'];

/** Value, error, exact value, and their distance in errors. The value has as many decimals as its error, which has two digits. */
function estimateCells({ value, error }: Estimate, reference?: number): string[] {
  const known = reference === undefined ? '' : digits(reference);
  if (value === null || !Number.isFinite(value)) return ['–', '–', known, ''];
  if (error === null || !(error > 0)) return [digits(value), error === null ? '–' : '0', known, ''];
  const decimals = Math.min(12, Math.max(0, 1 - Math.floor(Math.log10(error))));
  const off = reference === undefined ? '' : ((value - reference) / error).toFixed(1);
  return [value.toFixed(decimals), error.toFixed(decimals), known, off];
}
