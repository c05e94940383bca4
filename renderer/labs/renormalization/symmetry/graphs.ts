import type { Graph, Site } from './bond-energies.ts';

export interface Point {
  x: number;
  y: number;
}

/** Where the corners are, counted counterclockwise from the upper right, in percent of the picture. */
const corners: readonly Point[] = [
  { x: 84, y: 16 },
  { x: 16, y: 16 },
  { x: 16, y: 84 },
  { x: 84, y: 84 },
];

/** Hidden spin z_k of the square lies between the corners k and k + 1. */
const middles: readonly Point[] = corners.map((corner, k) => {
  const next = corners[(k + 1) % 4]!;
  return { x: (corner.x + next.x) / 2, y: (corner.y + next.y) / 2 };
});

export function placeOf(graph: Graph, { kind, index }: Site): Point {
  if (kind === 'visible') return corners[index]!;
  return graph === 'square' ? middles[index]! : { x: 50, y: 50 };
}

/** The sites of a block, hidden ones first as they are drawn in the middle. */
export function sitesOf(graph: Graph): Site[] {
  return [
    ...Array.from({ length: graph === 'square' ? 4 : 1 }, (_, index) => ({ kind: 'hidden' as const, index })),
    ...corners.map((_, index) => ({ kind: 'visible' as const, index })),
  ];
}

/** "x2", "z0". */
export const siteName = ({ kind, index }: Site) => `${kind === 'visible' ? 'x' : 'z'}${index}`;

/** Names of the directions of a bond from its edge site, by quarter turns. */
export const directionNames = ['right', 'up', 'left', 'down'] as const;

/** Dashes that tell the directions apart without colour. */
export const directionDashes = ['none', '7 3', '2 3', '9 3 2 3'] as const;

/** How far a label on the rim is moved out. */
const outwards = (value: number) => (Math.abs(value - 50) > 30 ? Math.sign(value - 50) * 6 : 0);

/** Where the number of a bond stands: beside its middle, outside of the square, clockwise of a diagonal. */
export function labelPlace(from: Point, to: Point, graph: Graph): Point {
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  if (graph === 'square') {
    return { x: middle.x + 1.4 * outwards(middle.x), y: middle.y + outwards(middle.y) };
  }
  // Perpendicular to the diagonal.
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  return {
    x: middle.x + (8 * (to.y - from.y)) / length,
    y: middle.y - (8 * (to.x - from.x)) / length,
  };
}
