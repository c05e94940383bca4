import type { Estimate } from '../../../preload/contract/index.ts';

/** A quantity of the whole ensemble, and what it would be without each of its bins in turn. */
export interface Replicas {
  value: number;
  /** One value per bin; empty when the ensemble is not divided. */
  without: number[];
}

/**
 * Evaluates functions of averages on the whole ensemble and without each bin (delete-one-bin jackknife).
 * @param bins sums over the configurations of each bin, all laid out alike and additive.
 * @param quantities functions of such sums.
 */
export function jackknife(
  bins: readonly Float64Array[],
  quantities: (sums: Float64Array) => number[],
): Replicas[] {
  const total = sumOf(bins);
  const whole = quantities(total);
  const replicas = whole.map((value): Replicas => ({ value, without: [] }));
  if (bins.length < 2) return replicas;
  const rest = new Float64Array(total.length);
  for (const bin of bins) {
    for (let i = 0; i < rest.length; i++) rest[i] = total[i] - bin[i];
    const values = quantities(rest);
    for (const [i, value] of values.entries()) replicas[i].without.push(value);
  }
  return replicas;
}

export function sumOf(bins: readonly Float64Array[]): Float64Array {
  const total = new Float64Array(bins[0].length);
  for (const bin of bins) {
    for (let i = 0; i < total.length; i++) total[i] += bin[i];
  }
  return total;
}

/** Value with its jackknife error √((n − 1)/n Σ (θ_(b) − θ̄)²); without error for fewer than two bins. */
export function estimateOf({ value, without }: Replicas): Estimate {
  const n = without.length;
  if (n < 2) return { value, error: null };
  const mean = without.reduce((sum, each) => sum + each, 0) / n;
  const squares = without.reduce((sum, each) => sum + (each - mean) ** 2, 0);
  const error = Math.sqrt(((n - 1) / n) * squares);
  return { value, error: Number.isFinite(error) ? error : null };
}

/**
 * A function of two quantities. With as many bins each they vary together bin by bin, which is right for ensembles that share their
 * configurations and for independent ones; otherwise they must be independent and errors add in quadrature.
 */
export function combine(a: Replicas, b: Replicas, of: (a: number, b: number) => number): Estimate {
  const value = of(a.value, b.value);
  if (a.without.length === b.without.length) {
    return estimateOf({ value, without: a.without.map((each, i) => of(each, b.without[i])) });
  }
  const fromA = estimateOf({ value, without: a.without.map((each) => of(each, b.value)) }).error;
  const fromB = estimateOf({ value, without: b.without.map((each) => of(a.value, each)) }).error;
  return { value, error: fromA === null || fromB === null ? null : Math.hypot(fromA, fromB) };
}
