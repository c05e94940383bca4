import type { RgPath, RgPlane } from '../../../../preload/contract/index.ts';
import { px, type Mark } from '../../../components/figure.ts';
import { project } from './plane-figure.ts';
import { fromPixels, inside, toPixels, type Interval, type PlotFrame, type Point } from './scale.ts';
import { disc, phaseLooks } from './shapes.ts';

/** The path from a starting point, step by step; where it ends, in the look of its phase. */
export function pathMarks(frame: PlotFrame, plane: Pick<RgPlane, 'origin' | 'axes'>, path: RgPath): Mark[] {
  const look = phaseLooks[path.phase];
  const places = path.couplings
    .map((couplings) => project(plane, couplings))
    .filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))
    .map((place) => toPixels(frame, place));
  const kept = clipped(places, frame);
  if (kept.length === 0) return [];
  const line = kept.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${px(x)} ${px(y)}`).join('');
  const within = (at: Point) => inside(frame, fromPixels(frame, at));
  return [
    { type: 'path', d: line, stroke: 'panel', width: 4, opacity: 0.7 },
    { type: 'path', d: line, stroke: look.ink, width: 2, ...(look.dash ? { dash: look.dash } : {}) },
    {
      type: 'path',
      d: places
        .slice(1)
        .filter(within)
        .map((at) => disc(at, 2.5))
        .join(''),
      fill: look.ink,
      stroke: 'panel',
      width: 0.75,
    },
  ];
}

/** The part of a path before it first leaves the frame, with the point where it does. */
function clipped(places: readonly Point[], frame: PlotFrame): Point[] {
  const limits = {
    x: { low: frame.left, high: frame.left + frame.width } satisfies Interval,
    y: { low: frame.top, high: frame.top + frame.height } satisfies Interval,
  };
  const kept: Point[] = [];
  for (const place of places) {
    const outside =
      place.x < limits.x.low || place.x > limits.x.high || place.y < limits.y.low || place.y > limits.y.high;
    if (!outside) {
      kept.push(place);
      continue;
    }
    const last = kept.at(-1);
    if (last !== undefined) kept.push(exitOf(last, place, limits));
    break;
  }
  return kept;
}

/** Share of the way from a point within an interval at which it is left. */
const share = (a: number, b: number, { low, high }: Interval) =>
  b > high ? (high - a) / (b - a) : b < low ? (low - a) / (b - a) : 1;

/** Where the way from a point inside to one outside crosses the edge. */
function exitOf(from: Point, to: Point, { x, y }: { x: Interval; y: Interval }): Point {
  const s = Math.min(share(from.x, to.x, x), share(from.y, to.y, y));
  return { x: from.x + s * (to.x - from.x), y: from.y + s * (to.y - from.y) };
}
