import { LuDecomposition, Matrix } from 'ml-matrix';
import type { SymmetrySettings } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../compute/random.ts';
import type { RgMap } from '../rg-map.ts';
import { couplingSpace } from '../symmetry/space.ts';
import { Divergence } from './divergence.ts';
import { enumerate } from './enumeration.ts';
import { renormalizeExactly, type ExactStep } from './step.ts';

export interface ExactMapOptions {
  /** Random starts of each minimisation; default 8. */
  restarts?: number;
  /** Of the random starts, which are the same at every step: the map is a function. */
  seed?: number;
}

/** Steps that are remembered: Jacobians and scans ask for the same ones again. */
const remembered = 1024;

/**
 * The RG map J → J′ by enumeration: every step takes the student of least divergence, in a fixed gauge of its hidden spin.
 *
 * @throws HostError bad-specification for a choice that is not allowed, too-large for one that cannot be enumerated
 */
export function exactMap(settings: SymmetrySettings, options: ExactMapOptions = {}): RgMap {
  const space = couplingSpace(settings);
  const divergence = new Divergence(enumerate(space));
  const steps = new Map<string, ExactStep>();
  const step = (couplings: Float64Array) => {
    const key = couplings.join();
    let found = steps.get(key);
    if (found) return found;
    const random = new RandomStream(options.seed ?? 0, 'restarts of an exact step');
    found = renormalizeExactly(divergence, couplings, {
      random,
      ...(options.restarts === undefined ? {} : { restarts: options.restarts }),
    });
    if (steps.size >= remembered) steps.delete(steps.keys().next().value!);
    steps.set(key, found);
    return found;
  };
  return {
    type: 'exact',
    title: `exact, ${settings.spin}`,
    space,
    monotone: null,
    step: (couplings) => {
      const { couplings: next, nats } = step(couplings);
      return { couplings: next.slice(), bits: nats / Math.LN2 };
    },
    jacobian: (couplings) => {
      const { couplings: next } = step(couplings);
      divergence.teach(couplings);
      return divergence.jacobian(next);
    },
  };
}

export interface MapFixedPoint {
  couplings: Float64Array;
  /** Largest |J′ − J| that is left. */
  residual: number;
  converged: boolean;
}

const mostIterations = 100;
/** |J′ − J| of a fixed point. */
const fixed = 1e-9;
/** Longest Newton step. */
const reach = 0.5;
const halvings = 12;

/**
 * Fixed point of a map near `start` by Newton steps on J′(J) − J, halved until they come nearer. Converges to saddle points as to any other.
 */
export function exactFixedPoint(
  map: Pick<RgMap, 'step' | 'jacobian'>,
  start: Float64Array,
  iterations = mostIterations,
): MapFixedPoint {
  let couplings = Float64Array.from(start);
  let defect = defectAt(map, couplings);
  for (let iteration = 0; iteration < iterations && norm(defect) > fixed; iteration++) {
    const step = newtonStep(map, couplings, defect);
    if (step === null) break;
    let part = Math.min(1, reach / norm(step));
    let moved: Float64Array<ArrayBuffer>;
    let left: Float64Array;
    let tries = 0;
    do {
      moved = couplings.map((coupling, m) => coupling + part * step[m]);
      left = defectAt(map, moved);
      part /= 2;
    } while (!(norm(left) < norm(defect)) && ++tries < halvings);
    if (!(norm(left) < norm(defect))) break;
    couplings = moved;
    defect = left;
  }
  const residual = norm(defect);
  return { couplings, residual, converged: residual <= fixed };
}

function defectAt(map: Pick<RgMap, 'step'>, couplings: Float64Array): Float64Array {
  const { couplings: next } = map.step(couplings);
  return next.map((coupling, m) => coupling - couplings[m]);
}

/** −(dJ′/dJ − 1)⁻¹ (J′ − J); null where the map has a marginal direction. */
function newtonStep(
  map: Pick<RgMap, 'jacobian'>,
  couplings: Float64Array,
  defect: Float64Array,
): Float64Array | null {
  const size = couplings.length;
  const slope = Matrix.from1DArray(size, size, map.jacobian(couplings)).sub(Matrix.eye(size));
  const decomposition = new LuDecomposition(slope);
  if (decomposition.isSingular()) return null;
  const step = decomposition.solve(Matrix.columnVector(defect).mul(-1)).to1DArray();
  return step.every(Number.isFinite) ? Float64Array.from(step) : null;
}

/** Largest component. */
function norm(vector: Float64Array): number {
  return vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
