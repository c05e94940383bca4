import { px, type Figure, type Ink, type Mark } from '../../../components/figure.ts';
import { directionDashes, type Point } from './graphs.ts';

export interface DrawnBond {
  direction: number;
  from: Point;
  to: Point;
  /** Middle of the arrow head, and where it points to in degrees. */
  arrow: Point;
  angle: number;
  label: Point;
  text: string;
}

export interface DrawnSite {
  name: string;
  place: Point;
  /** Its components, as they are written. */
  spin: readonly string[];
}

const inkOf = (direction: number) => `plot${direction + 1}` as Ink;
const line = 14;
const letter = 7;

const words = (place: Point, text: string, ink: Ink): Mark => ({
  type: 'text',
  x: place.x,
  y: place.y + 4,
  text,
  ink,
  anchor: 'middle',
});

/** A block with its spins and the energies of its bonds, for files; places are in percent of a square. */
export function blockFigure(
  { width, height }: { width: number; height: number },
  bonds: readonly DrawnBond[],
  sites: readonly DrawnSite[],
): Figure {
  const side = Math.min(width, height);
  const [left, top] = [(width - side) / 2, (height - side) / 2];
  const at = ({ x, y }: Point): Point => ({ x: left + (side * x) / 100, y: top + (side * y) / 100 });
  const lines = bonds.map(({ direction, from, to }): Mark => {
    const [start, end] = [at(from), at(to)];
    const dash = directionDashes[direction]!;
    return {
      type: 'path',
      d: `M${px(start.x)} ${px(start.y)}L${px(end.x)} ${px(end.y)}`,
      stroke: inkOf(direction),
      width: direction === 0 ? 3 : 2,
      ...(dash === 'none' ? {} : { dash: dash.split(' ').map(Number) }),
    };
  });
  const heads = bonds.map(({ direction, arrow, angle }): Mark => {
    const middle = at(arrow);
    const turn = (angle * Math.PI) / 180;
    const corner = (along: number, across: number) => {
      const [x, y] = [(side / 100) * along, (side / 100) * across];
      return `${px(middle.x + x * Math.cos(turn) - y * Math.sin(turn))} ${px(middle.y + x * Math.sin(turn) + y * Math.cos(turn))}`;
    };
    return {
      type: 'path',
      d: `M${corner(-1.8, -1.6)}L${corner(1.8, 0)}L${corner(-1.8, 1.6)}Z`,
      fill: inkOf(direction),
    };
  });
  const boxes = sites.flatMap(({ name, place, spin }): Mark[] => {
    const middle = at(place);
    const text = spin.join(' ');
    const across = Math.max(18, letter * Math.max(name.length, text.length) + 8);
    const corner = `M${px(middle.x - across / 2)} ${px(middle.y - line)}`;
    return [
      { type: 'path', d: `${corner}h${across}v${2 * line}h${-across}Z`, fill: 'panel', stroke: 'muted' },
      words({ x: middle.x, y: middle.y - line / 2 }, name, 'muted'),
      words({ x: middle.x, y: middle.y + line / 2 }, text, 'text'),
    ];
  });
  const energies = bonds.map(({ direction, label, text }) => words(at(label), text, inkOf(direction)));
  return { width, height, marks: [...lines, ...heads, ...boxes, ...energies] };
}
