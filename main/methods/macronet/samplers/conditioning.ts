import {
  parameterNames,
  type GrayScottParameters,
  type ParameterName,
} from '../../../../preload/contract/index.ts';
import type { RandomStream } from '../../../compute/random.ts';
import {
  fromFlowCoordinates,
  fromUnitBox,
  logBoxVolume,
  parameterDimension,
  toFlowCoordinates,
  toUnitBox,
  type ParameterBox,
} from '../coordinates.ts';
import { cholesky, covariance, forwardSubstitute } from '../statistics/symmetric.ts';
import {
  importanceSample,
  type Completion,
  type ImportanceSamples,
  type LogDensity,
  type Proposal,
} from './importance-sampling.ts';

/**
 * Samples of a density on the parameters given that some of them have fixed values, as flow coordinates in rows of 4, by
 * importance sampling on the free coordinates; empty where no parameter set of the box has the held values.
 *
 * Da, Db and F are coordinates themselves. Holding k fixes κ = k − (√F/2 − F) once F is known; at fixed F the step from κ to
 * k is a shift, so the density only takes the factor |du_κ/dκ|.
 *
 * @param start unconditioned samples, rows of 4, that tell where to look first
 */
export function conditionOn(
  hold: Partial<GrayScottParameters>,
  density: LogDensity,
  start: Float64Array,
  count: number,
  box: ParameterBox,
  stream: RandomStream,
): ImportanceSamples {
  const held = parameterNames.map((name) => hold[name]);
  const free = [0, 1, 2, 3].filter((axis) => held[axis] === undefined);
  const complete = completion(hold, free, box);
  if (free.length === 0) {
    const point = complete([]);
    if (!point) return { points: new Float64Array(0), effectiveSampleSize: 0, proposals: 0 };
    const u = new Float64Array(count * parameterDimension);
    for (let i = 0; i < count; i++) u.set(point.point, i * parameterDimension);
    return { points: u, effectiveSampleSize: count, proposals: count };
  }
  return importanceSample({
    proposal: firstProposal(hold, free, start, box),
    pointWidth: parameterDimension,
    complete,
    density,
    count,
    stream,
  });
}

function completion(hold: Partial<GrayScottParameters>, free: number[], box: ParameterBox): Completion {
  return (values) => {
    const u = [0, 0, 0, 0];
    free.forEach((axis, i) => (u[axis] = values[i]));
    const unit = fromFlowCoordinates(u);
    const parameters: GrayScottParameters = { ...fromUnitBox(unit, box) };
    for (const name of parameterNames) {
      const value = hold[name];
      if (value !== undefined && name !== 'k') parameters[name] = value;
    }
    const kappaFree = hold.k === undefined;
    if (hold.k !== undefined) parameters.k = hold.k;
    const fixed = toUnitBox(parameters, box);
    // With κ free, k moves with a held F: keep κ's own coordinate.
    if (kappaFree) fixed[3] = unit[3];
    const tolerance = 1e-9;
    if (fixed.some((p, axis) => !free.includes(axis) && (p < -tolerance || p > 1 + tolerance))) return null;
    const whole = toFlowCoordinates(fixed);
    for (const axis of free) whole[axis] = u[axis];
    return { point: whole, logVolume: kappaFree ? 0 : -logBoxVolume([whole[3]]) };
  };
}

/** Gaussian conditioning of the start samples on the held coordinates (k held: κ at the samples' mean F). */
function firstProposal(
  hold: Partial<GrayScottParameters>,
  free: number[],
  start: Float64Array,
  box: ParameterBox,
): Proposal {
  const { mean, covariance: matrix } = covariance(start, parameterDimension);
  const middle = fromUnitBox(fromFlowCoordinates(mean), box);
  const target = toFlowCoordinates(
    toUnitBox({ ...middle, ...definedOf(hold) }, box).map((p) => Math.min(Math.max(p, 0), 1)),
  );
  const heldAxes = [0, 1, 2, 3].filter((axis) => !free.includes(axis));
  const regular = (i: number, j: number) => matrix[i * parameterDimension + j] + (i === j ? 1e-4 : 0);
  const factor = cholesky(
    heldAxes.flatMap((i) => heldAxes.map((j) => regular(i, j))),
    heldAxes.length,
  );
  const whitenedShift = forwardSubstitute(
    factor,
    heldAxes.length,
    Float64Array.from(heldAxes, (axis) => target[axis] - mean[axis]),
  );
  const whitenedCross = free.map((i) =>
    forwardSubstitute(
      factor,
      heldAxes.length,
      Float64Array.from(heldAxes, (j) => regular(i, j)),
    ),
  );
  const centre = Float64Array.from(free, (axis, i) => mean[axis] + dot(whitenedCross[i], whitenedShift));
  const scale = free.flatMap((i, a) =>
    free.map((j, b) => 2 * (regular(i, j) - dot(whitenedCross[a], whitenedCross[b])) + (a === b ? 1e-4 : 0)),
  );
  return { centre, lower: cholesky(scale, free.length) };
}

function definedOf(hold: Partial<GrayScottParameters>): Partial<GrayScottParameters> {
  const entries = parameterNames.flatMap((name): [ParameterName, number][] => {
    const value = hold[name];
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(entries);
}

function dot(x: Float64Array, y: Float64Array): number {
  return x.reduce((sum, value, i) => sum + value * y[i], 0);
}
