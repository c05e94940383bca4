import { expect, it } from 'vitest';
import {
  discRadius,
  drawnEdges,
  edgePath,
  graphMarks,
  toPixel,
} from '../../../../../renderer/labs/self-similarity/rule-graph/drawing.ts';
import { layoutOf } from '../../../../../renderer/labs/self-similarity/rule-graph/layout.ts';
import { viewOf } from '../../../../../renderer/labs/self-similarity/rule-graph/view.ts';
import { graphOfTwo } from './graph.ts';

const view = viewOf(graphOfTwo, 'all');
const places = layoutOf(view);
const frame = { centreX: 400, centreY: 300, radius: 280 };
const numbersOf = (path: string) => path.match(/-?\d+(\.\d+)?/g)!.map(Number);

it('draws edges from rim to rim, and one back along another path', () => {
  for (const { from, to } of drawnEdges(view, false)) {
    const [a, b] = [places.get(from)!, places.get(to)!];
    const [startX, startY, controlX, controlY, endX, endY] = numbersOf(edgePath(frame, a, b).d) as [
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    const off = (place: typeof a, x: number, y: number) => {
      const at = toPixel(frame, place);
      return Math.hypot(at.x - x, at.y - y) - discRadius(place.role, frame);
    };
    // Outside the disc, by no more than the ring around it and the room for the arrow head.
    expect(off(a, startX, startY)).toBeGreaterThan(0);
    expect(off(a, startX, startY)).toBeLessThan(6);
    expect(off(b, endX, endY)).toBeGreaterThan(0);
    expect(off(b, endX, endY)).toBeLessThan(6);
    const back = numbersOf(edgePath(frame, b, a).d);
    expect(Math.hypot(back[2]! - controlX, back[3]! - controlY)).toBeGreaterThan(10);
  }
});

it('leaves self-edges to the rings, and trivial edges out unless asked for', () => {
  const plain = drawnEdges(view, false);
  expect(plain.some(({ from, to, trivial }) => from === to || trivial)).toBe(false);
  const all = drawnEdges(view, true);
  expect(all.length - plain.length).toBe(
    view.edges.filter(({ from, to, trivial }) => trivial && from !== to).length,
  );
});

it('has every rule in the file, those with maps by their number', () => {
  const marks = graphMarks(view, places, frame, false, 110);
  const numbers = marks.flatMap((mark) => (mark.type === 'text' ? [mark.text] : []));
  const named = [...places].filter(([rule, { role }]) => role !== 'apart' || rule === 110);
  expect(numbers.toSorted()).toEqual(named.map(([rule]) => String(rule)).toSorted());
  // A line and a head for each edge; a disc for each rule; a ring for each fixed point.
  const rings = [...places.values()].filter(({ role }) => role.startsWith('fixed')).length;
  expect(marks.length - numbers.length).toBe(2 * drawnEdges(view, false).length + 256 + rings);
});
