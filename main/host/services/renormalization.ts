import { setImmediate } from 'node:timers/promises';
import {
  HostError,
  type CallArgument,
  type RgMapChoice,
  type RgPath,
  type RgPlane,
} from '../../../preload/contract/index.ts';
import { flowPath } from '../../methods/mlrg/analysis/flow-paths.ts';
import { assemblePlane, planeGrid, planeRow, type PlaneRow } from '../../methods/mlrg/analysis/flow-plane.ts';
import { makeMap, stepBits } from '../../methods/mlrg/analysis/maps.ts';
import { stepSeconds } from '../../methods/mlrg/exact/step-seconds.ts';
import type { RgMap } from '../../methods/mlrg/rg-map.ts';
import { learnedMap, readMonotones } from '../../methods/mlrg/stored.ts';
import { visibleStates } from '../../methods/mlrg/symmetry/orbit-count.ts';
import { storedModels } from './stored-models.ts';

/** Longest that a call may compute, in seconds. */
const longestCall = 1;
/** Of each exact step here: pictures that follow the hand do without more. */
const restarts = 2;
/** What a step here takes of one with the usual eight restarts; each has three informed starts besides. */
const shareOfStep = (restarts + 3) / (8 + 3);
/** What the D_KL of a learned step takes of it: one evaluation, without a search. */
const shareOfBits = 0.03;
/** What every step takes besides, in seconds: its Boltzmann weights, their degeneracy, the network of a learned map. */
const secondsBeside = 5e-4;
/** The dearest exact step that is taken alone, in seconds with the usual restarts: the estimate is high for large plaquettes, which take a fifth of it here. */
const dearestStep = 5;

/** Orbits of configurations up to which the divergence of a learned step is worked out at once: tables and evaluation take milliseconds. */
const mostOrbits = 10_000;

/** Answers what the Renormalization lab asks while the user chooses and drags. */
export function createRenormalizationService(runs: string): {
  rgFlow(argument: CallArgument<'rgFlow'>): Promise<RgPath[]>;
  rgPlane(argument: CallArgument<'rgPlane'>): Promise<RgPlane>;
} {
  const stored = storedModels(runs, readMonotones);

  async function mapOf(choice: RgMapChoice, member: number | undefined): Promise<RgMap> {
    if (choice.type === 'exact') {
      return makeMap({ type: 'exact', symmetry: choice.symmetry, restarts, seed: 0 });
    }
    const monotones = await stored(choice.model);
    const { length } = monotones.members;
    if (member !== undefined && member >= length) {
      throw new HostError('bad-argument', `${choice.model} has no training ${member}.`, {
        where: 'member',
        remedy: `It has ${length}, counted from 0; leave the number out for their mean.`,
      });
    }
    return learnedMap(monotones, member);
  }

  async function rgFlow({ map: choice, member, starts, steps }: CallArgument<'rgFlow'>): Promise<RgPath[]> {
    const map = await mapOf(choice, member);
    for (const [i, start] of starts.entries()) checkLength(map, start, `starts[${i}]`);
    const enumerates = map.type === 'learned' && visibleStates(map.space).orbits <= mostOrbits;
    checkCost(map, starts.length * steps, enumerates, 'Follow fewer starts or fewer steps');
    const bits = enumerates ? stepBits(map.space.settings) : undefined;
    const paths: RgPath[] = [];
    for (const start of starts) {
      paths.push(flowPath(map, Float64Array.from(start), steps, bits));
      await setImmediate();
    }
    return paths;
  }

  async function rgPlane(argument: CallArgument<'rgPlane'>): Promise<RgPlane> {
    const map = await mapOf(argument.map, argument.member);
    checkLength(map, argument.origin, 'origin');
    for (const [i, axis] of argument.axes.entries()) checkLength(map, axis, `axes[${i}]`);
    const grid = planeGrid(map.space, {
      ...argument,
      origin: Float64Array.from(argument.origin),
      axes: argument.axes.map((axis) => Float64Array.from(axis)),
    });
    checkCost(map, grid.x.length * grid.y.length, false, 'Take a coarser grid');
    const rows: PlaneRow[] = [];
    for (const row of grid.y.keys()) {
      rows.push(planeRow(map, grid, row, false));
      await setImmediate();
    }
    return assemblePlane(grid, rows);
  }

  return { rgFlow, rgPlane };
}

function checkLength(
  { space: { settings, couplings } }: RgMap,
  values: readonly number[],
  where: string,
): void {
  if (values.length === couplings.length) return;
  const names = couplings.map(({ name }) => name).join(', ');
  throw new HostError(
    'bad-argument',
    `${settings.internal} spins of ${settings.spin} have ${couplings.length} couplings; ${values.length} are given.`,
    { where, remedy: `Give one number for each of ${names}.` },
  );
}

/** Throws HostError 'too-large' for more steps than a call answers; `bits`: with the D_KL of a learned map's steps. */
function checkCost({ type, space }: RgMap, steps: number, bits: boolean, remedy: string): void {
  const whole = type === 'exact' || bits ? stepSeconds(space) : 0;
  if (type === 'exact' && steps === 1 && whole <= dearestStep) return;
  const seconds = steps * (secondsBeside + (type === 'exact' ? shareOfStep : shareOfBits) * whole);
  if (seconds <= longestCall) return;
  throw new HostError(
    'too-large',
    `${steps} ${type} steps of ${space.settings.spin} would take about ${seconds.toPrecision(2)} seconds; one question may take ${longestCall}.`,
    { where: 'map', remedy: `${remedy}, or run it as an analysis (mlrg-analysis).` },
  );
}
