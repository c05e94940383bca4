import type { AxisRole } from '../../preload/contract/spacetime.ts';

/** Fewer steps hold no macro dynamics, fewer cells no neighbourhood. */
export const fewestSteps = 8;
export const fewestCells = 4;
/** More components than this are hardly fields; axes of this extent are never guessed to be. */
export const mostFields = 8;
/** So few values along an axis are rather components than cells. */
const usualFields = 4;

/** Ways to read an array of a rank, the usual ones first. */
const orders: Record<number, readonly (readonly AxisRole[])[]> = {
  2: [
    ['time', 'x'],
    ['x', 'time'],
  ],
  3: [
    ['time', 'y', 'x'],
    ['run', 'time', 'x'],
    ['time', 'field', 'x'],
    ['time', 'x', 'field'],
    ['field', 'time', 'x'],
  ],
  4: [
    ['run', 'time', 'y', 'x'],
    ['time', 'field', 'y', 'x'],
    ['time', 'y', 'x', 'field'],
    ['run', 'time', 'field', 'x'],
    ['run', 'time', 'x', 'field'],
    ['field', 'time', 'y', 'x'],
  ],
  5: [
    ['run', 'time', 'field', 'y', 'x'],
    ['run', 'time', 'y', 'x', 'field'],
  ],
};

export function extentOf(role: AxisRole, shape: readonly number[], axes: readonly AxisRole[]): number {
  const axis = axes.indexOf(role);
  return axis < 0 ? 1 : shape[axis]!;
}

/**
 * Ways to read an array of this shape as a series in space and time, the likeliest first; none when no way leaves enough steps and cells.
 * Few values along an axis are components of a state, equal ones along the last two a plane, and runs are fewer than steps.
 */
export function axesFor(shape: readonly number[]): AxisRole[][] {
  const ways = (orders[shape.length] ?? []).filter((axes) => fits(shape, axes));
  return ways
    .map((axes) => ({ axes: [...axes], score: likelihood(shape, axes) }))
    .toSorted((a, b) => b.score - a.score)
    .map(({ axes }) => axes);
}

function fits(shape: readonly number[], axes: readonly AxisRole[]): boolean {
  const of = (role: AxisRole) => extentOf(role, shape, axes);
  return (
    !shape.includes(0) &&
    of('time') >= fewestSteps &&
    of('x') >= fewestCells &&
    // One cell high: a line, as runs are given theirs.
    (!axes.includes('y') || of('y') === 1 || of('y') >= fewestCells) &&
    of('field') <= mostFields
  );
}

function likelihood(shape: readonly number[], axes: readonly AxisRole[]): number {
  const of = (role: AxisRole) => extentOf(role, shape, axes);
  let score = 0;
  if (axes[0] === 'time' || axes[0] === 'run') score += 1;
  if (axes.includes('field')) score += of('field') <= usualFields ? 3 : -2;
  if (axes.includes('y')) {
    const [height, width] = [of('y'), of('x')];
    score += height === width ? 3 : 2 * Math.min(height, width) >= Math.max(height, width) ? 1 : 0;
  }
  if (axes.includes('run')) score += 4 * of('run') <= of('time') ? 2 : of('run') < of('time') ? 1 : 0;
  return score;
}
