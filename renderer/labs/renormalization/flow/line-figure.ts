import type { RgPath } from '../../../../preload/contract/index.ts';
import { significant } from '../../../components/numbers.ts';
import { estimateText } from '../../../components/estimate.ts';
import { couplingText } from '../names.ts';
import { axisMarks } from './axes.ts';
import { px, type Mark } from '../../../components/figure.ts';
import { toPixels, type Interval, type PlotFrame, type Point } from './scale.ts';
import { arrow, disc, fixedPointMark, phaseLooks, text, widthOf } from './shapes.ts';
import type { FixedPointCharacter } from '../../../../preload/contract/index.ts';

/** The flow of a single coupling: J′ − J on the nodes. */
export interface FlowLine {
  /** "J0". */
  name: string;
  x: readonly number[];
  beta: readonly number[];
}

/** A fixed point on the line. */
export interface LineFixedPoint {
  x: number;
  /** Spread over independent trainings; null for the exact map. */
  error: number | null;
  /** dJ′/dJ there. */
  slope: number;
  character: FixedPointCharacter;
}

/** Interval of the beta function that is shown: all of it on 0 … 1.2 times the coupling of interest, the fast end cut off. */
export function betaInterval({ beta }: FlowLine): Interval {
  const finite = beta.filter(Number.isFinite);
  const low = Math.min(0, ...finite);
  const high = Math.max(0, ...finite);
  // The minimum and the rise through zero are what is read; far above it only runs away.
  const top = low < 0 ? Math.min(high, -3 * low) : high;
  const room = 0.12 * (top - low || 1);
  return { low: low - room, high: top + room };
}

/** Pixels between the arrows along the line. */
const arrowApart = 44;
const arrowLength = 18;

/** Beta at a coupling, straight between nodes. */
export function betaAt({ x, beta }: FlowLine, value: number): number {
  const step = (x.at(-1)! - x[0]!) / (x.length - 1);
  const at = Math.min(x.length - 2, Math.max(0, Math.floor((value - x[0]!) / step)));
  const share = (value - x[at]!) / step;
  return (1 - share) * beta[at]! + share * beta[at + 1]!;
}

/** The flow line with arrows on the zero of the beta function, the function itself, and what is known of its zeros. */
export function lineMarks(
  frame: PlotFrame,
  line: FlowLine,
  points: readonly LineFixedPoint[],
  exact: number | null,
): Mark[] {
  const zero = toPixels(frame, { x: frame.x.low, y: 0 }).y;
  const arrows: string[] = [];
  const count = Math.max(2, Math.floor(frame.width / arrowApart));
  for (let index = 0; index < count; index++) {
    const centre = frame.left + (frame.width * (index + 0.5)) / count;
    const value = frame.x.low + ((centre - frame.left) / frame.width) * (frame.x.high - frame.x.low);
    const speed = betaAt(line, value);
    if (!Number.isFinite(speed) || speed === 0) continue;
    const half = (Math.sign(speed) * arrowLength) / 2;
    arrows.push(arrow({ x: centre - half, y: zero }, { x: centre + half, y: zero }));
  }
  return [
    ...axisMarks(frame, {
      x: couplingText(line.name),
      y: `${couplingText(line.name)}′ − ${couplingText(line.name)}`,
    }),
    { type: 'path', d: `M${px(frame.left)} ${px(zero)}h${px(frame.width)}`, stroke: 'muted', width: 0.75 },
    ...exactMarks(frame, exact),
    { type: 'path', d: curveOf(frame, line), stroke: 'plot3', width: 1.5 },
    { type: 'path', d: arrows.join(''), stroke: 'text', width: 1.4 },
    ...points.flatMap((point) => pointMarks(frame, point, zero)),
  ];
}

/** The curve as far as it stays within the frame. */
function curveOf(frame: PlotFrame, { x, beta }: FlowLine): string {
  let d = '';
  let drawing = false;
  for (let i = 0; i < x.length; i++) {
    const visible =
      Number.isFinite(beta[i]) &&
      beta[i]! <= frame.y.high &&
      beta[i]! >= frame.y.low &&
      x[i]! >= frame.x.low &&
      x[i]! <= frame.x.high;
    if (visible) {
      const at = toPixels(frame, { x: x[i]!, y: beta[i]! });
      d += `${drawing ? 'L' : 'M'}${px(at.x)} ${px(at.y)}`;
    }
    drawing = visible;
  }
  return d;
}

function exactMarks(frame: PlotFrame, exact: number | null): Mark[] {
  if (exact === null || exact < frame.x.low || exact > frame.x.high) return [];
  const { x } = toPixels(frame, { x: exact, y: 0 });
  return [
    { type: 'path', d: `M${px(x)} ${px(frame.top)}v${px(frame.height)}`, stroke: 'muted', dash: [4, 4] },
    text({ x: x - 5, y: frame.top + 14 }, `exact ${significant(exact, 4)}`, 'muted', 'end'),
  ];
}

function pointMarks(frame: PlotFrame, { x, error, character }: LineFixedPoint, zero: number): Mark[] {
  if (x < frame.x.low || x > frame.x.high) return [];
  const at = { x: toPixels(frame, { x, y: 0 }).x, y: zero };
  const mark = fixedPointMark(at, character);
  if (character === 'stable') return [mark];
  const words = `J₀* ${error === null ? significant(x, 5) : estimateText({ value: x, error })}`;
  const fits = at.x + 6 + widthOf(words) < frame.left + frame.width;
  return [
    { type: 'path', d: `M${px(at.x)} ${px(frame.top)}v${px(frame.height)}`, stroke: 'bad', width: 1 },
    text({ x: at.x + (fits ? 5 : -5), y: frame.top + 30 }, words, 'text', fits ? 'start' : 'end'),
    mark,
  ];
}

/** Highest arc of a step, in pixels. */
const highestArc = 44;

/** The path of a starting point as arcs from step to step. */
export function linePathMarks(frame: PlotFrame, path: RgPath): Mark[] {
  const look = phaseLooks[path.phase];
  const zero = toPixels(frame, { x: frame.x.low, y: 0 }).y;
  const limit = { low: frame.left, high: frame.left + frame.width };
  const places: Point[] = [];
  for (const [value] of path.couplings) {
    const { x } = toPixels(frame, { x: value!, y: 0 });
    if (!Number.isFinite(x)) break;
    places.push({ x: Math.min(limit.high, Math.max(limit.low, x)), y: zero });
    if (x < limit.low || x > limit.high) break;
  }
  const arcs = places.slice(1).map((to, index) => {
    const from = places[index]!;
    const rise = Math.min(highestArc, 6 + 0.45 * Math.abs(to.x - from.x));
    return `M${px(from.x)} ${px(zero)}Q${px((from.x + to.x) / 2)} ${px(zero - 2 * rise)} ${px(to.x)} ${px(zero)}`;
  });
  if (arcs.length === 0) return [];
  return [
    {
      type: 'path',
      d: arcs.join(''),
      stroke: look.ink,
      width: 1.75,
      ...(look.dash ? { dash: look.dash } : {}),
    },
    {
      type: 'path',
      d: places
        .slice(1)
        .map((at) => disc(at, 2.25))
        .join(''),
      fill: look.ink,
    },
  ];
}
