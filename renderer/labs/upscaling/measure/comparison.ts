import type { EnsembleMeasurement, Estimate, LevelMeasurement } from '../../../../preload/contract/index.ts';
import {
  comparesWithCritical,
  exactExponents,
  infiniteBinderRatio,
  shownExponents,
  shownObservables,
} from './observables.ts';
import { listedLevels, smallestListed } from './levels.ts';

/** One column of the comparison: an ensemble, or its averages corrected by importance weights. */
export interface ComparedColumn {
  key: string;
  title: string;
  source: EnsembleMeasurement['source'];
  corrected: boolean;
}

export interface Reference {
  /** "exact", "Monte Carlo", "L → ∞". */
  name: string;
  value: number | Estimate;
}

export interface ComparedRow {
  key: string;
  text: string;
  symbol: string;
  title: string;
  reference: Reference | null;
  /** One for each column; null: not measured there. */
  cells: (ComparedCell | null)[];
}

export interface ComparedCell {
  estimate: Estimate;
  /** Set beside the reference, which is never a column's own value. */
  compared: boolean;
  /** Own data blocked down to this lattice: no configurations of it, and not to be compared with any. */
  blocked: boolean;
}

export interface ComparedSection {
  /** "L = 128" or "Exponents from (128, 32)". */
  title: string;
  size: number;
  rows: ComparedRow[];
  /** Below the title of a corrected column: its effective sample size. */
  effective: (string | null)[];
}

export interface Comparison {
  columns: ComparedColumn[];
  sections: ComparedSection[];
}

/** An ensemble with its key, in the order of the columns. */
export interface NamedMeasurement {
  key: string;
  /** For legends: "k = 7". */
  name: string;
  measurement: EnsembleMeasurement;
}

const levelOf = (measurement: EnsembleMeasurement, size: number) =>
  measurement.levels.find((level) => level.size === size);

/** Lattices that can be compared, largest first. */
export function comparableSizes(measured: readonly NamedMeasurement[]): number[] {
  const sizes = new Set(
    measured.flatMap(({ measurement }) => listedLevels(measurement.levels).map(({ size }) => size)),
  );
  return [...sizes].toSorted((a, b) => b - a);
}

/** Own data are configurations of their largest lattice only; the smaller ones are those configurations blocked. */
const ownSize = ({ levels }: EnsembleMeasurement) => Math.max(...levels.map(({ size }) => size));
const isBlocked = (measurement: EnsembleMeasurement, size: number) =>
  measurement.source === 'data' && size < ownSize(measurement);

/** Largest lattice of which every ensemble has configurations; else that of own data; else the largest. */
export function commonSize(measured: readonly NamedMeasurement[]): number | null {
  const sizes = comparableSizes(measured);
  const shared = sizes.find((size) =>
    measured.every(({ measurement }) => levelOf(measurement, size) && !isBlocked(measurement, size)),
  );
  const own = measured.find(({ measurement }) => measurement.source === 'data');
  return shared ?? (own ? ownSize(own.measurement) : sizes[0]) ?? null;
}

/** A column with the measurement that fills it. */
interface FilledColumn {
  column: ComparedColumn;
  of: EnsembleMeasurement;
}

/** One column for each ensemble, and one more where averages were corrected on any of these lattices. */
function columnsOf(measured: readonly NamedMeasurement[], sizes: readonly number[]): FilledColumn[] {
  return measured.flatMap(({ key, measurement }) => {
    const { title, source } = measurement;
    const plain = { column: { key, title, source, corrected: false }, of: measurement };
    if (!sizes.some((size) => levelOf(measurement, size)?.corrected)) return [plain];
    const column = { key: `${key} corrected`, title: `${title}, corrected`, source, corrected: true };
    return [plain, { column, of: measurement }];
  });
}

/** Measured, Monte Carlo and exact values side by side, for each of `sizes`; then the exponents. */
export function compare(measured: readonly NamedMeasurement[], sizes: readonly number[]): Comparison {
  const columns = columnsOf(measured, sizes);
  const sections = sizes.map((size): ComparedSection => ({
    title: `L = ${size}`,
    size,
    rows: shownObservables.map(({ name, text, symbol, title }) => {
      const reference = observableReference(measured, size, name);
      return {
        key: name,
        text,
        symbol,
        title,
        reference,
        cells: columns.map(({ column: { corrected }, of }) => {
          const level = levelOf(of, size);
          const estimate = (corrected ? level?.corrected?.observables : level?.observables)?.[name];
          if (estimate === undefined) return null;
          const blocked = isBlocked(of, size);
          const compared = !blocked && reference !== null && reference.value !== estimate;
          return { estimate, compared, blocked };
        }),
      };
    }),
    effective: columns.map(({ column: { corrected }, of }) =>
      corrected ? effectiveWords(levelOf(of, size)) : null,
    ),
  }));
  return {
    columns: columns.map(({ column }) => column),
    sections: [...sections, ...exponentSections(measured, columns)],
  };
}

function effectiveWords(level: LevelMeasurement | undefined): string | null {
  if (!level?.corrected) return null;
  const { effectiveSize } = level.corrected;
  const shown = effectiveSize >= 100 ? Math.round(effectiveSize) : Number(effectiveSize.toPrecision(2));
  return `${shown} of ${level.configurations} effective`;
}

/** What values of an observable on one lattice are set beside: exact where it is known, else Monte Carlo, else the infinite lattice. */
function observableReference(
  measured: readonly NamedMeasurement[],
  size: number,
  name: (typeof shownObservables)[number]['name'],
): Reference | null {
  const levels = measured.flatMap(({ measurement }) => {
    const level = levelOf(measurement, size);
    return level ? [{ level, measurement }] : [];
  });
  if (name === 'e' || name === 'c') {
    const exact = levels.find(({ level }) => level.exact)?.level.exact?.[name];
    if (exact !== undefined) return { name: 'exact', value: exact };
  }
  const simulated = levels.find(({ measurement }) => measurement.source === 'monte-carlo');
  if (simulated) return { name: 'Monte Carlo', value: simulated.level.observables[name] };
  if (name === 'u4' && levels.every(({ measurement }) => comparesWithCritical(measurement.coupling))) {
    return { name: 'L → ∞', value: infiniteBinderRatio };
  }
  return null;
}

function exponentSections(
  measured: readonly NamedMeasurement[],
  columns: readonly FilledColumn[],
): ComparedSection[] {
  const critical = measured.every(({ measurement }) => comparesWithCritical(measurement.coupling));
  const pairs = new Map(
    measured
      .flatMap(({ measurement }) => measurement.exponents)
      .filter(({ small }) => small >= smallestListed)
      .map(({ large, small }) => [large, small]),
  );
  return [...pairs]
    .toSorted(([a], [b]) => b - a)
    .map(([large, small]) => ({
      title: `(${large}, ${small})`,
      size: large,
      effective: columns.map(() => null),
      rows: shownExponents.map(({ name, text, symbol, title }) => ({
        key: `${name} ${large}`,
        text: `${text} (${large}, ${small})`,
        symbol,
        title,
        reference: critical ? { name: 'exact', value: exactExponents[name] } : null,
        cells: columns.map(({ column: { corrected }, of }) => {
          const pair = of.exponents.find((one) => one.large === large && one.small === small);
          return corrected || pair === undefined
            ? null
            : { estimate: pair[name], compared: critical, blocked: false };
        }),
      })),
    }));
}
