import type { EnsembleMeasurement, Estimate, EstimatedCurve } from '../../../../preload/contract/index.ts';

const columns = ['quantity', 'L', 'x', 'value', 'error', 'exact', 'corrected', 'corrected error'] as const;
type Row = [quantity: string, size: number | string, ...values: (number | string | null)[]];

/**
 * Everything measured as CSV, one number with its error a line. `x` is m of P(m), r of G(r), k of S(k); rows of exponents have the larger
 * side as L and the smaller as x; rows of the RSRG have the blockings before the step as x and name the set of operators.
 */
export function measurementTable(measurement: EnsembleMeasurement): string {
  const rows: Row[] = [];
  for (const level of measurement.levels) {
    const { size, configurations, observables, corrected, exact, autocorrelation } = level;
    rows.push(['configurations', size, null, configurations]);
    for (const [name, { value, error }] of entries(observables)) {
      const exactly = name === 'e' || name === 'c' ? exact?.[name] : null;
      const better = corrected?.observables[name];
      rows.push([
        name,
        size,
        null,
        value,
        error,
        exactly ?? null,
        better?.value ?? null,
        better?.error ?? null,
      ]);
    }
    if (corrected) {
      rows.push(['effective sample size', size, null, corrected.effectiveSize]);
      rows.push(['share of zero weights', size, null, corrected.zeroShare]);
    }
    for (const [name, { value, error }] of autocorrelation ? entries(autocorrelation) : []) {
      rows.push([`autocorrelation time of ${name}`, size, null, value, error]);
    }
    rows.push(
      ...curveRows('P(m)', size, level.distribution),
      ...curveRows('G(r)', size, level.correlation),
      ...curveRows('S(k)', size, level.structureFactor),
    );
  }
  for (const { large, small, gammaOverNu, oneOverNu, eta } of measurement.exponents) {
    rows.push(
      ['gamma/nu', large, small, ...both(gammaOverNu), 1.75],
      ['1/nu', large, small, ...both(oneOverNu), 1],
      ['eta', large, small, ...both(eta), 0.25],
    );
  }
  for (const { size, blockings, set, yh, eta, yTau, redundant, omega, spectrum } of measurement.rsrg) {
    rows.push(
      [`rsrg ${set} y_h`, size, blockings, ...both(yh), 1.875],
      [`rsrg ${set} eta`, size, blockings, ...both(eta), 0.25],
      [`rsrg ${set} y_tau`, size, blockings, ...both(yTau), 1],
      [`rsrg ${set} redundant`, size, blockings, ...both(redundant)],
      [`rsrg ${set} omega`, size, blockings, ...both(omega), -1],
    );
    for (const [parity, estimates] of entries(spectrum)) {
      for (const [i, estimate] of estimates.entries()) {
        rows.push([`rsrg ${set} ${parity} ${i + 1}`, size, blockings, ...both(estimate)]);
      }
    }
  }
  return [columns, ...rows].map((row) => columns.map((_, i) => row[i] ?? '').join(',')).join('\n') + '\n';
}

const both = ({ value, error }: Estimate) => [value, error] as const;

const entries = <T extends object>(of: T) => Object.entries(of) as [keyof T & string, T[keyof T]][];

function curveRows(name: string, size: number, of: EstimatedCurve | null): Row[] {
  return of ? of.x.map((x, i): Row => [name, size, x, of.value[i], of.error?.[i] ?? null]) : [];
}
