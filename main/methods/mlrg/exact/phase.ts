import { HostError, type Phase } from '../../../../preload/contract/index.ts';
import { eigenvaluesOf } from '../../../compute/eigenvalues.ts';
import { boltzmannTensor, degeneracy } from '../tensor/boltzmann.ts';
import type { RgMap } from '../rg-map.ts';

/** Where a long flow ends. */
export interface FlowEnd {
  phase: Phase;
  couplings: Float64Array;
  /** RG steps that were taken. */
  steps: number;
}

/** A flow that is undecided after so many steps started nearer to a phase boundary than can be resolved, or goes round. */
const mostSteps = 200;
/**
 * Couplings all below this are weak: there the map is all but homogeneous, and they vanish once they fall. With several components they
 * may as well grow: J = 0 is not stable for every representation.
 */
const weak = 0.05;
/** Norm of couplings that cannot be told from none: their divergence is of fourth order, lost in rounding. */
const vanishing = 1e-4;
/** Weak couplings have begun to fall when their norm is this part of what it was. */
const fallen = 0.9;
/** A coupling above this grows without end where Z is that of the ordered phase. Others have been seen to turn back from as far as 8. */
const strong = 8;
/** Z as near as this to 1 or, in parts of it, to q says which phase a flow has come to. */
const near = 0.05;
/** A flow that moves less than this rests. */
const still = 1e-10;
/** Largest number of states of a spin whose weight tensor is made; of larger ones couplings alone decide. */
const mostStates = 32;

/**
 * Phase at the end of a long flow from `couplings`. The degeneracy Z of the weight tensor (Eq. 23) is not monotone along the flow for more
 * than one component, so it counts only where the flow has come near a stable fixed point.
 *
 * @throws HostError unstable where a map's step is not a number
 */
export function phaseOf(map: RgMap, couplings: Float64Array): Phase {
  return followFlow(map, couplings).phase;
}

/** Follows the flow until its phase is plain, for at most `steps` steps. */
export function followFlow(map: RgMap, start: Float64Array, steps = mostSteps): FlowEnd {
  let couplings = start;
  let weakSize = 0;
  for (let step = 0; step < steps; step++) {
    const largest = largestOf(map, couplings);
    const size = Math.hypot(...couplings);
    weakSize = largest < weak ? Math.max(weakSize, size) : 0;
    if (size < vanishing || (largest < weak && size < fallen * weakSize)) {
      return { phase: 'disordered', couplings, steps: step };
    }
    if (largest >= strong && growsWithoutEnd(map, couplings)) {
      return { phase: 'ordered', couplings, steps: step };
    }
    const next = map.step(couplings).couplings;
    const rests = distance(next, couplings) < still;
    couplings = next;
    if (rests) return { phase: phaseAtRest(map, couplings), couplings, steps: step + 1 };
  }
  // Beyond what they were trained on learned maps slow down without coming to rest.
  const phase = map.type === 'learned' ? phaseByDegeneracy(map, couplings) : 'undecided';
  return { phase, couplings, steps };
}

function largestOf({ title }: RgMap, couplings: Float64Array): number {
  const largest = Math.max(...couplings.map(Math.abs));
  if (!Number.isNaN(largest)) return largest;
  throw new HostError('unstable', `A step of the map (${title}) is not a number.`, {
    remedy: 'Start nearer to where it was trained, or train it again.',
  });
}

function growsWithoutEnd(map: RgMap, couplings: Float64Array): boolean {
  const z = degeneracyOf(map, couplings);
  return z === null || isOrdered(map, z);
}

/** Maps may have stable fixed points elsewhere than at zero and infinity: there Z decides. A saddle belongs to no phase. */
function phaseAtRest(map: RgMap, couplings: Float64Array): Phase {
  const [{ re, im }] = eigenvaluesOf(map.jacobian(couplings), couplings.length);
  if (Math.hypot(re, im) > 1) return 'undecided';
  return phaseByDegeneracy(map, couplings);
}

function phaseByDegeneracy(map: RgMap, couplings: Float64Array): Phase {
  const z = degeneracyOf(map, couplings);
  if (z === null || !Number.isFinite(z)) return 'undecided';
  if (Math.abs(z - 1) < near) return 'disordered';
  return isOrdered(map, z) ? 'ordered' : 'undecided';
}

const isOrdered = ({ space: { values } }: RgMap, z: number) => Math.abs(z - values.size) < near * values.size;

function degeneracyOf({ space }: RgMap, couplings: Float64Array): number | null {
  const states = space.values.size ** space.vertex.dimension;
  return states > mostStates ? null : degeneracy(boltzmannTensor(space, couplings), states);
}

/** Largest difference of two couplings. */
export function distance(a: Float64Array, b: Float64Array): number {
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);
}
