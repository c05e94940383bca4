import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import type { RgMonotone } from '../rg-map.ts';

/** Longest Newton step, in couplings: where the Hessian is singular, Newton's own would be infinite. */
const longest = 4;
/** Newton has arrived where its step is shorter than this, relative to 1 + ‖J‖; it converges quadratically, so it gets there. */
const arrived = 1e-11;
const mostSteps = 200;
/** A step must lower ‖∇C‖ by this part of what its linear model promises; it is halved so often at most. */
const sufficient = 1e-4;
const mostHalvings = 40;
/** Where all curvatures are below this part of the largest met, C is as good as constant: no fixed point but the flat far end of a network. */
const flat = 1e-10;
/** Points closer than this, relative to 1 + ‖J‖, are one. */
const same = 1e-6;

/** A zero of ∇C: a fixed point of the flow dJ/dℓ = −∇C. */
export interface SaddlePoint {
  couplings: Float64Array;
  /** ‖∇C‖ there. */
  gradient: number;
  /** Ascending. A negative one grows under the flow (relevant), a positive one shrinks (irrelevant). */
  hessianEigenvalues: number[];
}

/**
 * Writes Newton's direction −(∇²C)⁻¹∇C (Eq. 24, Fig. 11), which points to fixed points whether they are stable or not. Along an eigenvector of
 * ∇²C it is −λ/(λ² + μ²) times ∇C with μ = ‖∇C‖/(2·4): never longer than 4, and Newton's own up to a part of (its length / 8)².
 */
export function newtonFlow(monotone: RgMonotone, couplings: Float64Array, into: Float64Array): void {
  const gradient = new Float64Array(monotone.couplings);
  monotone.gradient(couplings, gradient);
  writeStep(curvature(monotone, couplings), gradient, into);
}

interface Curvature {
  /** Ascending. */
  eigenvalues: number[];
  /** In columns. */
  eigenvectors: Matrix;
}

function curvature(monotone: RgMonotone, couplings: Float64Array): Curvature {
  const n = monotone.couplings;
  const hessian = Matrix.from1DArray(n, n, monotone.hessian(couplings));
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(hessian, {
    assumeSymmetric: true,
  });
  return { eigenvalues: realEigenvalues, eigenvectors: eigenvectorMatrix };
}

function writeStep(
  { eigenvalues, eigenvectors }: Curvature,
  gradient: Float64Array,
  into: Float64Array,
): void {
  const damping = (length(gradient) / (2 * longest)) ** 2;
  const components = eigenvalues.map((eigenvalue, k) => {
    let along = 0;
    for (let m = 0; m < gradient.length; m++) along += eigenvectors.get(m, k) * gradient[m];
    const denominator = eigenvalue ** 2 + damping;
    return denominator > 0 ? (-eigenvalue / denominator) * along : 0;
  });
  for (let m = 0; m < gradient.length; m++) {
    into[m] = components.reduce((sum, component, k) => sum + component * eigenvectors.get(m, k), 0);
  }
}

/**
 * Fixed points of the flow by Newton's method on ∇C = 0 from every start, damped so that ‖∇C‖ falls; without repetitions, in the order of J0.
 * Starts that lead nowhere, to where C is flat or, with `box`, out of it are left out.
 */
export function saddlePoints(
  monotone: RgMonotone,
  starts: readonly Float64Array[],
  options: { box?: { low: number[]; high: number[] } } = {},
): SaddlePoint[] {
  const { box } = options;
  let largest = 0;
  const found: SaddlePoint[] = [];
  const candidates = starts.flatMap((start) => {
    const { eigenvalues } = curvature(monotone, start);
    largest = Math.max(largest, steepest(eigenvalues));
    return search(monotone, start) ?? [];
  });
  for (const candidate of candidates) {
    const { couplings, hessianEigenvalues } = candidate;
    if (steepest(hessianEigenvalues) <= flat * largest) continue;
    if (box && couplings.some((value, m) => value < box.low[m] || value > box.high[m])) continue;
    const near = same * (1 + length(couplings));
    if (found.every((other) => length(couplings.map((value, m) => value - other.couplings[m])) > near)) {
      found.push(candidate);
    }
  }
  return found.toSorted((a, b) => a.couplings[0] - b.couplings[0]);
}

const steepest = (eigenvalues: readonly number[]) => Math.max(...eigenvalues.map(Math.abs));

/** Null where Newton's method does not arrive. */
function search(monotone: RgMonotone, start: Float64Array): SaddlePoint | null {
  const n = monotone.couplings;
  const gradient = new Float64Array(n);
  const step = new Float64Array(n);
  const ahead = new Float64Array(n);
  let couplings = Float64Array.from(start);
  monotone.gradient(couplings, gradient);
  for (let i = 0; i < mostSteps; i++) {
    const here = curvature(monotone, couplings);
    writeStep(here, gradient, step);
    if (length(step) <= arrived * (1 + length(couplings))) {
      return { couplings, gradient: length(gradient), hessianEigenvalues: here.eigenvalues };
    }
    const before = length(gradient);
    let part = 1;
    for (let halvings = 0; ; halvings++, part /= 2) {
      if (halvings > mostHalvings) return null;
      const moved = couplings.map((value, m) => value + part * step[m]);
      monotone.gradient(moved, ahead);
      if (length(ahead) > (1 - sufficient * part) * before) continue;
      couplings = moved;
      gradient.set(ahead);
      break;
    }
  }
  return null;
}

function length(vector: Float64Array): number {
  return Math.hypot(...vector);
}
