import type { IsingMonteCarloSpec } from '../../../../preload/contract/index.ts';
import { correlationLength } from './coupling.ts';

/** Dynamic exponent of single-spin updates: τ grows as ξ^2.17. */
const dynamicExponent = 2.17;

/** Says when single spins would hardly move: the autocorrelation time, from the correlation length, beside the spacing. */
export function singleSpinWarning({
  algorithm,
  size,
  coupling,
  spacing,
}: IsingMonteCarloSpec): string | null {
  if (algorithm === 'swendsen-wang' || algorithm === 'wolff') return null;
  const length = Math.min(size, correlationLength(coupling));
  const time = length ** dynamicExponent;
  if (time < 5 * spacing) return null;
  return `Single spins take about ${Math.round(Number(time.toPrecision(1)))} sweeps to forget a configuration here; with ${spacing} between two, errors are larger than the number of configurations suggests. Swendsen–Wang or Wolff are right near the critical point.`;
}
