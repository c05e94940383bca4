import { valuesOf, type Phase, type RgPath } from '../../../../preload/contract/index.ts';
import type { CouplingSpace } from '../coupling-space.ts';
import type { RgMap } from '../rg-map.ts';
import { teacherPlaquette } from '../tensor/boltzmann.ts';
import { distance, norm } from './jacobian.ts';

/**
 * Couplings beyond this count as infinite: in the ordered phase they double at every step, and Boltzmann weights like exp(−8J) are zero
 * beside 1 long before. A flow that is there stays there.
 */
export const farthestCoupling = 12;

/** D_KL of the step from a teacher to a student, in bits. */
export type StepBits = (teacher: Float64Array, student: Float64Array) => number;

/**
 * Follows `steps` RG steps from `start`. D_KL is the map's own where it knows it, and otherwise that of `stepBits`.
 */
export function flowPath(map: RgMap, start: Float64Array, steps: number, stepBits?: StepBits): RgPath {
  let here = start;
  const path: RgPath = {
    couplings: [Array.from(here)],
    bits: [],
    monotone: [map.monotone?.value(here) ?? null],
    degeneracy: [degeneracyAt(map.space, here)],
    phase: 'undecided',
  };
  for (let step = 0; step < steps; step++) {
    if (isInfinite(here)) {
      for (const entries of [path.couplings, path.bits, path.monotone, path.degeneracy] as unknown[][]) {
        if (entries.length > 0) entries.push(entries.at(-1));
      }
      continue;
    }
    const next = map.step(here);
    path.bits.push(next.bits ?? stepBits?.(here, next.couplings) ?? null);
    here = next.couplings;
    path.couplings.push(Array.from(here));
    path.monotone.push(map.monotone?.value(here) ?? null);
    path.degeneracy.push(degeneracyAt(map.space, here));
  }
  path.phase = phaseAtEnd(path);
  return path;
}

/** Z this close to a whole number belongs to a stable fixed point, when the couplings also go towards it. */
const nearWhole = 0.02;

/** A last step shorter than this has arrived: the stable fixed points of learned maps lie beside zero. */
const arrived = 0.02;

/**
 * The phase in which a path ends: Z has come near 1 while the couplings shrink, or near a larger whole number while they grow, or near
 * either where they rest. A path that is too short to tell is `undecided`; on its way Z tells nothing, as for more than one component
 * it is not monotone.
 */
function phaseAtEnd({ couplings, degeneracy }: RgPath): Phase {
  if (couplings.length < 2) return 'undecided';
  const [before, end] = couplings.slice(-2);
  const ground = Math.round(degeneracy[degeneracy.length - 1]);
  if (Math.abs(degeneracy[degeneracy.length - 1] - ground) > nearWhole) return 'undecided';
  const rests = distance(end, before) < arrived;
  if (ground === 1 && (rests || norm(end) <= norm(before))) return 'disordered';
  if (ground > 1 && (rests || norm(end) >= norm(before))) return 'ordered';
  return 'undecided';
}

/**
 * Z of the teacher's tensor T = Π_k W_k[x_k, x_k+1] (Eq. 23, the right way up), (tr M)² / tr M² with M_ab = Σ_c T_acbc, in D³ products of the bonds
 * instead of the D⁴ entries of T.
 */
export function degeneracyAt(space: CouplingSpace, couplings: Float64Array): number {
  const {
    dimension: D,
    bonds: [w0, w1, w2, w3],
  } = teacherPlaquette(space, couplings);
  const transfer = new Float64Array(D * D);
  for (let a = 0; a < D; a++) {
    for (let b = 0; b < D; b++) {
      let sum = 0;
      for (let c = 0; c < D; c++) sum += w0[a * D + c] * w1[c * D + b] * w2[b * D + c] * w3[c * D + a];
      transfer[a * D + b] = sum;
    }
  }
  let trace = 0;
  let traceOfSquare = 0;
  for (let a = 0; a < D; a++) {
    trace += transfer[a * D + a];
    for (let b = 0; b < D; b++) traceOfSquare += transfer[a * D + b] * transfer[b * D + a];
  }
  return trace ** 2 / traceOfSquare;
}

/** Values of one leg of the Boltzmann tensor, q^n. */
export const legDimension = ({ settings, vertex }: CouplingSpace) =>
  valuesOf(settings.internal) ** vertex.dimension;

export const isInfinite = (couplings: Float64Array) =>
  couplings.some((coupling) => Math.abs(coupling) > farthestCoupling);

/** Largest D_KL of the steps, null where none is known. */
export function largestBits({ bits }: Pick<RgPath, 'bits'>): number | null {
  const known = bits.filter((value) => value !== null);
  return known.length > 0 ? Math.max(...known) : null;
}
