import type { ShapedArray } from '../../preload/contract/arrays.ts';
import type { AxisRole, SpacetimeLayout } from '../../preload/contract/spacetime.ts';
import { badFile } from './bad-file.ts';
import type { NamedArray } from './named-array.ts';
import { indexText } from './npy.ts';
import { guessBox } from './particle-box.ts';
import { componentText } from './particles.ts';
import { fewestCells, fewestSteps } from './spacetime-axes.ts';
import { mostValues } from './spacetime-collect.ts';

/** Particles as the fields of a lattice. */
export interface LatticeSeries {
  /** [1, times, 3, cells, cells]: of every cell the number of particles, Σv_x and Σv_y. */
  series: ShapedArray<Float32Array>;
  box: number;
  cells: number;
}

export const latticeFieldNames = ['density', 'Σv_x', 'Σv_y'];

const mostCells = 1024;
/** Unit cells are taken for squares of up to this side, where as many particles as this are in each. */
const mostUnitCells = 512;
const fewestPerUnitCell = 0.05;
/** Particles in a cell where its size is free. */
const usualPerCell = 2;

export function isParticleLayout(axes: readonly AxisRole[]): boolean {
  return axes.includes('particle') || axes.includes('component');
}

/**
 * Puts particles [times, particles, components], in any order of these axes, on a periodic lattice as the Vicsek method does: positions (2
 * components) give velocities by their displacements to the next step; a third component is a heading in radians, of velocity 1; a third and a
 * fourth are the velocity. What `layout` leaves open is guessed, and `notes` say how. Throws HostError 'bad-file'.
 */
export function latticeSeries(
  array: NamedArray,
  axes: readonly AxisRole[],
  layout: Pick<SpacetimeLayout, 'stride' | 'skip'> & Partial<Pick<SpacetimeLayout, 'box' | 'cells'>>,
  notes: string[],
): LatticeSeries {
  checkChoices(layout);
  const source = inOrder(array, axes);
  const [recorded, particles, components] = source.shape as [number, number, number];
  const { stride, skip } = layout;
  // Without velocities the last step has none.
  const usable = components === 2 ? recorded - 1 : recorded;
  const times = Math.max(0, Math.ceil((usable - skip) / stride));
  if (times < fewestSteps || particles === 0 || components < 2 || components > 4) {
    throw badFile(
      `‘${array.name}’ has ${times} steps of ${particles} particles with ${components} numbers each as it is read; at least ${fewestSteps} steps, 1 particle and 2 to 4 numbers are needed.`,
      {
        where: 'axes',
        remedy: 'Check which axis is time, which counts the particles, and which their coordinates.',
      },
    );
  }
  requireFinite(array);
  const { side, origin } = chosenBox(source, layout.box, notes);
  const cells = layout.cells ?? usualCells(side, particles, times);
  if (3 * times * cells * cells > mostValues) {
    throw badFile(
      `‘${array.name}’ makes ${times} steps of ${cells} × ${cells} cells; up to 2²⁶ values are read.`,
      {
        where: 'cells',
        remedy: 'Take fewer cells, or leave steps out (stride, skip).',
      },
    );
  }
  notes.push(
    `Read as ${componentText(components)} of ${particles} particles on ${cells} × ${cells} cells of a periodic square: density, Σv_x and Σv_y of every cell.`,
    velocityNotes[components]!,
  );
  const data = new Float32Array(3 * times * cells * cells);
  let outside = 0;
  for (let time = 0; time < times; time++) {
    outside += fillCells(data.subarray(3 * time * cells * cells), source, skip + time * stride, {
      side,
      origin,
      cells,
    });
  }
  if (outside > 0) {
    notes.push(`${outside} of the positions lie outside of the square and are put into it periodically.`);
  }
  return { series: { shape: [1, times, 3, cells, cells], data }, box: side, cells };
}

/** Particles in every cell of their square at one step of an array [times, particles, components]: [cells, cells]. */
export function densityAt({ shape, data }: NamedArray, step: number): ShapedArray<Float32Array> {
  const [times, particles, components] = shape as [number, number, number];
  const { side, origin } = guessBox({ shape, data }) ?? { side: 1, origin: 0 };
  const cells = usualCells(side, particles, times);
  const density = new Float32Array(cells * cells);
  for (let particle = 0; particle < particles; particle++) {
    const at = (step * particles + particle) * components;
    const [x, y] = [0, 1].map((axis) => cellOf((Number(data[at + axis]) - origin) / side, cells));
    density[y! * cells + x!]! += 1;
  }
  return { shape: [cells, cells], data: density };
}

const velocityNotes: Record<number, string> = {
  2: 'Velocities are the displacements to the next step, which the last step has not: it is left out.',
  3: 'The third number is taken for a heading in radians; velocities have length 1.',
  4: 'The third and fourth numbers are taken for the velocity.',
};

