import {
  parameterNames,
  type GrayScottParameters,
  type ParameterName,
  type PatternGeneration,
} from '../../../preload/contract/index.ts';
import { saddleNodeKill } from '../../physics/gray-scott/index.ts';

/**
 * Coordinates of the parameters in which flows work: (Da, Db, F, κ) in the unit box p of the trained ranges, then
 * u = logit(.02 + .96 p) / 1.6, which is close to a unit normal for uniform p.
 */
export type ParameterBox = Record<'Da' | 'Db' | 'F' | 'kappa', { low: number; high: number }>;

const axes = ['Da', 'Db', 'F', 'kappa'] as const;
const margin = 0.02;
const logitScale = 1.6;

/** Number of coordinates. */
export const parameterDimension = axes.length;

export function parameterBox({ Da, Db, F, kappa }: PatternGeneration): ParameterBox {
  return { Da, Db, F, kappa };
}

/** (Da, Db, F, k) -> (Da, Db, F, κ) in the unit box; outside the trained ranges the values leave [0, 1]. */
export function toUnitBox({ Da, Db, F, k }: GrayScottParameters, box: ParameterBox): number[] {
  return [Da, Db, F, k - saddleNodeKill(F)].map((value, i) => {
    const { low, high } = box[axes[i]];
    return (value - low) / (high - low);
  });
}

export function fromUnitBox(unit: ArrayLike<number>, box: ParameterBox): GrayScottParameters {
  const [Da, Db, F, kappa] = axes.map(
    (axis, i) => box[axis].low + unit[i] * (box[axis].high - box[axis].low),
  );
  return { Da, Db, F, k: saddleNodeKill(F) + kappa };
}

/** Unit box -> flow coordinates. Values are first brought into the open range in which the logit exists. */
export function toFlowCoordinates(unit: ArrayLike<number>): number[] {
  return Array.from(unit, (p) => {
    const inside = Math.min(Math.max(margin + (1 - 2 * margin) * p, 1e-6), 1 - 1e-6);
    return Math.log(inside / (1 - inside)) / logitScale;
  });
}

export function fromFlowCoordinates(u: ArrayLike<number>): number[] {
  return Array.from(u, (value) => (1 / (1 + Math.exp(-logitScale * value)) - margin) / (1 - 2 * margin));
}

/** log |dp/du| summed over the axes: what turns a density of u into one of the unit box, log f(p) = log f(u) − this. */
export function logBoxVolume(u: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < u.length; i++) {
    const s = 1 / (1 + Math.exp(-logitScale * u[i]));
    sum += Math.log((logitScale * s * (1 - s)) / (1 - 2 * margin));
  }
  return sum;
}

/** A parameter set brought into the trained ranges, and which of its four constants had to move. */
export function clip(
  u: ArrayLike<number>,
  box: ParameterBox,
): { parameters: GrayScottParameters; unit: number[]; clipped: ParameterName[] } {
  const raw = fromFlowCoordinates(u);
  const unit = raw.map((p) => Math.min(Math.max(p, 0), 1));
  const clipped = parameterNames.filter((_, i) => raw[i] !== unit[i]);
  return { parameters: fromUnitBox(unit, box), unit, clipped };
}

/** Flow coordinates of parameter sets given as rows of Da, Db, F, k; rows of 4. */
export function flowCoordinatesOf(parameters: Float64Array, box: ParameterBox): Float32Array {
  const u = new Float32Array(parameters.length);
  for (let i = 0; i < parameters.length; i += parameterDimension) {
    const [Da, Db, F, k] = parameters.subarray(i, i + parameterDimension);
    u.set(toFlowCoordinates(toUnitBox({ Da, Db, F, k }, box)), i);
  }
  return u;
}
