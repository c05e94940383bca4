import {
  particleAxes,
  type AxisRole,
  type SpacetimeInput,
  type SpacetimeLayout,
} from '../../preload/contract/spacetime.ts';
import { badFile, faultWithin } from './bad-file.ts';
import { noSuchArray, readContents, type FileContents } from './contents.ts';
import type { NamedArray } from './named-array.ts';
import { shapeText } from './npy.ts';
import { isParticleLayout, latticeFieldNames, latticeSeries } from './particle-series.ts';
import { areLikelyParticles, fitsParticles } from './particles.ts';
import { axesFor, fewestCells, fewestSteps } from './spacetime-axes.ts';
import { canonical, checkSteps, collect, mostValues, singlePrecision } from './spacetime-collect.ts';
import { levelsOf, obeysLocalRule, oneOfEachCell } from './spacetime-values.ts';
import { fieldNames, normalise, usualNormalisation } from './spacetime-normalisation.ts';
import { namedStack, stackAxes, stackedArray, stacksIn } from './spacetime-stack.ts';

/** A series in space and time as found in a file, not yet converted. */
export interface FoundSpacetime {
  array: NamedArray;
  axes: AxisRole[];
  /** "64 steps of 128 cells, two values". */
  description: string;
  /** What speaks for it: cells obey a local rule; the shape is that of a series, and of no picture; or only that it could be one. */
  evidence: 'rule' | 'shape' | 'possible';
}

const remedy =
  'Give an array of at least 8 steps: [time, x], [time, y, x], [run, time, x] or [run, time, field, y, x].';

/**
 * Reads a series in space and time from .npy, .npz, HDF5, CSV (a row is a state) or PNG (time downwards) as [runs, times, fields, height,
 * width]. What `layout` leaves out is guessed, and `notes` say how: the array with the most values, the likeliest axes, values as they are
 * unless there are two. An array "u + v" is that of the fields u and v, which are arrays of one shape. Throws HostError 'bad-file', which begins with the name of the file: no such array, roles that do not fit its
 * dimensions, fewer than 8 steps or 4 cells left, values that are not finite (the first with its place), constant data, more than 2²⁶ values.
 */
export async function readSpacetime(
  name: string,
  bytes: Uint8Array,
  layout: Partial<SpacetimeLayout> = {},
): Promise<SpacetimeInput> {
  try {
    const contents = await readContents(bytes, name);
    const notes: string[] = [...contents.warnings];
    const arrays = contents.arrays.map((array) => reduced(array, contents.format, notes));
    const { array, ways, sources } = chooseArray(arrays, layout, notes);
    const axes = layout.axes ?? guessAxes(array, ways, contents.format, notes);
    checkRoles(array, axes);
    const { stride = 1, skip = 0 } = layout;
    checkSteps(stride, skip);
    const particles = isParticleLayout(axes)
      ? latticeSeries(array, axes, { ...layout, stride, skip }, notes)
      : null;
    const series = particles?.series ?? collect(array, axes, stride, skip);
    if (skip > 0) notes.push(`The first ${skip} steps are left out.`);
    if (stride > 1) notes.push(`Every ${ordinal(stride)} step is taken.`);
    const fields = particles === null ? fieldNames(sources, series.shape[2]!) : latticeFieldNames;
    const normalisation = layout.normalisation ?? usualNormalisation(series, notes);
    normalise(series, normalisation, fields, notes);
    if (contents.format === 'png' && normalisation === 'binary') {
      notes.push('White is read as 1. Where black means 1, the complement of the rule is learnt.');
    }
    const spacetime = { shape: series.shape, data: singlePrecision(series, array.name) };
    const binary = spacetime.data.every((value) => value === 0 || value === 1);
    return {
      spacetime,
      layout: {
        array: array.name,
        axes,
        normalisation,
        stride,
        skip,
        ...(particles === null ? {} : { box: particles.box, cells: particles.cells }),
      },
      fields,
      binary,
      description: `${extentText(series.shape)}${binary ? ', binary' : ''}`,
      notes,
      choices: [
        ...arrays.flatMap((choice) => waysFor(choice).map((way) => ({ choice, way }))),
        ...stacksIn(arrays).flatMap((choice) => stackAxes(choice.shape).map((way) => ({ choice, way }))),
      ].map(({ choice: { name: called, shape, type }, way }) => ({ array: called, shape, type, axes: way })),
    };
  } catch (fault) {
    throw faultWithin(name, fault);
  }
}

/** Looks for a series in space and time among the arrays of a file; a string says why there is none. */
export function findSpacetime(contents: FileContents): FoundSpacetime | string {
  const arrays = contents.arrays.map((each) => reduced(each, contents.format, []));
  const array = largest(arrays.filter(({ shape }) => axesFor(shape).length > 0));
  if (array === undefined) return 'no array has at least 8 steps of 4 cells';
  const axes = axesFor(array.shape)[0]!;
  const levels = levelsOf(array.data);
  if (levels.strange !== null) return `‘${array.name}’ holds ${levels.strange}`;
  if (levels.values?.length === 1) return `‘${array.name}’ is constant`;
  const [rows, columns] = array.shape.slice(-2) as [number, number];
  const shape = canonical(array.shape, axes);
  const two = levels.values?.length === 2;
  const row = shape[2] === 1 && shape[3] === 1 && array.data.length <= mostValues;
  const ruled = two && row && obeysLocalRule(collect(array, axes, 1, 0), levels.values!);
  // What is taken for runs of a square plane is likelier a stack of planes.
  if (axes[0] === 'run' && rows === columns && !ruled) {
    return `‘${array.name}’ is a stack of ${rows} × ${columns} planes, too few to be a series`;
  }
  const oblong = array.shape.length === 2 && rows !== columns;
  // A table with names of columns holds quantities, not cells; a grey picture of any shape may be one of a pattern.
  const table = contents.columns === null && contents.format !== 'png' && columns >= fewestSteps;
  return {
    array,
    axes,
    description: `${extentText(shape)}${two ? ', two values' : ''}`,
    evidence: ruled ? 'rule' : oblong && (two || table) ? 'shape' : 'possible',
  };
}

