import type { ModelSummary, SpecOf } from '../../../../preload/contract/index.ts';
import { aboutTime, count } from '../../../components/numbers.ts';
import { measuringSeconds } from '../measure/cost.ts';

/** What an ensemble is expected to take, in seconds over all cores. */
export interface EnsembleCost {
  growing: number;
  measuring: number;
  total: number;
}

/**
 * Seconds per spin of the last lattice and core, all levels below it included: `macroscope bench inverse-rg` and runs of this program,
 * with a third added for machines that are not quiet.
 */
const secondsPerSpin = {
  sweep: 13e-9,
  importance: 15e-9,
  /** Swendsen–Wang at the size of the start. */
  start: 150e-9,
};
/** The same, of growing alone: tables of kernels, tables passed four times, and networks by kernel size. */
const secondsGrowing = { kernel: 9e-9, sequential: 24e-9, 'two-layer': { 3: 0.6e-6, 7: 2e-6 } };

function growingSeconds(model: ModelSummary | undefined): number {
  const network = model?.spec?.kind === 'upscaler-training' ? model.spec.model : null;
  if (network?.type === 'sequential') return secondsGrowing.sequential;
  return network?.type === 'two-layer' ? secondsGrowing['two-layer'][network.size] : secondsGrowing.kernel;
}

/** Starting a worker and its threads, eigenvalues of all jackknife bins. */
const overheadSeconds = 2;

/** @param model the upscaler of the document, as far as it is known */
export function upscalingCost(spec: SpecOf<'upscaling'>, cores: number, model?: ModelSummary): EnsembleCost {
  const spins = spec.configurations * spec.size ** 2;
  const started = spec.start.from === 'one-spin' ? 0 : spec.configurations * spec.start.size ** 2 * 6;
  const sweeps = spec.sweeps * (spec.sweepAfter === 'each' ? 4 / 3 : 1);
  const perSpin =
    growingSeconds(model) + sweeps * secondsPerSpin.sweep + (spec.importance ? secondsPerSpin.importance : 0);
  const growing = (spins * perSpin + started * secondsPerSpin.start) / Math.max(1, cores);
  const measuring = measuringSeconds(spec.configurations, spec.size, spec.measure) / Math.max(1, cores);
  return { growing, measuring, total: overheadSeconds + growing + measuring };
}

/** What the button will do, before it is pressed. */
export function upscalingSentence(spec: SpecOf<'upscaling'>, { total }: EnsembleCost): string {
  const from = spec.start.from === 'one-spin' ? 1 : spec.start.size;
  return `${count(spec.configurations)} configurations from ${from} to ${spec.size}², each level measured; ${aboutTime(total)}.`;
}
