import type { CallInput, RgPlane, SymmetryDescription } from '../../../../preload/contract/index.ts';
import { spaced, type Interval } from './scale.ts';

/** A plane of couplings, or a line of the only one, as it is wanted. */
export interface PlaneOrder {
  map: CallInput<'rgPlane'>['map'];
  member?: number;
  origin: number[];
  /** Unit vectors at right angles. */
  axes: number[][];
  names: [string, string];
  x: Interval;
  y: Interval;
  resolution: number;
}

/** One question to the host: the nodes of a square of the plane. */
export interface PlaneTile {
  column: number;
  row: number;
  argument: CallInput<'rgPlane'>;
}

/** The unit vector of a coupling. */
export const axisVector = (names: readonly string[], name: string) =>
  names.map((one) => (one === name ? 1 : 0));

/** Resolutions of a diagram; all can be cut into tiles. */
export const resolutions = [9, 15, 21, 33, 45] as const;

/** Seconds of a step of a learned map; no exact one takes less. */
const leastSeconds = 3e-4;

/** What a plane is expected to take, in seconds; null while the symmetry is not known. */
export function planeSeconds(
  { map, axes, resolution }: Pick<PlaneOrder, 'map' | 'axes' | 'resolution'>,
  description: SymmetryDescription | null,
): number | null {
  const nodes = axes.length === 1 ? resolution : resolution ** 2;
  if (map.type === 'learned') return nodes * leastSeconds;
  return description === null ? null : nodes * Math.max(leastSeconds, description.cost.stepSeconds);
}

/** Seconds that one question to the host may take: in between others are answered, and the picture shows what there is. Beyond a second it refuses. */
const atOnce = 0.5;

/** Cuts a plane into tiles that take about half a second each at most, or are a single node, from the lowest row; a line stays whole. */
export function tilesOf(order: PlaneOrder, seconds: number): PlaneTile[] {
  const { map, member, origin, axes, x, y, resolution } = order;
  const argument = (from: Interval, to: Interval, nodes: number): CallInput<'rgPlane'> => ({
    map,
    ...(member === undefined ? {} : { member }),
    origin,
    axes,
    x: [from.low, from.high],
    y: [to.low, to.high],
    resolution: nodes,
  });
  const side =
    axes.length === 1 || seconds <= atOnce
      ? resolution
      : (divisorsOf(resolution).findLast((nodes) => seconds * (nodes / resolution) ** 2 <= atOnce) ?? 1);
  const [xs, ys] = [spaced(x, resolution), spaced(y, resolution)];
  const tiles: PlaneTile[] = [];
  for (let row = 0; row < (axes.length === 1 ? 1 : resolution); row += side) {
    for (let column = 0; column < resolution; column += side) {
      const part = (nodes: readonly number[], first: number): Interval => ({
        low: nodes[first]!,
        high: nodes[first + side - 1]!,
      });
      tiles.push({
        column,
        row,
        argument: argument(part(xs, column), axes.length === 1 ? y : part(ys, row), side),
      });
    }
  }
  return tiles;
}

/** Sides of tiles that cover a diagram, smallest first. */
const divisorsOf = (resolution: number) =>
  Array.from({ length: resolution }, (_, i) => i + 1).filter((nodes) => resolution % nodes === 0);

/** The plane before any tile of it is there: NaN everywhere. */
export function emptyPlane({ origin, axes, names, x, y, resolution }: PlaneOrder): RgPlane {
  const rows = axes.length === 1 ? 1 : resolution;
  const blank = () => Array.from({ length: rows }, () => Array<number>(resolution).fill(NaN));
  return {
    origin,
    axes: [axes[0]!, axes[1] ?? origin.map(() => 0)],
    names,
    x: spaced(x, resolution),
    y: rows === 1 ? [0] : spaced(y, resolution),
    flow: { x: blank(), y: blank() },
    outOfPlane: blank(),
    monotone: blank(),
    bits: blank(),
  };
}

/** The plane with the nodes of one more tile. */
export function withTile(
  plane: RgPlane,
  { column, row }: Pick<PlaneTile, 'column' | 'row'>,
  part: RgPlane,
): RgPlane {
  const over = (grid: number[][], own: number[][]) =>
    grid.map((line, j) => {
      const added = own[j - row];
      return added === undefined ? line : line.map((value, i) => added[i - column] ?? value);
    });
  const either = (grid: number[][] | null, own: number[][] | null) =>
    own === null || grid === null ? null : over(grid, own);
  return {
    ...plane,
    flow: { x: over(plane.flow.x, part.flow.x), y: over(plane.flow.y, part.flow.y) },
    outOfPlane: over(plane.outOfPlane, part.outOfPlane),
    monotone: either(plane.monotone, part.monotone),
    bits: either(plane.bits, part.bits),
  };
}
