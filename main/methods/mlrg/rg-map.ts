import type { CouplingSpace } from './coupling-space.ts';

/** A renormalization map of couplings: one step enlarges the lattice by √2. */
export interface RgMap {
  readonly type: 'exact' | 'learned';
  /** "exact, A1+E", "learned, mean of 3". */
  readonly title: string;
  readonly space: CouplingSpace;
  /** One step; `bits` is its D_KL where the map knows it. */
  step(couplings: Float64Array): { couplings: Float64Array; bits: number | null };
  /** dJ′_m/dJ_n, row by row. */
  jacobian(couplings: Float64Array): Float64Array;
  /** C(J) with ∇C and ∇²C, of learned maps. */
  readonly monotone: RgMonotone | null;
}

/** The RG monotone C(J), zero at J = 0; dJ/dℓ = −∇C (Eq. 13). */
export interface RgMonotone {
  /** Number of couplings. */
  readonly couplings: number;
  value(couplings: Float64Array): number;
  /** Writes ∇C. */
  gradient(couplings: Float64Array, into: Float64Array): void;
  /** Writes ∇²C·v. */
  hessianVector(couplings: Float64Array, v: Float64Array, into: Float64Array): void;
  /** ∇²C, row by row. */
  hessian(couplings: Float64Array): Float64Array;
}
