import type { Point } from './scale.ts';

/** Rows of values on the nodes of a grid. */
export type Grid = readonly (readonly number[])[];

/** Lowest and highest finite value of a grid; null where there is none. */
export function gridRange(grid: Grid): [number, number] | null {
  let low = Infinity;
  let high = -Infinity;
  for (const row of grid) {
    for (const value of row) {
      if (!Number.isFinite(value)) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return low <= high ? [low, high] : null;
}

/** Value between nodes, bilinear; `x` and `y` count nodes. NaN where a corner is not finite. */
export function interpolate(grid: Grid, x: number, y: number): number {
  const rows = grid.length;
  const columns = grid[0]?.length ?? 0;
  const i = Math.min(columns - 2, Math.max(0, Math.floor(x)));
  const j = Math.min(rows - 2, Math.max(0, Math.floor(y)));
  const [u, v] = [x - i, y - j];
  const at = (row: number, column: number) => grid[row]?.[column] ?? NaN;
  if (columns < 2 || rows < 2) return at(Math.round(y), Math.round(x));
  return (
    (1 - v) * ((1 - u) * at(j, i) + u * at(j, i + 1)) + v * ((1 - u) * at(j + 1, i) + u * at(j + 1, i + 1))
  );
}

/** Pairs of points, in nodes, of the line on which a grid has the value `level`: marching squares. */
export function contour(grid: Grid, level: number): [Point, Point][] {
  const segments: [Point, Point][] = [];
  for (let j = 0; j + 1 < grid.length; j++) {
    const [lower, upper] = [grid[j]!, grid[j + 1]!];
    for (let i = 0; i + 1 < lower.length; i++) {
      // Corners counterclockwise from the lower left.
      const corners = [lower[i]!, lower[i + 1]!, upper[i + 1]!, upper[i]!];
      if (!corners.every(Number.isFinite)) continue;
      const places = [
        { x: i, y: j },
        { x: i + 1, y: j },
        { x: i + 1, y: j + 1 },
        { x: i, y: j + 1 },
      ];
      const crossings: Point[] = [];
      for (let side = 0; side < 4; side++) {
        const next = (side + 1) % 4;
        const [a, b] = [corners[side]!, corners[next]!];
        if (a < level === b < level) continue;
        const share = (level - a) / (b - a);
        const [from, to] = [places[side]!, places[next]!];
        crossings.push({ x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) });
      }
      if (crossings.length === 2) segments.push([crossings[0]!, crossings[1]!]);
      if (crossings.length !== 4) continue;
      // A saddle: which corners belong together, the middle says.
      const middle = corners.reduce((sum, value) => sum + value, 0) / 4;
      const together = middle < level === corners[0]! < level;
      const [a, b, c, d] = crossings as [Point, Point, Point, Point];
      segments.push(
        ...((together
          ? [
              [a, b],
              [c, d],
            ]
          : [
              [d, a],
              [b, c],
            ]) as [Point, Point][]),
      );
    }
  }
  return segments;
}
