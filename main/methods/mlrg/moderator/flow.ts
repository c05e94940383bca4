import type { RgMonotone } from '../rg-map.ts';
import { NetworkBatch } from './network-batch.ts';
import type { MonotoneNetwork } from './network.ts';

export interface FlowSettings {
  solver: 'rk4' | 'euler';
  /** Steps of the solver from ℓ = 0 to 1. */
  steps: number;
}

/**
 * An explicit Runge–Kutta scheme in which every stage depends on the one before only: stage s is evaluated at J + step·reach[s]·k[s − 1], and
 * J moves by step·Σ weight[s]·k[s].
 */
interface Scheme {
  reach: readonly number[];
  weight: readonly number[];
}

const schemes: Record<FlowSettings['solver'], Scheme> = {
  euler: { reach: [0], weight: [1] },
  rk4: { reach: [0, 1 / 2, 1 / 2, 1], weight: [1 / 6, 1 / 3, 1 / 3, 1 / 6] },
};

/** Where the stages of a step of the flow are evaluated, in order: what its derivatives need. */
function stagePoints(length: number, { solver, steps }: FlowSettings): Float64Array[] {
  return Array.from({ length: steps * schemes[solver].reach.length }, () => new Float64Array(length));
}

/** Moves `position`, of one point or many, from ℓ = 0 to 1 and writes the stage points; `slope` is scratch. */
function integrate(
  gradient: (position: Float64Array, into: Float64Array) => void,
  { solver, steps }: FlowSettings,
  points: readonly Float64Array[],
  slope: Float64Array,
  position: Float64Array,
): void {
  const { reach, weight } = schemes[solver];
  const stages = reach.length;
  const n = position.length;
  for (let first = 0; first < points.length; first += stages) {
    const start = points[first];
    start.set(position);
    for (let s = 0; s < stages; s++) {
      const point = points[first + s];
      if (s > 0) for (let m = 0; m < n; m++) point[m] = start[m] - (reach[s] / steps) * slope[m];
      gradient(point, slope);
      for (let m = 0; m < n; m++) position[m] -= (weight[s] / steps) * slope[m];
    }
  }
}

/** One RG step J(ℓ = 0) → J(ℓ = 1) of dJ/dℓ = −∇C (Eq. 13). `into` may be `start`. */
export function flowStep(
  monotone: RgMonotone,
  flow: FlowSettings,
  start: Float64Array,
  into: Float64Array,
): void {
  const n = monotone.couplings;
  into.set(start);
  integrate((...at) => monotone.gradient(...at), flow, stagePoints(n, flow), new Float64Array(n), into);
}

/** dJ(1)_m/dJ(0)_n of the discrete step, row by row: the variational equation through the same stages. */
export function flowJacobian(monotone: RgMonotone, flow: FlowSettings, start: Float64Array): Float64Array {
  const { reach, weight } = schemes[flow.solver];
  const stages = reach.length;
  const n = monotone.couplings;
  const points = stagePoints(n, flow);
  integrate((...at) => monotone.gradient(...at), flow, points, new Float64Array(n), Float64Array.from(start));
  let jacobian = new Float64Array(n * n);
  for (let m = 0; m < n; m++) jacobian[m * n + m] = 1;
  for (let first = 0; first < points.length; first += stages) {
    const moved = Float64Array.from(jacobian);
    let rate = new Float64Array(n * n);
    for (let s = 0; s < stages; s++) {
      const varied = jacobian.map((entry, i) => entry - (reach[s] / flow.steps) * rate[i]);
      rate = product(monotone.hessian(points[first + s]), varied, n);
      for (let i = 0; i < moved.length; i++) moved[i] -= (weight[s] / flow.steps) * rate[i];
    }
    jacobian = moved;
  }
  return jacobian;
}

function product(a: Float64Array, b: Float64Array, n: number): Float64Array<ArrayBuffer> {
  const into = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      const factor = a[i * n + k];
      for (let j = 0; j < n; j++) into[i * n + j] += factor * b[k * n + j];
    }
  }
  return into;
}

/**
 * One RG step that can be differentiated, of one point or of many in rows: the exact gradient of the discrete map (discretise, then optimise),
 * not of the differential equation. The network's parameters must not change between `forward` and `backward`.
 */
export class FlowTape {
  readonly #batch: NetworkBatch;
  readonly #flow: FlowSettings;
  #scratch: TapeScratch;

  constructor(network: MonotoneNetwork, flow: FlowSettings) {
    this.#batch = new NetworkBatch(network);
    this.#flow = flow;
    this.#scratch = tapeScratch(network.couplings, flow);
  }

  /** J(1) of every row of `start`; the next call may write the same array again. */
  forward(start: Float64Array): Float64Array {
    if (start.length !== this.#scratch.end.length) this.#scratch = tapeScratch(start.length, this.#flow);
    const { points, end, slope } = this.#scratch;
    end.set(start);
    integrate((...at) => this.#batch.gradients(...at), this.#flow, points, slope, end);
    return end;
  }

  /**
   * Of a loss with dL/dJ(1) = `upstream` at the step that `forward` took last: adds scale·dL/dθ, summed over the rows, to `parameterGradient`
   * and returns dL/dJ(0), in an array that the next call may write again.
   */
  backward(upstream: Float64Array, scale: number, parameterGradient: Float64Array): Float64Array {
    const { solver, steps } = this.#flow;
    const { reach, weight } = schemes[solver];
    const stages = reach.length;
    const { points, after, before, pointAdjoint, slopeAdjoint } = this.#scratch;
    before.set(upstream);
    for (let first = points.length - stages; first >= 0; first -= stages) {
      after.set(before);
      for (let s = stages - 1; s >= 0; s--) {
        // ∇C of a stage moves J and, unless it is the last, the point of the next stage.
        const onward = s + 1 < stages ? reach[s + 1] : 0;
        for (let m = 0; m < after.length; m++) {
          slopeAdjoint[m] = -(weight[s] * after[m] + onward * pointAdjoint[m]) / steps;
        }
        this.#batch.differentiate(points[first + s], slopeAdjoint, scale, parameterGradient, pointAdjoint);
        for (let m = 0; m < after.length; m++) before[m] += pointAdjoint[m];
      }
    }
    return before;
  }
}

/** What a tape records, and adjoints of J at both ends of a step of the solver, of the point of a stage and of ∇C there. */
interface TapeScratch {
  points: Float64Array[];
  end: Float64Array;
  slope: Float64Array;
  after: Float64Array;
  before: Float64Array;
  pointAdjoint: Float64Array;
  slopeAdjoint: Float64Array;
}

function tapeScratch(length: number, flow: FlowSettings): TapeScratch {
  const rows = () => new Float64Array(length);
  return {
    points: stagePoints(length, flow),
    end: rows(),
    slope: rows(),
    after: rows(),
    before: rows(),
    pointAdjoint: rows(),
    slopeAdjoint: rows(),
  };
}
