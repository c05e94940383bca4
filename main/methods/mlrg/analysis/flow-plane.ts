import { HostError, type RgPlane } from '../../../../preload/contract/index.ts';
import type { CouplingSpace } from '../coupling-space.ts';
import { newtonFlow } from '../moderator/newton.ts';
import type { RgMap } from '../rg-map.ts';
import { norm, solveLeastNorm, unit } from './jacobian.ts';

/** A grid in a plane of couplings. */
export interface PlaneGrid {
  origin: Float64Array;
  /** Orthonormal; the second is zero where the plane is a line. */
  axes: [Float64Array, Float64Array];
  names: [string, string];
  x: number[];
  y: number[];
}

/** The flow along one line of the grid, as RgPlane holds it. */
export interface PlaneRow {
  x: number[];
  y: number[];
  outOfPlane: number[];
  monotone: number[] | null;
  bits: number[] | null;
  /** Newton's direction along the axes. */
  newton: { x: number[]; y: number[] } | null;
}

export interface PlaneOrder {
  origin: Float64Array;
  /** One or two directions, of any length. One makes the plane a line, with the only y = 0. */
  axes: readonly Float64Array[];
  names?: [string, string];
  x: readonly [number, number];
  y: readonly [number, number];
  /** Points on each side; a single one is at the lower ends. */
  resolution: number;
}

/** Makes the axes orthonormal. Throws HostError 'bad-argument' for axes that span no plane and ranges that are none. */
export function planeGrid(space: CouplingSpace, order: PlaneOrder): PlaneGrid {
  const { origin, axes, x, y, resolution } = order;
  const first = unit(axes[0]);
  const second = axes.length > 1 ? unit(withoutPart(axes[1], first)) : new Float64Array(origin.length);
  if (norm(first) === 0 || (axes.length > 1 && norm(withoutPart(axes[1], first)) <= 1e-9 * norm(axes[1]))) {
    throw new HostError(
      'bad-argument',
      'The axes span no plane: they are parallel, or one of them is zero.',
      {
        where: 'axes',
        remedy: 'Give two directions that differ, or for a line one alone.',
      },
    );
  }
  const ranges = [x, ...(axes.length > 1 ? [y] : [])];
  for (const [low, high] of ranges) {
    if (!(high > low) && !(resolution === 1 && high === low)) {
      throw new HostError('bad-argument', `There is nothing between ${low} and ${high}.`, {
        where: 'x, y',
        remedy: 'Give the lower end first.',
      });
    }
  }
  return {
    origin,
    axes: [first, second],
    names: order.names ?? [axisName(space, first, 'x'), axisName(space, second, 'y')],
    x: evenly(x, resolution),
    y: axes.length > 1 ? evenly(y, resolution) : [0],
  };
}

/** One RG step from every point of the grid's line `row`; with `newton`, also Newton's direction towards a fixed point. */
export function planeRow(map: RgMap, grid: PlaneGrid, row: number, newton: boolean): PlaneRow {
  const { origin, axes, x: across, y: along } = grid;
  const [first, second] = axes;
  const line: PlaneRow = {
    x: [],
    y: [],
    outOfPlane: [],
    monotone: map.monotone ? [] : null,
    bits: map.monotone ? null : [],
    newton: newton ? { x: [], y: [] } : null,
  };
  for (const x of across) {
    const couplings = origin.map((start, m) => start + x * first[m] + along[row] * second[m]);
    const step = map.step(couplings);
    const moved = step.couplings.map((coupling, m) => coupling - couplings[m]);
    const inX = dot(moved, first);
    const inY = dot(moved, second);
    line.x.push(inX);
    line.y.push(inY);
    line.outOfPlane.push(norm(moved.map((entry, m) => entry - inX * first[m] - inY * second[m])));
    line.monotone?.push(map.monotone?.value(couplings) ?? 0);
    line.bits?.push(step.bits ?? 0);
    if (line.newton) {
      const direction = newtonDirection(map, couplings, moved);
      line.newton.x.push(dot(direction, first));
      line.newton.y.push(dot(direction, second));
    }
  }
  return line;
}

/** Pieces of one line, one after the other. */
export function joinRow(pieces: readonly PlaneRow[]): PlaneRow {
  const all = (pick: (piece: PlaneRow) => number[] | undefined) => {
    const picked = pieces.map(pick);
    return picked.every((piece) => piece !== undefined) ? picked.flat() : null;
  };
  const newtonX = all(({ newton }) => newton?.x);
  const newtonY = all(({ newton }) => newton?.y);
  return {
    x: pieces.flatMap(({ x }) => x),
    y: pieces.flatMap(({ y }) => y),
    outOfPlane: pieces.flatMap(({ outOfPlane }) => outOfPlane),
    monotone: all(({ monotone }) => monotone ?? undefined),
    bits: all(({ bits }) => bits ?? undefined),
    newton: newtonX && newtonY && { x: newtonX, y: newtonY },
  };
}

/**
 * Where Newton's method goes from `couplings`: −(∇²C)⁻¹∇C (Eq. 24), and for a map without C the same of its fixed-point equation,
 * −(dJ′/dJ − 1)⁻¹(J′ − J). `moved` is J′ − J.
 */
export function newtonDirection(map: RgMap, couplings: Float64Array, moved: Float64Array): Float64Array {
  const n = couplings.length;
  if (map.monotone) {
    const direction = new Float64Array(n);
    newtonFlow(map.monotone, couplings, direction);
    return direction;
  }
  const derivative = map.jacobian(couplings).slice();
  // At J = 0 the exact map has a kink and no derivative.
  if (derivative.some((entry) => !Number.isFinite(entry))) return new Float64Array(n);
  for (let m = 0; m < n; m++) derivative[m * n + m] -= 1;
  return solveLeastNorm(derivative, moved).map((entry) => -entry);
}

export function assemblePlane(grid: PlaneGrid, rows: readonly PlaneRow[]): RgPlane {
  const all = <T>(pick: (row: PlaneRow) => T | null) => {
    const picked = rows.map(pick);
    return picked.every((row) => row !== null) ? picked : null;
  };
  return {
    origin: Array.from(grid.origin),
    axes: [Array.from(grid.axes[0]), Array.from(grid.axes[1])],
    names: grid.names,
    x: grid.x,
    y: grid.y,
    flow: { x: rows.map(({ x }) => x), y: rows.map(({ y }) => y) },
    outOfPlane: rows.map(({ outOfPlane }) => outOfPlane),
    monotone: all(({ monotone }) => monotone),
    bits: all(({ bits }) => bits),
  };
}

/** `count` numbers from the lower to the higher end, both among them. */
export function evenly([low, high]: readonly [number, number], count: number): number[] {
  return Array.from({ length: count }, (_, i) => low + ((high - low) * i) / Math.max(1, count - 1));
}

function withoutPart(vector: Float64Array, along: Float64Array): Float64Array {
  const part = dot(vector, along);
  return vector.map((entry, m) => entry - part * along[m]);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** The coupling's name for an axis of the space, else the given letter. */
function axisName(space: CouplingSpace, axis: Float64Array, otherwise: string): string {
  const at = axis.findIndex((entry) => Math.abs(entry) > 1 - 1e-12);
  return at < 0 ? otherwise : space.couplings[at].name;
}
