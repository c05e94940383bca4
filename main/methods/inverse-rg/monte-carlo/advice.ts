import type { Estimate, LevelMeasurement } from '../../../../preload/contract/index.ts';
import { criticalCoupling } from '../../../../preload/contract/index.ts';
import type { Simulation } from './simulation.ts';

/** In autocorrelation times: how long bins and the warm-up should be. */
const enough = 10;
/** Dynamic exponent of single-spin updates (model A, two dimensions). */
const dynamicExponent = 2.17;
/** Autocorrelation time in sweeps, as far as it can be foreseen, from which on the choice of algorithm is remarked upon. */
const slow = 100;

/** 1/|ln coth K − 2K|: the exact correlation length above T_c, along an axis, and its scale below. */
export const correlationLength = (coupling: number) =>
  1 / Math.abs(2 * coupling + Math.log(Math.tanh(coupling)));

/** What is foreseeable from the order alone, for the log and the notes. */
export function foreseeable({ plan: { order } }: Simulation): string[] {
  const { algorithm, size, coupling, start } = order;
  const singleSpin = algorithm === 'heat-bath' || algorithm === 'metropolis';
  const notes: string[] = [];
  const sweeps = Math.min(size, correlationLength(coupling)) ** dynamicExponent;
  if (singleSpin && sweeps > slow) {
    notes.push(
      `L = ${size}: single-spin updates forget in about min(L, ξ)^2.17 = ${rounded(sweeps)} sweeps at this coupling; Swendsen–Wang or Wolff need a handful.`,
    );
  }
  if (singleSpin && coupling > criticalCoupling && size >= 8) {
    notes.push(
      `L = ${size}: below T_c single-spin updates keep the sign of m on larger lattices, so χ and P(m) are those of the phases the chains are in${start === 'random' ? ', and a random start can stay in stripes: start ordered' : ''}.`,
    );
  }
  return notes;
}

/** How the errors of a finished simulation were made, and whether they can be trusted. */
export function notesOf(simulation: Simulation, times: LevelMeasurement['autocorrelation']): string[] {
  const { order, bins } = simulation.plan;
  const { size, configurations, spacing, warmUp } = order;
  const perBin = configurations / bins;
  const notes = [
    `L = ${size}: errors are a jackknife over ${bins} stretches of ${rounded(perBin)} configurations, ${rounded(perBin * spacing)} sweeps each.`,
    ...foreseeable(simulation),
  ];
  if (times === null) {
    notes.push(
      `L = ${size}: the chains are too short to tell their autocorrelation times, so nothing says whether these errors are large enough.`,
    );
    return notes;
  }
  const longest = longer(times.e, times.absM);
  if (perBin * spacing < enough * longest) {
    notes.push(
      `L = ${size}: these stretches are shorter than ${enough} autocorrelation times (τ = ${rounded(longest)} sweeps), so the errors are too small. Take more configurations, a larger spacing, or fewer bins.`,
    );
  }
  if (warmUp < enough * longest) {
    notes.push(
      `L = ${size}: the warm-up of ${warmUp} sweeps is shorter than ${enough} autocorrelation times; the start may still be felt.`,
    );
  }
  return notes;
}

const longer = (a: Estimate, b: Estimate) => Math.max(a.value, b.value);
const rounded = (value: number) => String(Number(value.toPrecision(3)));
