import type { SpecOf } from '../../../../preload/contract/index.ts';
import { aboutTime, count } from '../../../components/numbers.ts';

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
  growing: 15e-9,
  /** m and e, moments and histograms. */
  observables: 6e-9,
  correlation: 12e-9,
  rsrg: 12e-9,
  sweep: 10e-9,
  importance: 20e-9,
  /** Swendsen–Wang at the size of the start. */
  start: 150e-9,
};
/** Starting a worker and its threads, eigenvalues of all jackknife bins. */
const overheadSeconds = 2;

export function upscalingCost(spec: SpecOf<'upscaling'>, cores: number): EnsembleCost {
  const spins = spec.configurations * spec.size ** 2;
  const started = spec.start.from === 'one-spin' ? 0 : spec.configurations * spec.start.size ** 2 * 6;
  const sweeps = spec.sweeps * (spec.sweepAfter === 'each' ? 4 / 3 : 1);
  const perSpin =
    secondsPerSpin.growing +
    sweeps * secondsPerSpin.sweep +
    (spec.importance ? secondsPerSpin.importance : 0);
  const perMeasured =
    secondsPerSpin.observables +
    (spec.measure.correlation ? secondsPerSpin.correlation : 0) +
    (spec.measure.rsrg ? secondsPerSpin.rsrg : 0);
  const growing = (spins * perSpin + started * secondsPerSpin.start) / Math.max(1, cores);
  const measuring = (spins * perMeasured) / Math.max(1, cores);
  return { growing, measuring, total: overheadSeconds + growing + measuring };
}

/** What the button will do, before it is pressed. */
export function upscalingSentence(spec: SpecOf<'upscaling'>, { total }: EnsembleCost): string {
  const from = spec.start.from === 'one-spin' ? 1 : spec.start.size;
  return `${count(spec.configurations)} configurations from ${from} to ${spec.size}², each level measured; ${aboutTime(total)}.`;
}
