import type { Grid } from './contours.ts';
import type { Mark } from '../../../components/figure.ts';
import { inside, toPixels, type PlotFrame, type Point } from './scale.ts';
import { arrow } from './shapes.ts';

/** Pixels between arrows, at least. */
const arrowRoom = 24;

/** Every how many nodes there is room for an arrow. */
const stride = (count: number, pixels: number) =>
  Math.max(1, Math.ceil((arrowRoom * (count - 1)) / Math.max(1, pixels)));

/** Arrows along a vector field on the nodes; their length goes with the root of its own, so that slow places show too. */
export function arrowMarks(
  frame: PlotFrame,
  nodes: { x: readonly number[]; y: readonly number[] },
  field: { x: Grid; y: Grid },
): Mark[] {
  const step = { x: stride(nodes.x.length, frame.width), y: stride(nodes.y.length, frame.height) };
  const scale = {
    x: frame.width / (frame.x.high - frame.x.low),
    y: frame.height / (frame.y.high - frame.y.low),
  };
  const places: { at: Point; u: number; v: number }[] = [];
  for (let j = 0; j < nodes.y.length; j += step.y) {
    for (let i = 0; i < nodes.x.length; i += step.x) {
      const [u, v] = [(field.x[j]?.[i] ?? NaN) * scale.x, -(field.y[j]?.[i] ?? NaN) * scale.y];
      const node = { x: nodes.x[i]!, y: nodes.y[j]! };
      if (!Number.isFinite(u) || !Number.isFinite(v) || !inside(frame, node)) continue;
      places.push({ at: toPixels(frame, node), u, v });
    }
  }
  const lengths = places.map(({ u, v }) => Math.hypot(u, v)).toSorted((a, b) => a - b);
  const long = lengths[Math.floor(0.9 * (lengths.length - 1))] ?? 0;
  if (!(long > 0)) return [];
  const room =
    0.85 *
    Math.min(
      (frame.width * step.x) / Math.max(1, nodes.x.length - 1),
      (frame.height * step.y) / Math.max(1, nodes.y.length - 1),
    );
  const right = frame.left + frame.width;
  const bottom = frame.top + frame.height;
  const within = ({ x, y }: Point) => ({
    x: Math.min(right, Math.max(frame.left, x)),
    y: Math.min(bottom, Math.max(frame.top, y)),
  });
  const d = places
    .map(({ at, u, v }) => {
      const length = Math.hypot(u, v);
      if (length === 0) return '';
      const half = (room * Math.min(1, Math.sqrt(length / long))) / (2 * length);
      return arrow(
        within({ x: at.x - half * u, y: at.y - half * v }),
        within({ x: at.x + half * u, y: at.y + half * v }),
      );
    })
    .join('');
  return [
    { type: 'path', d, stroke: 'panel', width: 3, opacity: 0.5 },
    { type: 'path', d, stroke: 'text', width: 1.1 },
  ];
}
