import type { ColourMapName, FixedPoint, RgPlane } from '../../../../preload/contract/index.ts';
import { couplingText } from '../names.ts';
import { arrowMarks } from './arrows.ts';
import { axisMarks } from './axes.ts';
import type { Grid } from './contours.ts';
import type { Mark } from '../../../components/figure.ts';
import { barMarks, contourMarks, heatMarks, heatOf } from './heat.ts';
import { inside, toPixels, type PlotFrame } from './scale.ts';
import { fixedPointMark } from './shapes.ts';

/** Coordinates of couplings in a plane, and how far they lie outside of it. */
export function project(plane: Pick<RgPlane, 'origin' | 'axes'>, couplings: readonly number[]) {
  const relative = couplings.map((value, index) => value - (plane.origin[index] ?? 0));
  const along = (axis: readonly number[]) =>
    relative.reduce((sum, value, index) => sum + value * (axis[index] ?? 0), 0);
  const [x, y] = [along(plane.axes[0]), along(plane.axes[1])];
  const left = relative.map(
    (value, index) => value - x * (plane.axes[0][index] ?? 0) - y * (plane.axes[1][index] ?? 0),
  );
  return { x, y, off: Math.hypot(...left) };
}

/** Farther from the plane than this, a fixed point is drawn faint. */
const onPlane = 0.05;

/** A fixed point where a plane shows it. */
export interface ShownFixedPoint {
  point: FixedPoint;
  at: { x: number; y: number; off: number };
  /** Within the ranges of the picture. */
  inside: boolean;
}

export const shownFixedPoints = (
  points: readonly FixedPoint[],
  plane: Pick<RgPlane, 'origin' | 'axes'>,
  frame: Pick<PlotFrame, 'x' | 'y'>,
): ShownFixedPoint[] =>
  points.map((point) => {
    const at = project(plane, point.couplings);
    return { point, at, inside: inside(frame as PlotFrame, at) };
  });

/** Fig. 6: heat with contours, arrows, axes, colour bar. Fixed points and paths are drawn over it. */
export function planeMarks(
  frame: PlotFrame,
  plane: RgPlane,
  field: { x: Grid; y: Grid },
  colourMap: ColourMapName,
): Mark[] {
  const heat = heatOf(plane);
  return [
    ...(heat === null ? [] : [...heatMarks(frame, heat, colourMap), ...contourMarks(frame, heat)]),
    ...arrowMarks(frame, plane, field),
    ...axisMarks(frame, { x: couplingText(plane.names[0]), y: couplingText(plane.names[1]) }),
    ...(heat === null ? [] : barMarks(frame, heat, colourMap)),
  ];
}

export const fixedPointMarks = (frame: PlotFrame, shown: readonly ShownFixedPoint[]): Mark[] =>
  shown
    .filter((one) => one.inside)
    .map(({ point, at }) => fixedPointMark(toPixels(frame, at), point.character, at.off > onPlane));

/** Columns of a plane for a CSV file. */
export function planeColumns(plane: RgPlane): Record<string, number[]> {
  const [x, y] = plane.names;
  return Object.fromEntries([
    [x, plane.y.flatMap(() => [...plane.x])],
    [y, plane.y.flatMap((value) => plane.x.map(() => value))],
    [`step of ${x}`, plane.flow.x.flat()],
    [`step of ${y}`, plane.flow.y.flat()],
    ['step out of the plane', plane.outOfPlane.flat()],
    ...(plane.monotone === null ? [] : [['C', plane.monotone.flat()] as const]),
    ...(plane.bits === null ? [] : [['D_KL / bit', plane.bits.flat()] as const]),
  ]);
}