/** A picture that draws each cell as a square of pixels is taken at one pixel a cell. */
function reduced(array: NamedArray, format: FileContents['format'], notes: string[]): NamedArray {
  if (format !== 'png') return array;
  const { picture, side } = oneOfEachCell(array);
  if (side > 1) notes.push(`The picture shows every cell as ${side} × ${side} pixels; one of them is taken.`);
  return { ...array, ...picture };
}

function largest(arrays: readonly NamedArray[]): NamedArray | undefined {
  return arrays.toSorted((a, b) => b.data.length - a.data.length)[0];
}

interface Chosen {
  array: NamedArray;
  /** How it may be read, the likeliest first. */
  ways: AxisRole[][];
  /** Names of the arrays it is made of. */
  sources: string[];
}

/** As fields first, unless they are likely particles. */
function waysFor(array: NamedArray): AxisRole[][] {
  const fields = axesFor(array.shape);
  if (!fitsParticles(array)) return fields;
  return areLikelyParticles(array) ? [[...particleAxes], ...fields] : [...fields, [...particleAxes]];
}

const alone = (array: NamedArray): Chosen => ({
  array,
  ways: waysFor(array),
  sources: [array.name],
});

function chooseArray(
  arrays: readonly NamedArray[],
  { array: name, axes }: Partial<SpacetimeLayout>,
  notes: string[],
): Chosen {
  if (name !== undefined) {
    const named = arrays.find((array) => array.name === name);
    if (named !== undefined) return alone(named);
    const stack = namedStack(name, arrays);
    if (stack !== null) {
      const sources = stack.parts.map((part) => part.name);
      return { array: stackedArray(stack), ways: stackAxes(stack.shape), sources };
    }
    throw noSuchArray(name, arrays);
  }
  const fits = (array: NamedArray) =>
    axes === undefined
      ? waysFor(array).length > 0
      : array.shape.length === axes.length && (!isParticleLayout(axes) || fitsParticles(array));
  const found = largest(arrays.filter(fits)) ?? (axes === undefined ? undefined : largest(arrays));
  if (found === undefined) {
    const shapes = arrays.slice(0, 3).map((array) => `‘${array.name}’ is ${shapeText(array.shape)}`);
    throw badFile(
      `There is no series of at least ${fewestSteps} steps of ${fewestCells} cells in it: ${shapes.join('; ')}.`,
      { remedy },
    );
  }
  if (arrays.length > 1)
    notes.push(`Taken from the array ‘${found.name}’, one of ${arrays.length} in the file.`);
  const stack = stacksIn(arrays).find(({ parts }) => parts.includes(found));
  if (stack !== undefined) {
    notes.push(
      `Other arrays have the same shape: choose the array ‘${stack.name}’ to read them as the fields of one system.`,
    );
  }
  return alone(found);
}

function guessAxes(
  array: NamedArray,
  [axes, other]: readonly AxisRole[][],
  format: FileContents['format'],
  notes: string[],
): AxisRole[] {
  if (axes === undefined) {
    throw badFile(
      `‘${array.name}’ is ${shapeText(array.shape)}: not ${fewestSteps} steps of ${fewestCells} cells in any order of its axes.`,
      { remedy },
    );
  }
  if (format === 'png') notes.push('Time is taken to run downwards in the picture: every row is a state.');
  else if (format === 'csv')
    notes.push('Every row of the table is taken for a state, the first the earliest.');
  else {
    const alternative = other === undefined ? '' : ` They could be ${other.join(', ')} as well.`;
    notes.push(`The axes ${shapeText(array.shape)} are taken for ${axes.join(', ')}.${alternative}`);
  }
  return axes;
}

function checkRoles({ name, shape }: NamedArray, axes: readonly AxisRole[]): void {
  if (isParticleLayout(axes)) return;
  const refuse = (why: string) =>
    badFile(`‘${name}’ is ${shapeText(shape)}, but its axes are given as ${axes.join(', ')}: ${why}.`, {
      where: 'axes',
      remedy: 'Give every axis a role of its own: run, time, field, y or x, with time and x among them.',
    });
  if (axes.length !== shape.length) throw refuse(`${shape.length} roles are needed`);
  const twice = axes.find((role, index) => axes.indexOf(role) !== index);
  if (twice !== undefined) throw refuse(`${twice} occurs more than once`);
  for (const needed of ['time', 'x'] as const) {
    if (!axes.includes(needed)) throw refuse(`there is no ${needed}`);
  }
}

/** "3 runs of 64 steps of 32 × 32 cells, 2 fields". */
function extentText([runs, times, fields, height, width]: readonly number[]): string {
  const cells = height === 1 ? `${width} cells` : `${height} × ${width} cells`;
  const several = runs === 1 ? '' : `${runs} runs of `;
  return `${several}${times} steps of ${cells}${fields === 1 ? '' : `, ${fields} fields`}`;
}

function ordinal(n: number): string {
  const last = n % 100 > 10 && n % 100 < 14 ? 0 : n % 10;
  return `${n}${['th', 'st', 'nd', 'rd'][last] ?? 'th'}`;
}
