import type { CriticalEstimate, RgPath } from '../../../../preload/contract/index.ts';
import { crossingBracket, type Bracket } from './critical.ts';
import { bareCouplings } from '../coupling-space.ts';
import { largestBits } from './flow-paths.ts';
import type { Scan } from './scan.ts';
import { estimateOver } from '../spread.ts';
import type { Study } from './study.ts';

/** Bisection on the phase: about so many RG steps. */
const bisectionSteps = 400;
/** Evaluations until a crossing, and a maximum, are as accurate as they need be. */
const crossingEvaluations = 10;
const peakEvaluations = 30;

type Unfinished = Omit<CriticalEstimate, 'bits'>;

/**
 * The critical bare coupling by every method that applies: bisection on the phase, the maximum of C along the flow (Eq. 21, learned maps)
 * and crossings of Z between successive steps (Fig. 10).
 */
export async function criticalCouplings(study: Study, scan: Scan): Promise<CriticalEstimate[]> {
  const found = [
    await bisection(study),
    await maximumOfMonotone(study),
    ...(await crossings(study, scan)),
  ].filter((estimate) => estimate !== null);
  const paths = await pathsFrom(study, found);
  return found.map((estimate, i) => ({ ...estimate, bits: largestBits(paths[i]) }));
}

async function bisection(study: Study): Promise<Unfinished | null> {
  const { low, high } = study.spec.couplings;
  const orders = study.maps.map((map) => ({ map, work: { bracket: [low, high] as Bracket } }));
  const results = await study.solve('bisection', 'transition', orders, bisectionSteps * study.seconds);
  const title = 'bisection on the phase at the end of a long flow';
  if (results[0].critical === null) study.notes.push(`Bisection finds no transition. ${results[0].why}`);
  const values = results.map(({ critical }) => critical);
  return estimateOf(study, 'bisection', title, values);
}

async function maximumOfMonotone(study: Study): Promise<Unfinished | null> {
  if (!study.learned) return null;
  const { couplings, points, flowSteps: steps } = study.spec;
  const bracket: Bracket = [couplings.low, couplings.high];
  const orders = study.maps.map((map) => ({ map, work: { steps, bracket, points } }));
  const seconds = (points + peakEvaluations) * steps * study.seconds;
  const results = await study.solve('maximum of C', 'peak', orders, seconds);
  if (results[0] === null) {
    study.notes.push(`C has no maximum inside the scanned range after ${countOf(steps)}.`);
  }
  return estimateOf(study, 'monotone', `maximum of C after ${countOf(steps)}`, results);
}

/** Every pair of successive steps whose curves of Z cross. */
async function crossings(study: Study, { x, paths, members }: Scan): Promise<(Unfinished | null)[]> {
  const curves = [paths, ...members];
  const pieces = Array.from({ length: study.spec.flowSteps }, (_, step) => step).flatMap((step) =>
    study.maps.flatMap((map, i) => {
      const after = (steps: number) => curves[i].map(({ degeneracy }) => degeneracy[steps]);
      const bracket = crossingBracket(x, after(step), after(step + 1));
      return bracket ? [{ step, of: i, order: { map, work: { step, bracket } } }] : [];
    }),
  );
  const results = await study.solve(
    'crossings of Z',
    'crossing',
    pieces.map(({ order }) => order),
    crossingEvaluations * study.spec.flowSteps * study.seconds,
  );
  return Array.from({ length: study.spec.flowSteps }, (_, step) => {
    const values = study.maps.map((_map, i) => {
      const at = pieces.findIndex((piece) => piece.step === step && piece.of === i);
      return at < 0 ? null : results[at];
    });
    return estimateOf(study, 'degeneracy', `Z after ${step} and after ${countOf(step + 1)} cross`, values);
  });
}

const countOf = (steps: number) => `${steps} ${steps === 1 ? 'step' : 'steps'}`;

/** `values`: of the map under analysis, then of each training. */
function estimateOf(
  study: Study,
  method: CriticalEstimate['method'],
  title: string,
  [value, ...members]: readonly (number | null)[],
): Unfinished | null {
  if (value === null) return null;
  const without = members.filter((member) => member === null).length;
  if (without > 0) {
    study.notes.push(`${without} of ${members.length} trainings have no such coupling: ${title}.`);
  }
  return { method, title, value: estimateOver(value, members) };
}

/** The flows from the estimates, for the D_KL on their way. */
async function pathsFrom(study: Study, estimates: readonly Unfinished[]): Promise<RgPath[]> {
  const steps = study.spec.flowSteps;
  const orders = estimates.map(({ value }) => ({
    map: study.map,
    work: { starts: [Array.from(bareCouplings(study.space, value.value))], steps, bits: true },
  }));
  const seconds = steps * (study.seconds + study.divergenceSeconds);
  return (await study.solve('critical flows', 'paths', orders, seconds)).flat();
}