/** Adds the particles of one step to its three planes of cells; counts those outside of the square. */
function fillCells(
  planes: Float32Array,
  { shape, data }: ShapedArray<Float64Array>,
  time: number,
  { side, origin, cells }: { side: number; origin: number; cells: number },
): number {
  const [, particles, components] = shape as [number, number, number];
  const plane = cells * cells;
  let outside = 0;
  for (let particle = 0; particle < particles; particle++) {
    const at = (time * particles + particle) * components;
    const [x, y] = [(data[at]! - origin) / side, (data[at + 1]! - origin) / side];
    if (x < 0 || x >= 1 || y < 0 || y >= 1) outside++;
    const cell = cellOf(y, cells) * cells + cellOf(x, cells);
    planes[cell]! += 1;
    let [vx, vy] = [data[at + 2]!, data[at + 3]!];
    if (components === 3) [vx, vy] = [Math.cos(vx), Math.sin(vx)];
    if (components === 2) {
      const next = at + particles * components;
      vx = periodic(data[next]! - data[at]!, side);
      vy = periodic(data[next + 1]! - data[at + 1]!, side);
    }
    planes[plane + cell]! += vx;
    planes[2 * plane + cell]! += vy;
  }
  return outside;
}

/** Cell of a coordinate in sides of the square. */
function cellOf(coordinate: number, cells: number): number {
  const inside = coordinate - Math.floor(coordinate);
  return Math.min(cells - 1, Math.floor(inside * cells));
}

const periodic = (step: number, side: number) => step - side * Math.round(step / side);

/** [times, particles, components] in this order. */
function inOrder({ name, shape, data }: NamedArray, axes: readonly AxisRole[]): ShapedArray<Float64Array> {
  const order = (['time', 'particle', 'component'] as const).map((role) => axes.indexOf(role));
  if (axes.length !== 3 || order.includes(-1)) {
    throw badFile(
      `‘${name}’: particles have the axes time, particle and component, not ${axes.join(', ')}.`,
      {
        where: 'axes',
        remedy: 'Give the three axes these roles, each once, or read it as fields.',
      },
    );
  }
  const extents = order.map((axis) => shape[axis]!);
  const steps = order.map((axis) => shape.slice(axis + 1).reduce((product, extent) => product * extent, 1));
  const [times, particles, components] = extents as [number, number, number];
  const values = new Float64Array(data.length);
  let to = 0;
  for (let time = 0; time < times; time++) {
    for (let particle = 0; particle < particles; particle++) {
      for (let component = 0; component < components; component++) {
        values[to++] = Number(data[time * steps[0]! + particle * steps[1]! + component * steps[2]!]);
      }
    }
  }
  return { shape: extents, data: values };
}

function checkChoices({ box, cells }: { box?: number; cells?: number }): void {
  if (box !== undefined && !(box > 0 && Number.isFinite(box)))
    throw badFile(`The square cannot have a side of ${box}.`, {
      where: 'box',
      remedy: 'Give a length above 0.',
    });
  if (cells !== undefined && !(Number.isInteger(cells) && cells >= fewestCells && cells <= mostCells)) {
    throw badFile(`The lattice cannot have ${cells} cells along a side.`, {
      where: 'cells',
      remedy: `Give a whole number from ${fewestCells} to ${mostCells}.`,
    });
  }
}

function requireFinite({ name, shape, data }: NamedArray): void {
  for (let i = 0; i < data.length; i++) {
    if (Number.isFinite(Number(data[i]))) continue;
    const place = `[${indexText(i, shape)}]`;
    throw badFile(`‘${name}’ holds ${Number(data[i])} at ${place} (counted from 0).`, {
      where: place,
      remedy: 'Leave out particles or steps that are not known.',
    });
  }
}

function chosenBox(
  source: ShapedArray,
  wanted: number | undefined,
  notes: string[],
): { side: number; origin: number } {
  const guess = guessBox(source);
  if (wanted !== undefined)
    return { side: wanted, origin: guess !== null && guess.origin < 0 ? -wanted / 2 : 0 };
  if (guess === null) {
    throw badFile('All particles are in one point: the square they are in cannot be guessed.', {
      where: 'box',
      remedy: 'Give the side of the periodic square.',
    });
  }
  const { side, origin } = guess;
  notes.push(
    `The side of the periodic square is guessed from the positions: ${side}, ` +
      `${origin === 0 ? 'from the origin on' : 'about the origin'}. Give it where it is another.`,
  );
  return { side, origin };
}

/** Unit cells where the square has a whole number of them with enough particles in it; otherwise cells of two particles. */
function usualCells(side: number, particles: number, times: number): number {
  const most = Math.min(mostCells, Math.floor(Math.sqrt(mostValues / (3 * times))));
  const unit =
    Number.isInteger(side) &&
    side >= fewestCells &&
    side <= mostUnitCells &&
    particles / side ** 2 >= fewestPerUnitCell;
  const wanted = unit ? side : Math.round(Math.sqrt(particles / usualPerCell));
  return Math.max(fewestCells, Math.min(most, wanted));
}
