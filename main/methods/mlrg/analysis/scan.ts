import type { EstimatedCurve, RgAnalysis, RgPath } from '../../../../preload/contract/index.ts';
import { bareCouplings } from '../coupling-space.ts';
import { evenly } from './flow-plane.ts';
import { norm } from './jacobian.ts';
import type { MapOrder } from './maps.ts';
import { curveOver } from '../spread.ts';
import type { Study } from './study.ts';

/** Most seconds of one thread that D_KL of the steps of learned maps may take, and that the exact beta beside them may. */
const secondsBeside = 60;

/** The flow from every point of the bare axis. */
export interface Scan {
  x: number[];
  /** Of the map under analysis. */
  paths: RgPath[];
  /** Of each training. */
  members: RgPath[][];
}

/** Follows the flow from the bare couplings of the specification, Eq. 20. */
export async function scanBareAxis(study: Study): Promise<Scan> {
  const { couplings, points, flowSteps } = study.spec;
  const x = evenly([couplings.low, couplings.high], points);
  const divergences = study.maps.length * points * flowSteps * study.divergenceSeconds;
  const bits = study.decide('D_KL of steps', () => divergences <= secondsBeside);
  if (!bits) {
    study.notes.push(
      'D_KL of the steps is left out, as its enumeration would take minutes. Analyse the exact map to see it.',
    );
  }
  const secondsOfStep = study.seconds + (bits ? study.divergenceSeconds : 0);
  const all = await pathsOf(study, 'scan', study.maps, x, flowSteps, bits, secondsOfStep);
  return { x, paths: all[0], members: all.slice(1) };
}

/** One list of paths for each map. */
async function pathsOf(
  study: Study,
  stage: string,
  maps: readonly MapOrder[],
  x: readonly number[],
  steps: number,
  bits: boolean,
  secondsOfStep: number,
): Promise<RgPath[][]> {
  const starts = x.map((coupling) => Array.from(bareCouplings(study.space, coupling)));
  // Steps of learned maps are so quick that one start would be less work than sending it.
  const together = study.learned ? 8 : 1;
  const slices = Array.from({ length: Math.ceil(starts.length / together) }, (_, i) =>
    starts.slice(i * together, (i + 1) * together),
  );
  const orders = maps.flatMap((map) =>
    slices.map((slice) => ({ map, work: { starts: slice, steps, bits } })),
  );
  const results = await study.solve(stage, 'paths', orders, steps * together * secondsOfStep);
  return maps.map((_, i) => results.slice(i * slices.length, (i + 1) * slices.length).flat());
}

/** C, Z and D_KL after each number of steps: Figs. 7 and 10. */
export function scanCurves({ x, paths, members }: Scan): RgAnalysis['scan'] {
  const steps = paths[0].couplings.length;
  return Array.from({ length: steps }, (_, step) => {
    const curve = (pick: (path: RgPath) => number | null): EstimatedCurve | null => {
      const value = paths.map(pick);
      const spread = members.map((member) => member.map(pick));
      return allKnown(value) && spread.every(allKnown) ? curveOver(x, value, spread) : null;
    };
    const degeneracy = (path: RgPath) => path.degeneracy[step];
    return {
      step,
      monotone: curve(({ monotone }) => monotone[step]),
      degeneracy: curveOver(
        x,
        paths.map(degeneracy),
        members.map((member) => member.map(degeneracy)),
      ),
      bits: step === 0 ? null : curve(({ bits }) => bits[step - 1]),
    };
  });
}

const allKnown = (values: readonly (number | null)[]): values is number[] =>
  values.every((value) => value !== null);

/** The first step of every path: along the bare axis, and away from it. */
export function betaCurves({ x, paths, members }: Scan): Pick<RgAnalysis, 'beta' | 'offAxis'> {
  const curve = (pick: (path: RgPath) => number) =>
    curveOver(
      x,
      paths.map(pick),
      members.map((member) => member.map(pick)),
    );
  return { beta: curve(alongAxis), offAxis: curve(offAxis) };
}

const alongAxis = ({ couplings: [before, after] }: RgPath) => after[0] - before[0];
const offAxis = ({ couplings: [before, after] }: RgPath) =>
  norm(after.map((entry, m) => (m > 0 ? entry - before[m] : 0)));

/** Beta of the exact map of the same symmetry, for learned maps where it is quick. */
export async function exactBeta(study: Study, x: readonly number[]): Promise<EstimatedCurve | null> {
  if (!study.learned) return null;
  const seconds = study.exactSeconds;
  if (!study.decide('exact beta', () => x.length * seconds <= secondsBeside)) {
    study.notes.push(
      'The exact beta function is left out, as it would take minutes. Analyse the exact map to see it.',
    );
    return null;
  }
  const [paths] = await pathsOf(study, 'exact beta', [study.exactMap], x, 1, false, seconds);
  return betaCurves({ x: [...x], paths, members: [] }).beta;
}
