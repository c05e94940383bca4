import {
  bareCriticalCoupling,
  valuesOf,
  type InternalGroup,
  type ReferenceResult,
} from '../../../../preload/contract/index.ts';
import type { CouplingSpace } from '../coupling-space.ts';
import { bareSpace } from './bare-model.ts';

export { bareTensor } from './bare-model.ts';

/**
 * What the bare model of a group is:
 * Potts, all values but equal ones alike (Z2: Ising, Z3: its only cosine is δ up to a constant); four-state clock, two Ising models;
 * clock, five values or more, without a transition of the Landau kind.
 */
export type BareModel = 'Potts' | 'four-state clock' | 'clock';

export function bareModelOf(group: InternalGroup): BareModel {
  const q = valuesOf(group);
  if (q <= 3 || group.startsWith('S')) return 'Potts';
  return q === 4 ? 'four-state clock' : 'clock';
}

/**
 * Potts: energy of unequal neighbours less that of equal ones, in units of J; the kernels Z2 (2), δ − 1/q (1) and cos (3/2) differ in it.
 */
export function energyGap(group: InternalGroup): number {
  const { matrix } = bareSpace(group).kernels[0];
  return matrix[0] - matrix[1];
}

/**
 * Exact values of the bare model at its critical point. `dimensions` are the lowest of the torus in order, as often as they occur, so
 * that they stand beside the eigenvalues of a transfer matrix. null and empty where unknown or where the transition is not continuous.
 */
export function exactValues(group: InternalGroup): ReferenceResult['exact'] {
  const model = bareModelOf(group);
  if (model === 'clock') return { critical: null, yt: null, centralCharge: null, dimensions: [] };
  if (model === 'four-state clock') {
    // cos(θ − θ′) is (σσ′ + ττ′)/2 of the Ising spins σ, τ = ±1 in cos θ = (σ + τ)/2, sin θ = (σ − τ)/2.
    return {
      critical: bareCriticalCoupling(group),
      yt: 1,
      centralCharge: 1,
      dimensions: levels(['σ₁', 1 / 8], ['σ₂', 1 / 8], ['σ₁σ₂', 1 / 4], ['ε₁', 1], ['ε₂', 1]),
    };
  }
  const q = valuesOf(group);
  return { critical: bareCriticalCoupling(group), ...pottsTheory(q) };
}

/**
 * Exact critical coupling of the bare model of a space; null where it is not known, or where J0 couples what turns with the lattice, which is
 * another model.
 */
export function exactCriticalOf({ settings, couplings }: CouplingSpace): number | null {
  return couplings[0].between.every((irrep) => irrep === 'A1')
    ? bareCriticalCoupling(settings.internal)
    : null;
}

type Theory = Omit<ReferenceResult['exact'], 'critical'>;

/** Conformal field theory of the critical Potts model (Dotsenko and Fateev, 1984); beyond q = 4 the transition is of first order. */
function pottsTheory(q: number): Theory {
  if (q === 2) {
    return {
      yt: 1,
      centralCharge: 1 / 2,
      dimensions: levels(['σ', 1 / 8], ['ε', 1], ['∂σ', 9 / 8], ['∂̄σ', 9 / 8]),
    };
  }
  if (q === 3) {
    return {
      yt: 6 / 5,
      centralCharge: 4 / 5,
      dimensions: levels(['σ', 2 / 15], ['σ†', 2 / 15], ['ε', 4 / 5]),
    };
  }
  if (q === 4) {
    return {
      yt: 3 / 2,
      centralCharge: 1,
      dimensions: levels(['σ₁', 1 / 8], ['σ₂', 1 / 8], ['σ₃', 1 / 8], ['ε', 1 / 2]),
    };
  }
  return { yt: null, centralCharge: null, dimensions: [] };
}

const levels = (...pairs: [name: string, value: number][]) => pairs.map(([name, value]) => ({ name, value }));
