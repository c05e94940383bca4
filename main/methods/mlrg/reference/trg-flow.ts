import { valuesOf, type InternalGroup } from '../../../../preload/contract/index.ts';
import { modulus, type Eigenvalue } from '../tensor/eigenpairs.ts';
import { traceOfPower } from '../tensor/leading-eigenvalues.ts';
import { centralCharge, scalingDimensions } from '../tensor/row.ts';
import { bareIsotropicTensor, transferEigenvalues } from './isotropic-tensor.ts';
import { trgStep } from './trg.ts';

/** Tensors after 60 steps stand for a lattice of 2^60 bare ones: a coupling that is 1e-6 off has left the fixed point by then. */
const mostSteps = 60;

/** Z this close to 1 or to q, as a share of q − 1, in two steps in a row tells the phase. */
const near = 0.02;

/** Index of the first tensor that may be one of a plateau: those before are still exact, and stand for fewer than 32 bare ones. */
const firstPlateau = 4;

interface FlowPoint {
  /** Eigenvalues of the transfer matrix of one tensor. */
  eigenvalues: Eigenvalue[];
  degeneracy: number;
  /** What this tensor's entries were divided by when it was made: Z of N tensors before is e^{N/2 · logScale} times Z of N/2 of it. */
  logScale: number;
  /** Of the step that led here. */
  truncation: number;
}

/** The TRG flow of the bare model until Z has settled at 1 or q, or for 60 steps. */
function flow(group: InternalGroup, coupling: number, bondDimension: number): FlowPoint[] {
  const q = valuesOf(group);
  let { tensor } = bareIsotropicTensor(group, coupling);
  const points: FlowPoint[] = [];
  for (let step = 0; step < mostSteps; step++) {
    const { tensor: next, logScale, truncation } = trgStep(tensor, bondDimension);
    tensor = next;
    const eigenvalues = transferEigenvalues(tensor);
    points.push({
      eigenvalues,
      degeneracy: traceOfPower(eigenvalues, 1) ** 2 / traceOfPower(eigenvalues, 2),
      logScale,
      truncation,
    });
    if (settled(points, 1, q) !== null || settled(points, q, q) !== null) break;
  }
  return points;
}

/** After how many steps Z came near a value for good, between two of them by interpolation; null when it is not there. */
function settled(points: readonly FlowPoint[], value: number, q: number): number | null {
  const distances = points.map(({ degeneracy }) => Math.abs(degeneracy - value) / (q - 1));
  const last = distances.length - 1;
  if (last < 2 || distances[last] > near || distances[last - 1] > near) return null;
  const entered = distances.findLastIndex((distance) => distance > near) + 1;
  if (entered === 0) return 0;
  const [before, after] = [distances[entered - 1], Math.max(distances[entered], 1e-300)];
  return entered - 1 + Math.log(before / near) / Math.log(before / after);
}

/**
 * How far a coupling is from where the flow leaves the disordered phase, up to a positive factor: the distance from a critical fixed point
 * grows by about √2 a step, so it is −√2^−n when Z settles at 1 after n steps, √2^−n when it settles at q, and the smallest positive one
 * when it settles nowhere.
 */
export function trgDistance(group: InternalGroup, coupling: number, bondDimension: number): number {
  const points = flow(group, coupling, bondDimension);
  const q = valuesOf(group);
  const disordered = settled(points, 1, q);
  if (disordered !== null) return -(Math.SQRT2 ** -disordered);
  return Math.SQRT2 ** -(settled(points, q, q) ?? mostSteps);
}

/** ln Z per bare tensor of the infinite lattice in nats, relative to `bareTensor`: f_n = ½(f_n+1 + ln scale_n+1), followed until it is exact. */
export function trgFreeEnergy(
  group: InternalGroup,
  coupling: number,
  bondDimension: number,
  steps: number,
): number {
  let { tensor, logScale } = bareIsotropicTensor(group, coupling);
  let freeEnergy = logScale;
  for (let step = 1; step <= steps; step++) {
    const next = trgStep(tensor, bondDimension);
    tensor = next.tensor;
    freeEnergy += 2 ** -step * next.logScale;
  }
  // What is left of the lattice is one tensor on a torus, 2^-steps of it for every bare one.
  const trace = transferEigenvalues(tensor).reduce((sum, { re }) => sum + re, 0);
  return freeEnergy + 2 ** -steps * Math.log(trace);
}

/** The tensor of a flow at criticality where it first stands still. */
export interface TrgPlateau {
  /** Steps to it; it stands for 2^step bare tensors. */
  step: number;
  /** Δ_k, smallest first. */
  dimensions: number[];
  centralCharge: number;
  degeneracy: number;
  /** Largest share of Σ λ² that a step left out on the way. */
  truncation: number;
}

/**
 * Scaling dimensions and central charge of the tensor at the first minimum of the change of Z: before it the lattice it stands for is
 * small, after it the error of the truncations grows. Changes are those of two steps, which bring the lattice back to its orientation.
 */
export function trgPlateau(
  group: InternalGroup,
  coupling: number,
  bondDimension: number,
  count: number,
): TrgPlateau {
  const points = flow(group, coupling, bondDimension);
  const change = (i: number) => Math.abs(points[i].degeneracy - points[i - 2].degeneracy);
  let best = Math.min(firstPlateau, points.length - 1);
  while (best + 1 < points.length && change(best + 1) < change(best)) best++;
  let freeEnergy = points.at(-1)!.logScale;
  for (let i = points.length - 1; i > best; i--) freeEnergy = (freeEnergy + points[i].logScale) / 2;
  const { eigenvalues, degeneracy } = points[best];
  // One tensor stands for the whole lattice: it is a row of length 1.
  const row = { length: 1, eigenvalues, logLargest: Math.log(modulus(eigenvalues[0])), degeneracy };
  return {
    step: best + 1,
    dimensions: scalingDimensions(row, count),
    centralCharge: centralCharge(row, freeEnergy),
    degeneracy,
    truncation: Math.max(...points.slice(0, best + 1).map((point) => point.truncation)),
  };
}
