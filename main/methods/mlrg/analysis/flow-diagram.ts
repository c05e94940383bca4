import type { FixedPoint, RgAnalysis } from '../../../../preload/contract/index.ts';
import { assemblePlane, joinRow, planeGrid, type PlaneGrid } from './flow-plane.ts';
import { norm } from './jacobian.ts';
import type { FoundPoint } from './point-search.ts';
import type { Study } from './study.ts';

/** A direction shorter than this part of a vector is none. */
const negligible = 1e-6;
/** Half the height of a plane that has no fixed point to show off the bare axis. */
const half = 0.5;

/** The flow in the plane of Fig. 6, and Newton's flow there (Fig. 11); null when no diagram was asked for. */
export async function flowDiagram(
  study: Study,
  points: readonly FoundPoint[],
): Promise<Pick<RgAnalysis, 'plane' | 'newton'>> {
  const { resolution } = study.spec;
  if (resolution < 2) return { plane: null, newton: null };
  const grid = diagramGrid(study, points);
  // Exact steps may take seconds: point by point, so that the analysis can be paused in between.
  const slices = study.learned ? [grid.x] : grid.x.map((x) => [x]);
  const orders = grid.y.flatMap((_, row) =>
    slices.map((x) => ({ map: study.map, work: { grid: { ...grid, x }, row } })),
  );
  // A step and its Jacobian at every point.
  const seconds = (2 * resolution * study.seconds) / slices.length;
  const pieces = await study.solve('flow diagram', 'plane-row', orders, seconds);
  const rows = grid.y.map((_, row) => joinRow(pieces.slice(row * slices.length, (row + 1) * slices.length)));
  const newton = rows.map((row) => row.newton).filter((row) => row !== null);
  return {
    plane: assemblePlane(grid, rows),
    newton: { x: newton.map(({ x }) => x), y: newton.map(({ y }) => y) },
  };
}

/**
 * The plane through J = 0 that holds the bare axis and the critical fixed point: the flow that starts on the axis at J0* ends there. Where
 * that point lies on the axis itself, the other direction is the relevant eigenvector's.
 */
function diagramGrid({ space, spec }: Study, points: readonly FoundPoint[]): PlaneGrid {
  const n = space.couplings.length;
  const origin = new Float64Array(n);
  const bare = origin.with(0, 1);
  // Networks learn both labellings of the hidden spin's signs: the diagram shows the one with J1 > 0, as exact maps have it.
  const [critical] = points
    .filter(({ point }) => relevantDirections(point) > 0)
    .toSorted(
      ({ point: one }, { point: other }) =>
        relevantDirections(one) - relevantDirections(other) ||
        (other.couplings[1] ?? 0) - (one.couplings[1] ?? 0),
    );
  const star = critical?.point.couplings ?? [0];
  const x: [number, number] = [0, Math.max(spec.couplings.high, 1.2 * star[0])];
  const common = { origin, x, resolution: spec.resolution };
  if (n === 1) return planeGrid(space, { ...common, axes: [bare], y: [0, 0] });
  if (critical !== undefined) {
    const towards = off(star);
    const height = norm(towards);
    if (height > negligible) {
      const y: [number, number] = [-Math.max(height / 2, half / 2), Math.max(1.5 * height, half)];
      return planeGrid(space, { ...common, axes: [bare, towards], names: ['J0', 'towards J*'], y });
    }
    const relevant = off(critical.direction);
    if (norm(relevant) > negligible) {
      const axes = [bare, relevant];
      return planeGrid(space, { ...common, axes, names: ['J0', 'relevant direction'], y: [-half, half] });
    }
  }
  return planeGrid(space, { ...common, axes: [bare, origin.with(1, 1)], y: [-half, half] });
}

/** Without its part along the bare axis. */
const off = (vector: readonly number[]) => Float64Array.from(vector, (entry, m) => (m === 0 ? 0 : entry));

/** Along which the flow leaves a fixed point; one for a transition with one tuned coupling. */
const relevantDirections = ({ eigenvalues }: FixedPoint) =>
  eigenvalues.filter(({ re, im }) => Math.hypot(re, im) > 1).length;

/** What a transition with one tuned coupling flows to. */
export const isCritical = (point: FixedPoint) => relevantDirections(point) === 1;
