import type { MlrgTrainingSpec, SymmetryDescription } from '../../../../preload/contract/index.ts';
import { aboutTime, count } from '../../../components/numbers.ts';
import { sameSettings } from '../parts/settings.ts';

/** Starting a worker, writing the models, and what is read off them at the end. */
const overheadSeconds = 3;
/** A gradient is one pass over the visible states; Newton's step takes some tens of them, with second derivatives. */
const gradientsPerExactStep = 25;
/** Backpropagation through the flow and the proposals, for a teacher and a weight of the network. */
const secondsPerWeight = 1e-9;
/** One sweep of one sampled configuration, for a spin of a plaquette and a component. */
const secondsPerSpinUpdate = 12e-9;

/** A training that has ended: what its steps took. */
export interface MeasuredTraining {
  spec: MlrgTrainingSpec;
  computeSeconds: number;
}

/** Seconds of one step of one network, estimated from the symmetry. */
function stepSeconds(spec: MlrgTrainingSpec, description: SymmetryDescription): number {
  const { proposals, flow, network, gradient } = spec;
  const couplings = description.couplings.length;
  const widths = [couplings, ...network.widths, 1];
  const weights = widths.slice(1).reduce((sum, width, layer) => sum + width * widths[layer]!, 0);
  const stages = flow.solver === 'rk4' ? 4 * flow.steps : flow.steps;
  const passes = 4 * stages + 2 * proposals.updates * (proposals.leapfrogSteps + 1) * proposals.replicas;
  const { dimension } = description.spin;
  const divergence =
    gradient.type === 'exact'
      ? description.cost.stepSeconds / gradientsPerExactStep
      : gradient.samples *
        dimension ** 2 *
        (8 * gradient.gibbsSteps + 5 * gradient.divergenceSteps) *
        secondsPerSpinUpdate;
  return proposals.batch * (divergence + passes * weights * secondsPerWeight);
}

/** Whether the steps of two trainings take the same time. */
const alike = (a: MlrgTrainingSpec, b: MlrgTrainingSpec) =>
  sameSettings(a.symmetry, b.symmetry) &&
  JSON.stringify([a.network, a.flow, a.gradient, a.proposals]) ===
    JSON.stringify([b.network, b.flow, b.gradient, b.proposals]);

/**
 * What a training is expected to take, in seconds: by the pace of one that was measured here where there is one like it.
 * @param description of its symmetry; null: not known yet
 */
export function trainingSeconds(
  spec: MlrgTrainingSpec,
  description: SymmetryDescription | null,
  measured: readonly MeasuredTraining[] = [],
): number | null {
  const steps = spec.steps * spec.members;
  const known = measured.find((one) => alike(one.spec, spec) && one.computeSeconds > 0);
  if (known) return (known.computeSeconds / (known.spec.steps * known.spec.members)) * steps;
  if (description === null) return null;
  return overheadSeconds + steps * stepSeconds(spec, description);
}

/** What the start button will do, before it is pressed. */
export function trainingSentence(spec: MlrgTrainingSpec, seconds: number | null): string {
  const { members, steps, gradient, proposals } = spec;
  const networks = members === 1 ? 'one network' : `${count(members)} networks side by side`;
  const how = gradient.type === 'exact' ? 'exact gradients' : `CD-${gradient.divergenceSteps}`;
  const time = seconds === null ? '' : `; ${aboutTime(seconds)}`;
  return `Trains ${networks}, ${count(steps)} steps each of ${count(proposals.batch)} teachers with ${how}${time}.`;
}
