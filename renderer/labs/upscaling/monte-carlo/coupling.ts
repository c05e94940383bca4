import { criticalCoupling, isCritical } from '../../../../preload/contract/index.ts';

/**
 * Correlation length ξ of the infinite lattice along an axis, in lattice spacings: 1/ξ = ln coth K − 2K above the critical temperature, twice
 * that of the dual coupling below it (Onsager). Infinite at K_c, 0 without coupling.
 */
export function correlationLength(K: number): number {
  if (K <= 0) return 0;
  const inverse = -Math.log(Math.tanh(K)) - 2 * K;
  if (Math.abs(inverse) < 1e-12) return Infinity;
  return inverse > 0 ? 1 / inverse : 1 / (-2 * inverse);
}

/** K/K_c, and what is there, in a few words. */
export function couplingWords(K: number): string {
  if (isCritical(K)) return 'critical';
  const phase = K < criticalCoupling ? 'disordered' : 'ordered';
  const length = correlationLength(K);
  return `${phase}, ξ\u00a0≈\u00a0${length < 10 ? length.toFixed(1) : Math.round(length)}`;
}
