import type {
  MlrgAnalysisSpec,
  MlrgReferenceSpec,
  SymmetryDescription,
} from '../../../../preload/contract/index.ts';
import { valuesOf } from '../../../../preload/contract/index.ts';
import { aboutTime, count } from '../../../components/numbers.ts';
import type { KnownMap } from '../stores/maps.ts';

/** Starting a worker and its threads, writing what was found. */
const overheadSeconds = 2;
/** Steps of a learned map and of its divergence, which is summed over all visible states. */
const learnedStepSeconds = 2e-4;
const divergenceShare = 0.1;
/** Steps of the bisection, of fixed points by Newton and of their Jacobians, for each map. */
const otherSteps = 400;

/** An analysis that has ended: what it took. */
export interface MeasuredAnalysis {
  spec: MlrgAnalysisSpec;
  computeSeconds: number;
}

/** RG steps that an analysis asks of one map. */
export const stepsOf = ({ points, flowSteps, resolution }: MlrgAnalysisSpec) =>
  points * flowSteps + resolution ** 2 + otherSteps;

/**
 * What an analysis is expected to take, in seconds: by the pace of one of the same map that was measured here, where there is one.
 * @returns null while the map or its symmetry is not known
 */
export function analysisSeconds(
  spec: MlrgAnalysisSpec,
  map: KnownMap | undefined,
  description: SymmetryDescription | null,
  measured: readonly MeasuredAnalysis[] = [],
): number | null {
  const known = measured.find(
    (one) => JSON.stringify(one.spec.map) === JSON.stringify(spec.map) && one.computeSeconds > 0,
  );
  if (known) return (known.computeSeconds * stepsOf(spec)) / stepsOf(known.spec);
  if (map === undefined || description === null) return null;
  const { stepSeconds } = description.cost;
  const perStep =
    map.choice.type === 'exact' ? stepSeconds : learnedStepSeconds + divergenceShare * stepSeconds;
  return overheadSeconds + (1 + map.members) * stepsOf(spec) * perStep;
}

/** What the button will do, before it is pressed. */
export function analysisSentence(spec: MlrgAnalysisSpec, seconds: number | null): string {
  const time = seconds === null ? '' : `; ${aboutTime(seconds)}`;
  const diagram = spec.resolution > 0 ? `, a flow diagram of ${spec.resolution}²` : '';
  return `Follows ${count(spec.points)} bare couplings through ${count(spec.flowSteps)} RG steps, finds the fixed points and their dimensions${diagram}${time}.`;
}

/** Multiplications a core does in a second in a transfer matrix, and in the singular values of a tensor renormalization. */
const rowRate = 2e8;
const trgRate = 4e8;
/** Applications of the transfer matrix, and steps of the tensor renormalization, about. */
const applications = 200;
const trgSteps = 25 * 30;
const mostRowStates = 65_536;

/** What a reference is expected to take, in seconds. */
export function referenceSeconds({ internal, row, bondDimensions }: MlrgReferenceSpec): number {
  const q = valuesOf(internal);
  let work = 0;
  for (let length = 1; length <= row; length++) {
    const states = q ** length;
    if (states <= mostRowStates) work += states * length * q * applications;
  }
  const trg = bondDimensions.reduce((sum, chi) => sum + chi ** 6, 0) * trgSteps;
  return 1 + work / rowRate + trg / trgRate / 10;
}

export function referenceSentence(spec: MlrgReferenceSpec): string {
  const { row, bondDimensions } = spec;
  const trg =
    bondDimensions.length === 0 ? '' : `, and tensor renormalization with χ = ${bondDimensions.join(', ')}`;
  return `Diagonalises rows of 1 to ${row} tensors${trg}; ${aboutTime(referenceSeconds(spec))}.`;
}
