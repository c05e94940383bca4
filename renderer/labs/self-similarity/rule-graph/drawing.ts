import { px, type Ink, type Mark } from '../../../components/figure.ts';
import type { Place } from './layout.ts';
import { stepsFrom, type GraphEdge, type GraphView, type RuleRole } from './view.ts';

/** A square the graph is drawn in, in pixels. */
export interface Frame {
  centreX: number;
  centreY: number;
  radius: number;
}

interface Pixel {
  x: number;
  y: number;
}

export const toPixel = ({ centreX, centreY, radius }: Frame, { x, y }: Pick<Place, 'x' | 'y'>): Pixel => ({
  x: centreX + radius * x,
  y: centreY + radius * y,
});

/** Radius of a rule's disc in pixels: those with a number inside, and those without a map. */
export function discRadius(role: RuleRole, frame: Frame): number {
  const scale = Math.min(1.15, Math.max(0.72, frame.radius / 330));
  if (role === 'apart') return 3 * scale;
  return (role === 'flows' ? 9 : 11) * scale;
}

/** How far an edge across the whole circle bends towards the middle; those outwards are straight. */
const bend = 0.6;
/** How far an edge runs to the left of the straight line, in pixels: one back has a path of its own. Discs close by are gone around. */
const aside = { far: 7, near: 46, reach: 80 };

/** Path data of the edge between two places: from the rim of one disc to that of the other, bent towards the middle. */
export function edgePath(frame: Frame, from: Place, to: Place): { d: string; head: string } {
  const [a, b] = [toPixel(frame, from), toPixel(frame, to)];
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const left = aside.far + (aside.near - aside.far) * Math.max(0, 1 - length / aside.reach);
  const inwards = 1 - bend * Math.abs(Math.sin((to.angle - from.angle) / 2));
  const control = {
    x: frame.centreX + inwards * ((a.x + b.x) / 2 - frame.centreX) - (left * (b.y - a.y)) / length,
    y: frame.centreY + inwards * ((a.y + b.y) / 2 - frame.centreY) + (left * (b.x - a.x)) / length,
  };
  const start = towards(a, control, discRadius(from.role, frame) + ring(from.role) + 1);
  const end = towards(b, control, discRadius(to.role, frame) + ring(to.role) + 2);
  return {
    d: `M${px(start.x)} ${px(start.y)}Q${px(control.x)} ${px(control.y)} ${px(end.x)} ${px(end.y)}`,
    head: arrowHead(control, end),
  };
}

/** Width of the ring around fixed points. */
export const ring = (role: RuleRole) => (role === 'fixed' || role === 'fixed-trivially' ? 3 : 0);

function towards(from: Pixel, to: Pixel, by: number): Pixel {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const share = length > by ? by / length : 0;
  return { x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) };
}

/** Length of an arrow head in pixels, and half its width. */
const headSize = { length: 7, width: 3 };

function arrowHead(from: Pixel, tip: Pixel): string {
  const length = Math.hypot(tip.x - from.x, tip.y - from.y) || 1;
  const [ux, uy] = [(tip.x - from.x) / length, (tip.y - from.y) / length];
  const base = { x: tip.x - headSize.length * ux, y: tip.y - headSize.length * uy };
  const side = headSize.width;
  return `M${px(tip.x)} ${px(tip.y)}L${px(base.x - side * uy)} ${px(base.y + side * ux)}L${px(base.x + side * uy)} ${px(base.y - side * ux)}Z`;
}

/** Edges that are not drawn as an arrow: of a rule to itself, which a ring says, and trivial ones where they are not asked for. */
export const drawnEdges = (view: GraphView, trivial: boolean): GraphEdge[] =>
  view.rules.flatMap((rule) => stepsFrom(view, rule, trivial));

const circle = ({ x, y }: Pixel, r: number) =>
  `M${px(x - r)} ${px(y)}a${px(r)} ${px(r)} 0 1 0 ${px(2 * r)} 0a${px(r)} ${px(r)} 0 1 0 ${px(-2 * r)} 0Z`;

/** The whole graph as marks, for files. */
export function graphMarks(
  view: GraphView,
  places: ReadonlyMap<number, Place>,
  frame: Frame,
  trivial: boolean,
  current: number,
): Mark[] {
  const marks: Mark[] = drawnEdges(view, trivial).flatMap((edge): Mark[] => {
    const [from, to] = [places.get(edge.from), places.get(edge.to)];
    if (!from || !to) return [];
    const chosen = edge.from === current;
    const { d, head } = edgePath(frame, from, to);
    const ink: Ink = chosen ? 'plot1' : 'faint';
    return [
      {
        type: 'path',
        d,
        stroke: ink,
        width: chosen ? 1.5 : 0.75,
        opacity: chosen ? 1 : 0.4,
        ...(edge.trivial ? { dash: [2, 3] } : {}),
      },
      { type: 'path', d: head, fill: ink, opacity: chosen ? 1 : 0.4 },
    ];
  });
  for (const [rule, place] of places) {
    const at = toPixel(frame, place);
    const radius = discRadius(place.role, frame);
    if (ring(place.role) > 0) {
      marks.push({
        type: 'path',
        d: circle(at, radius + ring(place.role)),
        stroke: place.role === 'fixed' ? 'plot1' : 'faint',
        width: 1.5,
      });
    }
    const here = rule === current;
    marks.push({
      type: 'path',
      d: circle(at, radius),
      fill: here ? 'plot1' : 'panel',
      stroke: place.role === 'apart' ? 'faint' : 'muted',
    });
    if (place.role !== 'apart' || here) {
      marks.push({
        type: 'text',
        x: at.x,
        y: at.y + 3.5,
        text: String(rule),
        ink: here ? 'panel' : 'text',
        anchor: 'middle',
      });
    }
  }
  return marks;
}
