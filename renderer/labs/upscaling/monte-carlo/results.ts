import type {
  EnsembleMeasurement,
  ExponentPair,
  LevelMeasurement,
} from '../../../../preload/contract/index.ts';
import { exactExponents, shownExponents, shownObservables } from '../measure/observables.ts';
import { measuredChart, type Chart } from '../../parts/charts.ts';
import type { EstimateCell, EstimateRow } from '../../parts/EstimateTable.vue';

/** Rows of the table of observables: a column for each lattice, the exact value below where there is one. */
export function observableRows(levels: readonly LevelMeasurement[]): EstimateRow[] {
  return shownObservables.map(({ name, symbol, title }) => ({
    name,
    symbol,
    title,
    cells: levels.map((level): EstimateCell => ({
      estimate: level.observables[name],
      reference: name === 'e' || name === 'c' ? (level.exact?.[name] ?? null) : null,
    })),
  }));
}

/** Autocorrelation times in sweeps, a column for each lattice; none for independent configurations. */
export function autocorrelationRows(levels: readonly LevelMeasurement[]): EstimateRow[] {
  if (levels.every(({ autocorrelation }) => autocorrelation === null)) return [];
  return [
    {
      name: 'tau-e',
      symbol: '\\tau_e',
      title: 'integrated autocorrelation time of e, in sweeps',
      cells: levels.map(({ autocorrelation }) => autocorrelation && { estimate: autocorrelation.e }),
    },
    {
      name: 'tau-m',
      symbol: '\\tau_{|m|}',
      title: 'integrated autocorrelation time of |m|, in sweeps',
      cells: levels.map(({ autocorrelation }) => autocorrelation && { estimate: autocorrelation.absM }),
    },
  ];
}

/** Rows of the exponents from pairs (L, L/4), Eq. 15, beside the exact ones where the ensemble is critical. */
export function exponentRows(pairs: readonly ExponentPair[], critical: boolean): EstimateRow[] {
  return shownExponents.map(({ name, symbol, title }) => ({
    name,
    symbol,
    title,
    cells: pairs.map((pair) => ({
      estimate: pair[name],
      reference: critical ? exactExponents[name] : null,
    })),
  }));
}

const latticeName = ({ size }: LevelMeasurement) => `L = ${size}`;
/** At most four colours: the largest lattices. */
const drawn = 4;

/** P(m), the density of the magnetisation per spin. */
export function distributionChart({ levels }: EnsembleMeasurement): Chart {
  return measuredChart(
    { x: { name: 'm', min: -1, max: 1 }, y: { name: 'P(m)', min: 0 } },
    levels.slice(-drawn).map((level) => ({
      name: latticeName(level),
      x: level.distribution.x,
      value: level.distribution.value,
      error: level.distribution.error,
      look: 'line' as const,
    })),
  );
}

/** G(r) along the axes, at critical points a power law r^(−1/4) as long as r is small against L. */
export function correlationChart({ levels }: EnsembleMeasurement): Chart | null {
  const known = levels
    .slice(-drawn)
    .flatMap(({ correlation, ...level }) =>
      correlation === null ? [] : [{ name: `L = ${level.size}`, correlation }],
    );
  if (known.length === 0) return null;
  return measuredChart(
    {
      x: { name: 'r / lattice spacings', scale: 'logarithmic' },
      y: { name: 'G(r)', scale: 'logarithmic' },
    },
    known.map(({ name, correlation: { x, value, error } }) => ({ name, x, value, error })),
  );
}

/** S(k) along the axes. */
export function structureChart({ levels }: EnsembleMeasurement): Chart | null {
  const known = levels
    .slice(-drawn)
    .flatMap(({ structureFactor, size }) =>
      structureFactor === null ? [] : [{ name: `L = ${size}`, structureFactor }],
    );
  if (known.length === 0) return null;
  return measuredChart(
    {
      x: { name: 'k / rad per spacing', scale: 'logarithmic' },
      y: { name: 'S(k)', scale: 'logarithmic' },
    },
    known.map(({ name, structureFactor: { x, value, error } }) => ({ name, x, value, error })),
  );
}
