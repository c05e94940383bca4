import { observableNames, type ObservableName } from '../../../../preload/contract/index.ts';

/** Sums over configurations that Eq. 14 needs, in this order; m and e are densities. The first is the count or the sum of weights. */
export const momentNames = ['one', 'm', 'absM', 'm2', 'm4', 'e', 'e2', 'absE', 'absMabsE'] as const;
export const momentCount = momentNames.length;

/**
 * Adds the moments of one configuration to `sums` from `offset` on. Densities of lattices with a power of two of spins are exact in
 * float64, so their sums round only beyond 53 bits: at L = 1024 by less than 10⁻¹¹ of a sum over 10⁵ configurations, and by less than
 * 10⁻⁵ of c, which is a difference of two such sums.
 */
export function addMoments(sums: Float64Array, offset: number, m: number, e: number, weight: number): void {
  const absM = Math.abs(m);
  const absE = Math.abs(e);
  const m2 = m * m;
  sums[offset] += weight;
  sums[offset + 1] += weight * m;
  sums[offset + 2] += weight * absM;
  sums[offset + 3] += weight * m2;
  sums[offset + 4] += weight * m2 * m2;
  sums[offset + 5] += weight * e;
  sums[offset + 6] += weight * e * e;
  sums[offset + 7] += weight * absE;
  sums[offset + 8] += weight * absM * absE;
}

/**
 * Eq. 14 from sums of moments, in the order of `observableNames`. An ensemble without any magnetisation has c_me = 0 and U4 = 0, where
 * the formulas would divide by nothing.
 */
export function observablesOf(sums: Float64Array, size: number): number[] {
  const sites = size * size;
  const [weight] = sums;
  const [m, absM, m2, m4, e, e2, absE, absMabsE] = sums.subarray(1, momentCount).map((sum) => sum / weight);
  const values: Record<ObservableName, number> = {
    chi: sites * (m2 - m * m),
    cme: absM > 0 ? (sites * (absMabsE - absM * absE)) / absM : 0,
    c: sites * (e2 - e * e),
    u4: m2 > 0 ? 1 - m4 / (3 * m2 * m2) : 0,
    absM,
    m2,
    m4,
    e,
  };
  return observableNames.map((name) => values[name]);
}
