import type { DiffusionStudySpec, VicsekOrderSpec } from '../../../../preload/contract/index.ts';
import { aboutTime, count } from '../../../components/numbers.ts';

/** Starting a worker and its threads, writing what was found. */
const overheadSeconds = 1;
/** Moving one particle of a flock by cell lists. */
const secondsPerParticleStep = 1.2e-7;
/** Fitting kernels and maps to one value of a series of diffusion. */
const secondsPerDiffusionValue = 1e-5;

/** A study that has ended: what it took. */
export interface MeasuredOrder {
  spec: VicsekOrderSpec;
  computeSeconds: number;
}

/** Particles moved in all simulations. */
export function particleSteps({ particles, sides, noises, repeats, burnIn, steps }: VicsekOrderSpec): number {
  const flock = sides.reduce((sum, side) => sum + Math.round(particles.density * side ** 2), 0);
  return flock * noises.length * repeats * (burnIn + steps);
}

/** What the simulations are expected to take, in seconds; at the pace of the newest that were made here. */
export function vicsekSeconds(spec: VicsekOrderSpec, measured: readonly MeasuredOrder[] = []): number {
  const known = measured.find(({ computeSeconds }) => computeSeconds > 5);
  const pace = known ? known.computeSeconds / particleSteps(known.spec) : secondsPerParticleStep;
  return overheadSeconds + pace * particleSteps(spec);
}

export function vicsekSentence(spec: VicsekOrderSpec, seconds: number): string {
  const { sides, noises, repeats, steps } = spec;
  const flocks = sides.map((side) => count(Math.round(spec.particles.density * side ** 2))).join(', ');
  return `${count(sides.length * noises.length * repeats)} simulations of ${flocks} particles, ${count(steps)} steps each after burn-in; ${aboutTime(seconds)}.`;
}

export const diffusionSeconds = (spec: DiffusionStudySpec): number =>
  overheadSeconds +
  spec.cells *
    (1 + spec.stepsPerUnit.length) *
    (spec.kernels.length + spec.scales.length) *
    spec.duration *
    secondsPerDiffusionValue;

export function diffusionSentence(spec: DiffusionStudySpec): string {
  const sets = 1 + spec.stepsPerUnit.length;
  return `Makes ${sets} data sets, fits ${spec.kernels.length} kernels and ${spec.scales.length} coarse-grainings to each by least squares, and follows how the mass spreads; ${aboutTime(diffusionSeconds(spec))}.`;
}
